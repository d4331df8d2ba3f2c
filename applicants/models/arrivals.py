"""The files of forms that wait to be taken in."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.documents import Document


def name_arrived(arrived: ArrivedFile, filename: str) -> str:
    """Return the ending of the file: the file room gives it a random name."""
    return f"arrived{PurePath(filename).suffix}"


class ArrivedFile(models.Model):
    """A file of a form that the worker has not taken in yet; gone once it has. ``name`` is the sender's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=6, choices=Document.Kind)
    name = models.CharField(_("name of the file"), max_length=200)
    file = models.FileField(_("file as received"), max_length=100, upload_to=name_arrived)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("arrived"), auto_now_add=True)

    class Meta:
        verbose_name = _("file of a form that waits")
        verbose_name_plural = _("files of forms that wait")

    def __str__(self) -> str:
        return f"file of a form {self.pk}"
