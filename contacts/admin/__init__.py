"""The client register in the administration."""

from contacts.admin import invoices, people, work

__all__ = ["invoices", "people", "work"]
