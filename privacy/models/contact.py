"""What we told a person because the law wants it told, and what the do-not-call list said of a number."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Subject


class DutyFulfilled(models.Model):
    """That a letter which tells a person something the law wants told has left the house, at ``at``."""

    class What(models.TextChoices):
        OBJECTION = "objection", _("that they may object (art. 21(4))")
        ORIGIN = "origin", _("where their data came from (art. 14)")
        LIFTING = "lifting", _("that their restriction is lifted (art. 18(3))")

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, verbose_name=_("data subject"), related_name="duties_fulfilled"
    )
    what = models.CharField(_("what was told"), max_length=9, choices=What)
    at = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("duty to inform that was done")
        verbose_name_plural = _("duties to inform that were done")
        indexes = [models.Index(fields=["subject", "what"], name="duty_fulfilled_to_whom")]

    def __str__(self) -> str:
        return f"told {self.pk}"


class DoNotCallCheck(models.Model):
    """What the do-not-call list said of a person's number on a day (WER VI.111). The number itself is not
    copied."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, verbose_name=_("data subject"), related_name="do_not_call_checks"
    )
    digest = models.CharField(_("digest of the number"), max_length=100)
    listed = models.BooleanField(_("on the do-not-call list"))
    checked_on = models.DateField(_("looked up on"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("looked up by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("look at the do-not-call list")
        verbose_name_plural = _("looks at the do-not-call list")
        indexes = [models.Index(fields=["subject", "checked_on"], name="donotcallcheck_of_subject")]

    def __str__(self) -> str:
        return f"call check {self.pk}"
