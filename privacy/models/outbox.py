"""What waits to leave the house."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.db.encryption import SecretTextField
from privacy.models.requests import Request
from privacy.models.subjects import Subject


class OutboxMessage(models.Model):
    """Something to be sent, written in the transaction of the change it tells of. ``handler`` says by what;
    ``payload`` is encrypted JSON and is emptied once the message is settled. From ``leaving_at`` on nothing
    stops it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PARKED = "parked", _("waits for a person")
        DONE = "done", _("done")
        DROPPED = "dropped", _("not sent")

    handler = models.SlugField(_("kind"), max_length=40)
    subject = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("data subject"),
        related_name="messages",
    )
    request = models.ForeignKey(
        Request,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("request"),
        related_name="messages",
    )
    payload = SecretTextField()
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"))
    leased_until = models.DateTimeField(_("being sent until"), null=True, blank=True)
    leaving_at = models.DateTimeField(_("given away from"), null=True, blank=True)
    trouble = models.SlugField(_("trouble"), max_length=60, blank=True)
    made_at = models.DateTimeField(_("written on"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled on"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("outbox")
        indexes = [models.Index(fields=["state", "next_at"], name="message_waiting")]

    def __str__(self) -> str:
        return f"message {self.pk}"
