"""What a person gets: the copy of their data, the answer to read, what they may take along, and the
letters."""
