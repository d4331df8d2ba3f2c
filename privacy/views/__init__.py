"""The public pages: the form, its answers, My data, the notice."""
