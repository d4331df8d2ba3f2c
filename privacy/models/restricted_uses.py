"""What was done with restricted data on a ground of the law (GDPR art. 18(2))."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Subject


class RestrictedUse(models.Model):
    """One use of the data of a person who restricted them, with the ground of GDPR art. 18(2) on which it was
    done, and why in words. Consent, the fourth ground, is a ``Choice`` of the person."""

    class Ground(models.TextChoices):
        CLAIMS = "claims", _("a legal claim, such as payment for work that is done")
        OTHERS = "others", _("protecting the rights of somebody else")
        INTEREST = "interest", _("an important public interest, such as the tax law")

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, verbose_name=_("data subject"), related_name="restricted_uses"
    )
    what = models.CharField(_("what was made"), max_length=100)
    ground = models.CharField(_("ground of the law (GDPR art. 18(2))"), max_length=8, choices=Ground)
    reason = models.TextField(_("why"))
    at = models.DateTimeField(_("moment"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("recorded by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("use during a restriction")
        verbose_name_plural = _("uses during a restriction")

    def __str__(self) -> str:
        return f"restricted use {self.pk}"
