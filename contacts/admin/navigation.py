"""What the client register adds to the sidebar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contacts import models
from privacy.admin.base.navigation import Section

SECTIONS = (
    Section(
        _("Relations"),
        10,
        (
            (models.Contact, "person"),
            (models.Company, "domain"),
            (models.Assignment, "work"),
            (models.Enquiry, "contact_support"),
            (models.Interaction, "forum"),
            (models.Invoice, "receipt_long"),
            (models.ImportBatch, "upload_file"),
            (models.Tag, "label"),
        ),
    ),
)
