"""Who of staff sees what: purposes, roles, badges, titles.

A field shown to somebody without a purpose is a breach, though nobody outside ever sees it.
"""
