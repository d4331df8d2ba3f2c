"""When somebody in the reserve was contacted about a later position."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.applications import Application
from applicants.models.positions import Position
from privacy.outreach.rules import Channel

CHANNELS = [(Channel.EMAIL.value, _("e-mail")), (Channel.PHONE.value, _("phone"))]


class ReserveContact(models.Model):
    """That one of us reached somebody in the reserve, and about which position: never without one.

    ``application`` is what they are in the reserve with, ``position`` the later one.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, verbose_name=_("application"), related_name="reserve_contacts"
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, verbose_name=_("about the position"), related_name="+"
    )
    channel = models.CharField(_("channel"), max_length=5, choices=CHANNELS)
    held_on = models.DateField(_("contacted on"))
    note = models.TextField(_("what was said"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("contacted by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("contact from the reserve")
        verbose_name_plural = _("contacts from the reserve")

    def __str__(self) -> str:
        return f"contact from the reserve {self.pk}"
