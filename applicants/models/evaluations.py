"""What colleagues think of an application, and when they talk with its applicant."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.applications import Application


class Evaluation(models.Model):
    """What one colleague thinks of an application. ``scores`` are what was looked at and a mark for each:
    ``[{"criterion": "…", "score": 1 to 5}]``. Its applicant reads it in a copy of their data."""

    class Recommendation(models.TextChoices):
        YES = "yes", _("go on with this applicant")
        DOUBT = "doubt", _("in doubt")
        NO = "no", _("do not go on with this applicant")

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, verbose_name=_("application"), related_name="evaluations"
    )
    evaluator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        verbose_name=_("evaluator"),
        related_name="+",
    )
    scores = models.JSONField(_("scores"), default=list, blank=True)
    remarks = models.TextField(
        _("why"), blank=True, help_text=_("The applicant can read this when they ask for their data.")
    )
    recommendation = models.CharField(_("recommendation"), max_length=5, choices=Recommendation, blank=True)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "evaluator"],
                name="evaluation_once_per_evaluator",
                violation_error_message=_("You evaluated this application already: change that evaluation."),
            ),
        ]

    def __str__(self) -> str:
        return f"evaluation {self.pk}"


class Interview(models.Model):
    """A talk with an applicant. ``reference`` is what calendars know the invitation by, ``revision`` how
    often it was moved."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, verbose_name=_("application"), related_name="interviews"
    )
    starts_at = models.DateTimeField(_("date and hour"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    place = models.CharField(_("place"), max_length=200)
    revision = models.PositiveSmallIntegerField(default=0, editable=False)
    sent_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("talk with an applicant")
        verbose_name_plural = _("talks with applicants")

    def __str__(self) -> str:
        return f"talk with an applicant {self.pk}"
