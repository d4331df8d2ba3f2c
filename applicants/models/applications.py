"""Who applies for a position, and what they sent again for it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applicants.models.positions import Position
from privacy.models import Subject

LANGUAGES = [("nl", "nl"), ("fr", "fr"), ("en", "en")]


class Keep(models.TextChoices):
    """How long an applicant lets us keep what they sent; empty as long as they did not choose."""

    POSITION = "position", _("only this position")
    RESERVE = "reserve", _("also later positions")


class Stage(models.TextChoices):
    """Where an application stands in the selection."""

    RECEIVED = "received", _("received")
    SELECTED = "selected", _("selected for a talk")
    INTERVIEW = "interview", _("talk")
    OFFER = "offer", _("offered the position")
    HIRED = "hired", _("hired")
    NOT_SELECTED = "not_selected", _("not selected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Sent(models.Model):
    """What an applicant writes in the form; ``wording`` is the sentence of the choice as they saw it, and
    ``fingerprint`` the SHA-256 of all of it, by which the same form sent twice is known."""

    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    letter = models.TextField(_("letter"), blank=True)
    wording = models.TextField(_("wording of the choice"), blank=True, editable=False)
    fingerprint = models.CharField(
        _("code by which we know the same form"), max_length=64, blank=True, editable=False
    )
    choice = models.CharField(_("may be kept for"), max_length=8, choices=Keep, blank=True)
    language = models.CharField(_("language"), max_length=2, default="nl", choices=LANGUAGES)
    notice = models.ForeignKey(
        "privacy.NoticeVersion",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("version of the notice"),
        related_name="+",
    )

    class Meta:
        abstract = True

    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Application(Sent):
    """One person's application for one position.

    ``confirmed_at`` is when its mailbox showed that it is theirs; ``ended_on`` the day from which no
    selection needs it any more, though the position may be open: it was withdrawn, taken out by staff, or
    handed over because its applicant is hired. ``heard_on`` is when we last wrote to them or called them
    about it, ``renewal_asked_on`` when we last asked whether we may keep them in the reserve. ``tags`` are
    words of staff about somebody in the reserve.
    """

    class Origin(models.TextChoices):
        FORM = "form", _("form on our website")
        PAPER = "paper", _("on paper")
        MAIL = "mail", _("by e-mail")

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, editable=False, related_name="applications"
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, verbose_name=_("position"), related_name="applications"
    )
    email = models.CharField(_("e-mail address"), max_length=254, blank=True, db_index=True)
    origin = models.CharField(_("came in"), max_length=5, choices=Origin, default=Origin.FORM)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.RECEIVED, blank=True)
    tags = models.CharField(_("tags"), max_length=200, blank=True)
    applied_on = models.DateField(_("applied"))
    confirmed_at = models.DateTimeField(_("mailbox confirmed"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended"), null=True, blank=True, editable=False)
    heard_on = models.DateField(_("last heard from us"), null=True, blank=True, editable=False)
    renewal_asked_on = models.DateField(
        _("asked whether we may keep it longer"), null=True, blank=True, editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("entered by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                fields=["position", "subject"],
                condition=Q(ended_on__isnull=True),
                name="application_one_open",
                violation_error_message=_("This person has an open application for this position already."),
                violation_error_code="position",
            ),
            models.CheckConstraint(
                condition=Q(choice__in=["", *Keep.values]),
                name="application_known_choice",
                violation_error_message=_("Choose how long we may keep it."),
                violation_error_code="choice",
            ),
            models.CheckConstraint(
                condition=~Q(origin="form", choice=""),
                name="application_by_form_says_its_choice",
                violation_error_message=_("Choose how long we may keep it."),
                violation_error_code="choice",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("applied_on")),
                name="application_ends_after_it_came",
                violation_error_message=_("An application ends on the day it came or later."),
                violation_error_code="applied_on",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"


class Replacement(Sent):
    """What somebody sent again for an application that is there: it waits, until ``ended_on``, for its
    mailbox to say that it takes the place of what came before."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, verbose_name=_("application"), related_name="replacements"
    )
    sent_on = models.DateField(_("sent"))
    ended_on = models.DateField(_("ended"), editable=False)

    class Meta:
        verbose_name = _("application sent again")
        verbose_name_plural = _("applications sent again")
        constraints = [
            models.CheckConstraint(
                condition=Q(choice__in=Keep.values),
                name="replacement_says_its_choice",
                violation_error_message=_("Choose how long we may keep it."),
                violation_error_code="choice",
            ),
        ]

    def __str__(self) -> str:
        return f"application sent again {self.pk}"


class StageChange(models.Model):
    """That an application came to a stage, and who decided so: a person, never a program (GDPR art. 22).
    What the applicant did themselves names nobody."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, verbose_name=_("application"), related_name="stage_changes"
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    at = models.DateTimeField(_("decided on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("decided by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")

    def __str__(self) -> str:
        return f"change of stage {self.pk}"
