"""Versions of the published notice, and who looked at whose data."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Subject


class NoticeVersion(models.Model):
    """The notice as it was shown from ``published_at`` on, in one language; known by the SHA-256 of its text."""

    language = models.CharField(max_length=2)
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of the notice")
        verbose_name_plural = _("versions of the notice")
        constraints = [models.UniqueConstraint(fields=["language", "fingerprint"], name="notice_once_per_text")]

    def __str__(self) -> str:
        return f"notice {self.language} {self.fingerprint[:8]}"


class AccessLog(models.Model):
    """That a member of staff looked at a person's data, for which purpose (GDPR art. 5(2), 32; C-579/21)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, verbose_name=_("data subject"), related_name="readings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, verbose_name=_("member of staff"), related_name="+"
    )
    purpose = models.SlugField(_("purpose"), max_length=40)
    what = models.CharField(_("what was read"), max_length=100)
    at = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("access log")

    def __str__(self) -> str:
        return f"reading {self.pk}"
