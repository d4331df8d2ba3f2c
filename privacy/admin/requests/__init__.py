"""The pages on which staff handle a data-subject request."""
