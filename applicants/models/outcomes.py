"""What a selection leaves: the dossier of whoever is hired, and counts that outlive people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applicants.models.positions import Position
from privacy.models import Subject


def name_dossier(dossier: HiringDossier, filename: str) -> str:
    """Return the ending of a dossier; the file room gives it a random name."""
    return "dossier.zip"


class HiringDossier(models.Model):
    """What whoever is hired sent us, in one zip, to be handed over to whoever makes their contract."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, editable=False, related_name="hiring_dossiers"
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, verbose_name=_("position"), related_name="hiring_dossiers"
    )
    file = models.FileField(_("file"), max_length=100, upload_to=name_dossier)
    made_on = models.DateField(_("made on"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("made by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("dossier of somebody hired")
        verbose_name_plural = _("dossiers of people hired")

    def __str__(self) -> str:
        return f"dossier of somebody hired {self.pk}"


class PositionCount(models.Model):
    """How many applications for a position came to a stage, or how many applicants saw it somewhere. Never
    with a person; once the position is closed, a count below five is kept as "fewer than five" (NULL)."""

    class About(models.TextChoices):
        STAGE = "stage", _("stage")
        SOURCE = "source", _("where it was seen")

    class Source(models.TextChoices):
        WEBSITE = "website", _("on our website")
        ACQUAINTANCE = "acquaintance", _("from somebody I know")
        JOB_SITE = "job-site", _("on a job site")
        ELSEWHERE = "elsewhere", _("somewhere else")

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="counts")
    about = models.CharField(max_length=6, choices=About)
    key = models.CharField(max_length=12)
    count = models.PositiveIntegerField(null=True, default=0)

    class Meta:
        verbose_name = _("count of a position")
        verbose_name_plural = _("counts of positions")
        constraints = [
            models.UniqueConstraint(fields=["position", "about", "key"], name="positioncount_once"),
            models.CheckConstraint(condition=~Q(key=""), name="positioncount_says_of_what"),
        ]

    def __str__(self) -> str:
        return f"count {self.pk}"
