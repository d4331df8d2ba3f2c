"""What people asked us and what was said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from contacts.models.people import Contact
from contacts.models.work import Assignment
from privacy.models import Choice


class Enquiry(models.Model):
    """A question somebody asked us, and our answer; ``assignment`` is the work that came of it.

    ``said_…`` is what a public form told besides of somebody we knew, which nobody confirmed.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("a question")
        ASSIGNMENT = "assignment", _("an assignment, through the assignment form")

    SAID = ("said_name", "said_email", "said_phone", "said_organisation")

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, verbose_name=_("contact"), related_name="enquiries"
    )
    kind = models.CharField(_("came in as"), max_length=10, choices=Kind, default=Kind.QUESTION)
    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("assignment"),
        related_name="enquiries",
    )
    channel = models.CharField(_("channel"), max_length=6, choices=Choice.Channel, default=Choice.Channel.WEB)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"), blank=True)
    said_name = models.CharField(_("name in the form"), max_length=150, blank=True)
    said_email = models.CharField(_("e-mail address in the form"), max_length=254, blank=True)
    said_phone = models.CharField(_("phone number in the form"), max_length=40, blank=True)
    said_organisation = models.CharField(_("organisation in the form"), max_length=200, blank=True)
    received_on = models.DateField(_("received"), db_index=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(fields=["received_on"], condition=Q(answered_on=None), name="enquiry_unanswered")
        ]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"

    def beginning(self, length: int) -> str:
        """Return how the question begins, on one line of at most ``length`` characters; where a line ended is
        seen."""
        lines = (" ".join(line.split()) for line in self.question.splitlines())
        return Truncator(" · ".join(filter(None, lines))).chars(length)


class Interaction(models.Model):
    """A call, a mail or a meeting with a person; about an assignment or an enquiry, or about neither."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")
        MEETING = "meeting", _("meeting")
        LETTER = "letter", _("letter")

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, verbose_name=_("contact"), related_name="interactions"
    )
    channel = models.CharField(_("channel"), max_length=7, choices=Channel)
    purpose = models.SlugField(_("purpose"), max_length=40)
    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("assignment"),
        related_name="interactions",
    )
    enquiry = models.ForeignKey(
        Enquiry,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("enquiry"),
        related_name="interactions",
    )
    held_on = models.DateField(_("date"), db_index=True)
    note = models.TextField(_("note"))

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")

    def __str__(self) -> str:
        return f"talk {self.pk}"
