"""What is kept on purpose though nothing needs it, and the proof that what is not kept is gone."""
