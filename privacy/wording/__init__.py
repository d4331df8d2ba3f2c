"""Labels, slugs, values and durations in the reader's language."""
