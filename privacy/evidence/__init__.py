"""What can be shown afterwards: the ledger, the traces of an erasure, the history of a request.

A line that is missing, or that a name slipped into, cannot be mended later: lines are written in the
transaction of what they tell of, and hold numbers, slugs and days only.
"""
