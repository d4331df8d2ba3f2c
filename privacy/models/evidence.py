"""What was done, provable without a name: ledger, runs of the sweep, traces, and tasks for people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Subject


class LedgerEntry(models.Model):
    """One line of the append-only, chained ledger (``privacy/ledger.py``); a trigger refuses change and removal."""

    at = models.DateTimeField(_("moment"))
    kind = models.SlugField(_("kind"), max_length=40)
    body = models.JSONField(_("contents"))
    previous = models.CharField(_("seal of the line before"), max_length=64)
    mac = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")

    def __str__(self) -> str:
        return f"ledger entry {self.pk}"


class Run(models.Model):
    """One run of the sweep, for everybody or for the one ``subject`` who asked. Unfinished: it was cut off."""

    as_of = models.DateField(_("day it counts for"))
    subject = models.UUIDField(_("data subject"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("run of the sweep")
        verbose_name_plural = _("runs of the sweep")

    def __str__(self) -> str:
        return f"run {self.pk}"


class RunLine(models.Model):
    """What one run did under one label: groups due, erased, held, and whether the fuse stopped it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, verbose_name=_("run of the sweep"), related_name="lines")
    label = models.CharField(_("label"), max_length=100)
    due = models.PositiveBigIntegerField(_("due"), default=0)
    erased = models.PositiveBigIntegerField(_("erased"), default=0)
    held = models.PositiveBigIntegerField(_("held"), default=0)
    fuse = models.BooleanField(_("fuse"), default=False)

    class Meta:
        verbose_name = _("line of a run")
        verbose_name_plural = _("lines of runs")
        constraints = [models.UniqueConstraint(fields=["run", "label"], name="runline_once_per_label")]

    def __str__(self) -> str:
        return f"run line {self.pk}"


class Trace(models.Model):
    """Evidence that one group of one row was erased; the numbers lead to nobody once the row is gone."""

    line = models.ForeignKey(RunLine, on_delete=models.CASCADE, related_name="traces")
    subject = models.UUIDField(null=True, db_index=True)
    row = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")

    def __str__(self) -> str:
        return f"trace {self.pk}"


class Task(models.Model):
    """Something a person must do or decide by ``due_on``; what it is about is told in numbers only."""

    class Kind(models.TextChoices):
        INFORM = "inform", _("tell the person where their data came from (art. 14)")
        DUPLICATE = "duplicate", _("two people at one address: the same person?")
        REVIEW = "review", _("still needed? decide and give the next date")
        FUSE = "fuse", _("the sweep stopped before erasing unusually much")
        REQUEST = "request", _("a request nears its last day, or is past it: answer it")
        HOLD = "hold", _("a hold is due to be looked at: lengthen or release it")
        LEFTOVER = "leftover", _("something of an erased person was found: look, and take it away")
        FORWARD = "forward", _("tell who received the data that they changed (art. 19)")
        MESSAGE = "message", _("a message could not be sent: send it again or let it go")
        UNSENT = "unsent", _("a letter may not be sent and was not: does the person have to hear it in another way?")

    kind = models.SlugField(_("kind"), max_length=20, choices=Kind)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("data subject"), related_name="tasks"
    )
    label = models.CharField(_("label"), max_length=100, blank=True)
    row = models.BigIntegerField(_("row number"), default=0)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("for whom"), related_name="+"
    )
    due_on = models.DateField(_("to do by"), db_index=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "label", "row"], condition=Q(done_on__isnull=True), name="task_open_once"),
            models.UniqueConstraint(
                fields=["kind", "label", "row"],
                condition=Q(done_on__isnull=True, subject__isnull=True),
                name="task_open_once_about_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"
