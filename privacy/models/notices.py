"""The published versions of the privacy notice."""

from __future__ import annotations

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class NoticeVersion(models.Model):
    """The notice as it was shown from ``published_at`` on, in one language; known by the SHA-256 of its
    text."""

    language = models.CharField(max_length=2)
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of the notice")
        verbose_name_plural = _("versions of the notice")
        constraints = [
            models.UniqueConstraint(fields=["language", "fingerprint"], name="notice_once_per_text")
        ]

    def __str__(self) -> str:
        day = date_format(localtime(self.published_at), "j F Y")
        exactly = f"{self.language}, {self.fingerprint[:8]}"
        return gettext("notice of %(day)s (%(exactly)s)") % {"day": day, "exactly": exactly}
