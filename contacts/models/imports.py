"""What one address-book file brought in, so that it can be taken out again."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportBatch(models.Model):
    """One file being imported. ``rows_done`` moves in the same transaction as the rows, so that a killed
    import goes on where it stopped; the file is recognised by its SHA-256 ``fingerprint``, never by its
    name."""

    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    format = models.CharField(_("format"), max_length=20)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    created = models.PositiveIntegerField(_("new people"), default=0)
    updated = models.PositiveIntegerField(_("people completed"), default=0)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("started by"),
        related_name="+",
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken out on"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(finished_at__isnull=True, undone_at__isnull=True),
                name="import_one_in_progress",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportRemark(models.Model):
    """What the importer must be told of one row: kept with the batch, so that an import that was cut off and
    went on still reports every row. ``reason`` is a sentence without names or addresses."""

    class Outcome(models.TextChoices):
        SKIPPED = "skipped", _("skipped")
        REFUSED = "refused", _("refused")
        WARNING = "warning", _("imported, but look")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="remarks")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=7, choices=Outcome)
    reason = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("remark of an import")
        verbose_name_plural = _("remarks of imports")

    def __str__(self) -> str:
        return f"remark {self.pk}"


class FilledValue(models.Model):
    """That an import filled an empty field of a contact that was there already (never what it filled in)."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="filled")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=30)

    class Meta:
        verbose_name = _("value filled in by an import")
        verbose_name_plural = _("values filled in by imports")

    def __str__(self) -> str:
        return f"filled value {self.pk}"


def private_name(upload: Upload, filename: str) -> str:
    """Return where an uploaded file is kept: a random name, because the given one may name somebody."""
    return f"uploads/{upload.pk}"


class Upload(models.Model):
    """An address book that was uploaded and is looked at before it is taken in; gone, with its file, soon
    after.

    ``report`` holds what a rehearsal found, in numbers of lines and reasons without names; ``trouble`` why it
    failed.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READY = "ready", _("waits for you")
        STORING = "storing", _("being imported")
        DONE = "done", _("imported")
        FAILED = "failed", _("could not be imported")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(max_length=100, upload_to=private_name)
    format = models.CharField(max_length=20)
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.READING)
    report = models.JSONField(default=dict)
    rows_done = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    batch = models.ForeignKey(ImportBatch, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("uploaded address book")
        verbose_name_plural = _("uploaded address books")

    def __str__(self) -> str:
        return f"upload {self.pk}"
