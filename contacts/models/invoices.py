"""Invoices: a draft points at the assignment; what is issued carries its own copy of the party."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.work import Assignment
from privacy.models import Subject


class Invoice(models.Model):
    """An invoice. Issuing (``contacts/invoices.py``) gives it number and date, copies the party's name and
    address, and makes the document; a trigger refuses every later change but the erasure of that copy.

    ``lines`` is a list of ``{"text", "quantity", "price"}``, quantity and price as decimal strings (euro).
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, editable=False, related_name="invoices")
    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("assignment"),
        related_name="invoices",
    )
    # Nullable, because many drafts have no number yet and numbers are unique.
    number = models.CharField(_("number"), max_length=20, unique=True, null=True, blank=True, editable=False)
    issued_on = models.DateField(_("issued"), null=True, blank=True, editable=False, db_index=True)
    chargeable_on = models.DateField(_("VAT chargeable"), null=True, blank=True, editable=False)
    amount = models.DecimalField(
        _("amount, EUR"), max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    vat = models.DecimalField(
        _("VAT, EUR"), max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    lines = models.JSONField(_("lines"), default=list)
    billed_name = models.CharField(_("billed to"), max_length=300, blank=True, editable=False)
    billed_address = models.TextField(_("billing address"), blank=True, editable=False)
    document = models.FileField(_("document"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True, issued_on__isnull=True, chargeable_on__isnull=True)
                | Q(number__isnull=False, issued_on__isnull=False, chargeable_on__isnull=False),
                name="invoice_issued_or_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"invoice {self.pk}"


class InvoiceCounter(models.Model):
    """The last number given in a year; locked while the next one is taken, so that no number is skipped."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
