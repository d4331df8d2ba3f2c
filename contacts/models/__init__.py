"""The client register: people and organisations, the work done for them, what was said, and invoices."""

from contacts.models.imports import FilledValue, ImportBatch, ImportRemark, Upload
from contacts.models.invoices import Invoice, InvoiceCounter
from contacts.models.people import Company, Contact, ContactPoint, ContactRole, ContactTag, Tag
from contacts.models.talks import Enquiry, Interaction
from contacts.models.work import Assignment

__all__ = [
    "Assignment",
    "Company",
    "Contact",
    "ContactPoint",
    "ContactRole",
    "ContactTag",
    "Enquiry",
    "FilledValue",
    "ImportBatch",
    "ImportRemark",
    "Interaction",
    "Invoice",
    "InvoiceCounter",
    "Tag",
    "Upload",
]
