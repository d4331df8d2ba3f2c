"""The policy language: purposes, legal bases, policies, groups, terms, erasers, recipients, and their
registry.

What goes wrong here goes wrong everywhere at once, without a word: a term that is read differently by the
database and by a person keeps too much or erases too much (``tests/oracle.py`` compares both readings).
"""
