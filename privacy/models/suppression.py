"""The suppression list: the memory of a no."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Suppression(models.Model):
    """The memory of a no: it outlives the person's data so that no import or form brings them back.

    ``purpose`` is a slug, or empty for every purpose; ``lifted_on`` the day on which they said yes to it
    again, by themselves. There is no link to a subject on purpose.
    """

    digest = models.CharField(max_length=100)
    purpose = models.SlugField(max_length=40, blank=True)
    since = models.DateField()
    lifted_on = models.DateField(_("until they said yes again"), null=True, blank=True)

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppression list")
        constraints = [
            models.UniqueConstraint(fields=["digest", "purpose"], name="suppression_once_per_purpose"),
        ]

    def __str__(self) -> str:
        return f"suppression {self.pk}"
