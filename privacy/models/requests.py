"""The file of a request: who asked for what, what was decided and answered. Its contents are encrypted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.db.encryption import SecretTextField
from privacy.models.choices import Choice
from privacy.models.subjects import Subject


class Request(models.Model):
    """One request of a person to exercise a right (GDPR art. 12-22). ``subject`` is empty while it is unknown
    who asks, and stays so when the address leads to nobody.

    ``purpose`` is what an objection or withdrawal is about; empty: all it can be about. ``mandate`` tells who
    acts for the person and on what proof, ``doubt`` why we doubted who asks (art. 12(6)), ``proposal`` what
    the first of two people wants to decide, ``second`` who agreed by a mailed link or why nobody can,
    ``draft`` what is prepared of the answer, ``supplement`` the statement of art. 16. ``parent`` is the
    request that this one follows. Whoever has no mail address is answered by letter to ``postal``.
    """

    class Kind(models.TextChoices):
        ACCESS = "access", _("see my data")
        PORTABILITY = "portability", _("take my data with me")
        RECTIFICATION = "rectification", _("correct my data")
        ERASURE = "erasure", _("forget me")
        RESTRICTION = "restriction", _("stop using my data for now")
        OBJECTION = "objection", _("object to a use of my data")
        WITHDRAWAL = "withdrawal", _("withdraw my consent")

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waiting for your confirmation")
        OPEN = "open", _("being handled")
        APPROVED = "approved", _("approved, being carried out")
        ANSWERED = "answered", _("answered")
        REFUSED = "refused", _("refused")
        CANCELLED = "cancelled", _("cancelled by you")
        EXPIRED = "expired", _("never confirmed")

    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=13, choices=Kind)
    state = models.CharField(max_length=11, choices=State, default=State.UNCONFIRMED, db_index=True)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    channel = models.CharField(max_length=6, choices=Choice.Channel)
    language = models.CharField(max_length=2, default="nl")
    digest = models.CharField(max_length=100, db_index=True)
    purpose = models.SlugField(max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    address = SecretTextField()
    postal = SecretTextField()
    mandate = SecretTextField()
    details = SecretTextField()
    doubt = SecretTextField()
    supplement = SecretTextField()
    draft = SecretTextField()
    answer = SecretTextField()
    ground = SecretTextField()
    received_at = models.DateTimeField()
    due_on = models.DateField(db_index=True)
    extended_on = models.DateField(null=True, blank=True)
    extension = SecretTextField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    proposal = SecretTextField()
    second = SecretTextField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")

    def __str__(self) -> str:
        return self.reference


class ClockSuspension(models.Model):
    """A question without whose answer we cannot go on: the clock stands still from ``asked_on`` to
    ``answered_on``."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", _("who asks")
        CLARIFICATION = "clarification", _("what is meant")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="suspensions")
    kind = models.CharField(max_length=13, choices=Kind)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("question to the person")
        verbose_name_plural = _("questions to the person")
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(answered_on=None), name="suspension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                name="suspension_answered_after_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class RequestStep(models.Model):
    """One step in the course of a request: what was done, when, and by whom of staff if by anybody."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    what = models.SlugField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")

    def __str__(self) -> str:
        return f"step {self.pk}"


class MailedLink(models.Model):
    """A mailed link: random, stored hashed, for one ``use``, until ``expires_at``; ``used_at`` if it works
    once."""

    class Use(models.TextChoices):
        CONFIRM = "confirm", _("confirm")
        STATUS = "status", _("status")
        DOWNLOAD = "download", _("download")
        SECOND = "second", _("second person")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="tokens")
    use = models.CharField(max_length=8, choices=Use)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mailed link")
        verbose_name_plural = _("mailed links")

    def __str__(self) -> str:
        return f"link {self.pk}"


class RequestOutcome(models.Model):
    """What came of a request for one group: what was done with it, or that it is kept for a purpose, by which
    law, until when."""

    class Result(models.TextChoices):
        GIVEN = "given", _("given")
        CORRECTED = "corrected", _("corrected")
        REFUSED = "refused", _("not corrected")
        ERASED = "erased", _("erased")
        RESTRICTED = "restricted", _("put aside, unused")
        OBJECTED = "objected", _("used for this no longer")
        WITHDRAWN = "withdrawn", _("consent ended")
        KEPT = "kept", _("kept")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="outcomes")
    label = models.CharField(max_length=100)
    result = models.CharField(max_length=10, choices=Result)
    purpose = models.SlugField(max_length=40, blank=True)
    law = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return f"outcome {self.pk}"
