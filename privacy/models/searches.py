"""The search that proves an erasure: what is looked for, until nothing of it is left."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.db.encryption import SecretTextField


class ErasureProbe(models.Model):
    """Words that were an erased person's, looked for each night; emptied on the day when none was left over.

    ``subject`` is the bare number of the person: a link would count as something we still keep. ``found``
    lists where words stand that may stand there, and how many rows: ``{"where", "whose", "rows"}``.
    """

    subject = models.UUIDField(_("data subject"), db_index=True)
    words = SecretTextField()
    began_on = models.DateField(_("erased on"))
    searched_at = models.DateTimeField(_("last searched"), null=True, blank=True)
    clean_on = models.DateField(_("nothing left over on"), null=True, blank=True, db_index=True)
    found = models.JSONField(_("found where it may stand"), default=list)

    class Meta:
        verbose_name = _("search after an erasure")
        verbose_name_plural = _("searches after erasures")

    def __str__(self) -> str:
        return f"search {self.pk}"
