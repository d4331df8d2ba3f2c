"""What a person wants corrected, field by field, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.db.encryption import SecretTextField
from privacy.models.requests import Request
from privacy.models.subjects import Subject


class Correction(models.Model):
    """One field of one row that should say something else (GDPR art. 16). ``label`` is the model's, ``row``
    its number.

    ``old`` is what stood there: once corrected it is kept nowhere else, as evidence. ``reason`` tells why it
    was refused.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("to be looked at")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("not corrected")
        CORRECTED = "corrected", _("corrected")
        DROPPED = "dropped", _("no longer asked")

    # Its own way to the person: the file of the request may go while this is held as evidence.
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, editable=False, related_name="corrections")
    request = models.ForeignKey(
        Request, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    label = models.CharField(max_length=100)
    row = models.BigIntegerField()
    field = models.CharField(max_length=60)
    old = SecretTextField()
    new = SecretTextField()
    reason = SecretTextField()
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "label", "row", "field"],
                condition=models.Q(state__in=("proposed", "accepted")),
                name="correction_once_per_field",
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"
