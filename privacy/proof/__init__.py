"""Showing that promises were kept: the search after an erasure, and the audit."""
