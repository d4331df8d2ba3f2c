"""How often something happened in a window of time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RateLimit(models.Model):
    """How often something happened in a window of time, counted under a keyed digest of who did it."""

    key = models.CharField(max_length=80)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rate limit")
        verbose_name_plural = _("rate limits")
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="ratelimit_once_per_window")]

    def __str__(self) -> str:
        return f"rate limit {self.pk}"
