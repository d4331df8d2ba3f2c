"""Who of staff looked at whose data, for which purpose."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Subject


class AccessLog(models.Model):
    """That a member of staff looked at a person's data, for which purpose (GDPR art. 5(2), 32; C-579/21)."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, verbose_name=_("data subject"), related_name="readings"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        verbose_name=_("member of staff"),
        related_name="+",
    )
    purpose = models.SlugField(_("purpose"), max_length=40)
    what = models.CharField(_("what was read"), max_length=100)
    at = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("access log")

    def __str__(self) -> str:
        return f"reading {self.pk}"
