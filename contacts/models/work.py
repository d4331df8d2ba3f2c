"""The work we do for a client."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models.people import Company, Contact
from privacy.models import Subject


class Assignment(models.Model):
    """An assignment of a person or a company; open until the day it closes. ``subject`` is the client's."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, editable=False, related_name="assignments")
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("contact"),
        related_name="assignments",
    )
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("company"),
        related_name="assignments",
    )
    title = models.CharField(_("title"), max_length=200)
    folder = models.URLField(_("project folder"), blank=True)
    opened_on = models.DateField(_("opened"))
    closed_on = models.DateField(_("closed"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=True, company__isnull=False)
                | Q(contact__isnull=False, company__isnull=True),
                name="assignment_of_one_client",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="assignment_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"
