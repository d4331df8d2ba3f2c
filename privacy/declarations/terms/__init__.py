"""The terms that say how long a purpose needs a group."""
