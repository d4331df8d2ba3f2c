"""Stored files: the row without which each is noise."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """A file in the file room (``privacy/files/``). Deleting the row erases the file: its key is nowhere
    else.

    ``size`` is in bytes, of the plain text. ``wrapped_key`` is the file's own key, wrapped by the one of
    ``FILE_KEYS`` called ``key_name``.
    """

    name = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    key_name = models.CharField(max_length=50, db_index=True)
    wrapped_key = models.BinaryField(max_length=64)
    stored_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(key_name=""), name="storedfile_has_name_and_key"
            ),
        ]

    def __str__(self) -> str:
        return f"stored file {self.pk}"
