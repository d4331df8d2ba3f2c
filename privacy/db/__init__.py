"""What the ORM lacks: an encrypted field, triggers, a word index, INSERT … SELECT, and SQLite made to forget.
Knows nothing of privacy."""
