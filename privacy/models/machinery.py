"""Rows that belong to the machinery: the latch, the instance's own facts, files still to be removed."""

from __future__ import annotations

import uuid

from django.db import models


class Latch(models.Model):
    """One row that the sweep and whoever lengthens a need lock first (``privacy/locks.py``)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)

    def __str__(self) -> str:
        return "latch"


class Instance(models.Model):
    """What this database is: its own number, and whether it holds the invented demo association."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.pk)


class FileToDelete(models.Model):
    """A stored file whose row is erased: removed after the commit, and again until it is gone."""

    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"doomed file {self.pk}"
