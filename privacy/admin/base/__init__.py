"""What the pages of staff have in common: forms that guard against stale data, rows about somebody, keyset
pages."""
