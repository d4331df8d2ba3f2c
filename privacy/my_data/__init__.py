"""Self-service of a data subject: the visit, the overview, its history, what a visitor does."""
