"""The anchor of a data subject, and the digests by which they are found."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    """One data subject (GDPR art. 4(1)) or organisation: a bare number to which every personal table
    points. ``deceased_on`` is the day on which we heard that the person died: nobody contacts them from then
    on, and what is kept goes when its time is over."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    deceased_on = models.DateField(
        _("day on which we heard that they died"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("data subject")
        verbose_name_plural = _("data subjects")

    def __str__(self) -> str:
        return str(self.pk)


class Identifier(models.Model):
    """A keyed digest of an address that finds a subject without storing the address.

    ``claimed``: only a public form said so, and neither its mailbox nor a member of staff confirmed it.
    ``confirmed``: one of these did. What an import says is neither.
    """

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail address")
        PHONE = "phone", _("phone number")

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=5, choices=Kind)
    digest = models.CharField(max_length=100, db_index=True)
    claimed = models.BooleanField(default=False, db_default=False)
    confirmed = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind", "digest"], name="identifier_once_per_subject"),
        ]

    def __str__(self) -> str:
        return f"identifier {self.pk}"
