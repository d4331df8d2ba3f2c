"""The pages on which staff handle a data-subject request: inbox, recording, and the page of one, by card."""
