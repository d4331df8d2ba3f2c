"""A written reason to keep what no purpose needs any more (GDPR art. 17(3))."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Subject


class Hold(models.Model):
    """A written reason to keep what no purpose needs any more, for instance a dispute (GDPR art. 17(3)(e)).

    One with a ``request`` is the program's own, while that is open
    (``privacy/subjects/request_holds.py``)."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, verbose_name=_("data subject"), related_name="holds"
    )
    covers = models.CharField(
        _("what it covers"),
        max_length=100,
        blank=True,
        help_text=_("The label of a group; empty: everything."),
    )
    reason = models.TextField(_("reason"))
    law = models.CharField(_("law"), max_length=200)
    placed_on = models.DateField(_("placed on"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("placed by"),
        related_name="+",
    )
    request = models.ForeignKey(
        "privacy.Request",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("request"),
        related_name="holds",
    )
    review_on = models.DateField(_("look again on"))
    released_on = models.DateField(_("released on"), null=True, blank=True)
    release_reason = models.TextField(_("reason of the release"), blank=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") | Q(released_on__isnull=False), name="hold_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
