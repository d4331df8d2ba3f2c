"""What the pages of staff share: purpose-bound rows, the guard against stale forms, keyset pages, links and
context."""
