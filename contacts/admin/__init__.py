"""The client register in the administration."""

from contacts.admin import imports, invoices, people, work

__all__ = ["imports", "invoices", "people", "work"]
