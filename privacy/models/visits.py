"""A visit to My data: the mailed link, and the short session that it opens."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.db.encryption import SecretTextField
from privacy.models.subjects import Subject


class MyDataVisit(models.Model):
    """A link mailed to ``address``, and once it was followed the session of ``subject``; both are stored
    hashed.

    ``ends_at`` is the end of the link, and from ``opened_at`` on that of the session.
    """

    SESSION_FOR = timedelta(minutes=30)
    """How long a session lasts after its last page."""

    subject = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("data subject"),
        related_name="visits",
    )
    address = SecretTextField()
    language = models.CharField(max_length=2, default="nl")
    link = models.CharField(max_length=64, unique=True)
    # Nullable, because many links are never followed and sessions are unique.
    session = models.CharField(max_length=64, unique=True, null=True, blank=True)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("visit to My data")
        verbose_name_plural = _("visits to My data")

    def __str__(self) -> str:
        return f"visit {self.pk}"
