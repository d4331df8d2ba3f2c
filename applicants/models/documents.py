"""The files of an application, as they were received and as staff read them."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applicants.models.applications import Application, Replacement


def name_received(document: Document, filename: str) -> str:
    """Return the ending of a received file: the file room gives it a random name, because the given one may
    name somebody."""
    return f"received{PurePath(filename).suffix}"


def name_cleaned(document: Document, filename: str) -> str:
    """Return the ending of its cleaned copy."""
    return f"cleaned{PurePath(filename).suffix}"


class Document(models.Model):
    """One file of an application: ``file`` as it was received, ``cleaned`` the copy that staff download.

    ``name`` is the sender's. With a ``replacement`` it waits for the mailbox, as that does. ``ended_on`` is
    the day from which it is no part of the application: taken away, replaced, or never confirmed. ``why`` is
    the slug of why it was refused, or waits (``cleaning/reasons.py``). ``left_out`` counts
    the pictures that the copy lacks, because we copy no such kind. ``leased_until``: somebody is cleaning it.
    """

    class Kind(models.TextChoices):
        CV = "cv", _("CV")
        LETTER = "letter", _("letter")
        OTHER = "other", _("another document")

    class State(models.TextChoices):
        WAITING = "waiting", _("being checked")
        CLEAN = "clean", _("checked")
        REFUSED = "refused", _("refused")

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, verbose_name=_("application"), related_name="documents"
    )
    replacement = models.ForeignKey(
        Replacement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("sent again"),
        related_name="documents",
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    name = models.CharField(_("name of the file"), max_length=200)
    file = models.FileField(_("file as received"), max_length=100, upload_to=name_received)
    cleaned = models.FileField(_("checked copy"), max_length=100, upload_to=name_cleaned, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    left_out = models.PositiveIntegerField(_("pictures not in the copy"), default=0)
    why = models.CharField(_("why it was refused"), max_length=200, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    received_on = models.DateField(_("received"))
    ended_on = models.DateField(_("ended"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(replacement__isnull=True) | Q(ended_on__isnull=False),
                name="document_waits_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"
