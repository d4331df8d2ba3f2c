"""Runs of the sweep, their counts per rule, and the traces of what was erased."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SweepRun(models.Model):
    """One run of the sweep, for everybody or for the one ``subject`` who asked. Unfinished: it was cut
    off."""

    as_of = models.DateField(_("day it counts for"))
    subject = models.UUIDField(_("data subject"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("run of the sweep")
        verbose_name_plural = _("runs of the sweep")

    def __str__(self) -> str:
        return f"run {self.pk}"


class SweepLine(models.Model):
    """What one run did under one label: groups due, erased, held, and whether the fuse stopped it."""

    run = models.ForeignKey(
        SweepRun, on_delete=models.CASCADE, verbose_name=_("run of the sweep"), related_name="lines"
    )
    label = models.CharField(_("label"), max_length=100)
    due = models.PositiveBigIntegerField(_("due"), default=0)
    erased = models.PositiveBigIntegerField(_("erased"), default=0)
    held = models.PositiveBigIntegerField(_("held"), default=0)
    fuse = models.BooleanField(_("fuse"), default=False)

    class Meta:
        verbose_name = _("line of a run")
        verbose_name_plural = _("lines of runs")
        constraints = [models.UniqueConstraint(fields=["run", "label"], name="sweepline_once_per_label")]

    def __str__(self) -> str:
        return f"run line {self.pk}"


class ErasureTrace(models.Model):
    """Evidence that one group of one row was erased; the numbers lead to nobody once the row is gone."""

    line = models.ForeignKey(SweepLine, on_delete=models.CASCADE, related_name="traces")
    subject = models.UUIDField(null=True, db_index=True)
    row = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")

    def __str__(self) -> str:
        return f"trace {self.pk}"
