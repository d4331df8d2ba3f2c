"""The append-only record of what was done, provable without a name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerEntry(models.Model):
    """One line of the append-only, chained ledger (``privacy/evidence/ledger.py``); a trigger refuses change
    and removal."""

    at = models.DateTimeField(_("moment"))
    kind = models.SlugField(_("kind"), max_length=40)
    body = models.JSONField(_("contents"))
    previous = models.CharField(_("seal of the line before"), max_length=64)
    mac = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")

    def __str__(self) -> str:
        return f"ledger entry {self.pk}"
