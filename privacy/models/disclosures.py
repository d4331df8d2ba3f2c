"""What was given to somebody outside by hand, and what they are to hear when it changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.db.encryption import SecretTextField
from privacy.models.requests import Request
from privacy.models.subjects import Subject


class Disclosure(models.Model):
    """Data about a person that a member of staff gave to a ``recipient`` (its slug), who is called ``name``.

    ``labels`` are those of the groups that were given. ``known_as`` is who it is about, so
    that the recipient can be told of a change when the name itself is gone here; it is emptied once they were
    told of an erasure.
    """

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, verbose_name=_("data subject"), related_name="disclosures"
    )
    recipient = models.SlugField(max_length=40)
    name = models.CharField(_("given to"), max_length=200)
    labels = models.JSONField()
    known_as = SecretTextField()
    given_on = models.DateField(_("given on"))
    reason = models.TextField(_("reason"))
    law = models.CharField(_("law"), max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("disclosure to others")
        verbose_name_plural = _("disclosures to others")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(name=""), name="disclosure_says_to_whom_and_why"
            )
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


class RecipientNotification(models.Model):
    """A change that whoever received the data is to hear of (GDPR art. 19), and what came of telling them.

    ``reason`` is how they were told, or why that cannot be or would be out of proportion.
    """

    class What(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        ERASED = "erased", _("erased")
        RESTRICTED = "restricted", _("put aside, unused")

    class State(models.TextChoices):
        WAITING = "waiting", _("we are telling them")
        TOLD = "told", _("told")
        IMPOSSIBLE = "impossible", _("they could not be told")
        EXCESSIVE = "excessive", _("telling them would be out of proportion")

    # Its own way to the person: the file of the request may go first, or there is none.
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="notifications")
    request = models.ForeignKey(
        Request, on_delete=models.SET_NULL, null=True, blank=True, related_name="notifications"
    )
    recipient = models.SlugField(max_length=40)
    name = models.CharField(_("given to"), max_length=200)
    what = models.CharField(_("what happened"), max_length=10, choices=What)
    labels = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(_("how, or why not"), blank=True)
    opened_on = models.DateField(_("to be told since"))
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("change to pass on")
        verbose_name_plural = _("changes to pass on")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(settled_on__isnull=False) & ~Q(reason=""),
                name="notification_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"change to pass on {self.pk}"
