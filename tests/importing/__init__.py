"""Reading and storing address books."""
