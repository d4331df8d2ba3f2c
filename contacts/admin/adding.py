"""The form that adds a person: it asks what the person is kept for, and stores that with them.

Without it nothing would need the person, and the sweep would let go of them the same night.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from contacts import register
from contacts.admin.contact_form import ContactForm
from contacts.models import Contact, ContactRole, Interaction
from contacts.models.people import Origin
from contacts.purposes import ENQUIRY
from privacy.models import Choice

QUESTION, TALK, WORK, ROLE, CLIENT = "question", "talk", "work", "role", "client"
REASONS = [
    (QUESTION, _("they asked us something")),
    (TALK, _("we spoke with each other")),
    (WORK, _("they give us an assignment")),
    (ROLE, _("they are a contact person for work that we do")),
    (CLIENT, _("they were our client before")),
]
LACKING = {
    QUESTION: ("reason_text", _("Write what they asked.")),
    TALK: ("reason_text", _("Write what was said.")),
    WORK: ("reason_text", _("Write the title of the assignment.")),
    ROLE: ("reason_work", _("Choose the assignment that they are a contact person for.")),
    CLIENT: ("client_since", _("Write since when they are our client.")),
}
"""For each reason the field that it cannot do without, and what is asked where that is empty."""
OWN_ACT = {
    QUESTION: Origin.QUESTION,
    TALK: Origin.QUESTION,
    WORK: Origin.ASSIGNMENT,
    CLIENT: Origin.ASSIGNMENT,
}
"""What the person did themselves, where nobody else gave us their data. A contact person is named by
others."""


class AddContactForm(ContactForm):
    """Somebody new, with what we keep them for; from that follows where their data came from."""

    reason = forms.ChoiceField(
        label=_("Reason to keep this person"), choices=REASONS, widget=UnfoldAdminSelectWidget
    )
    reason_text = forms.CharField(
        label=_("In words"),
        max_length=2000,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_(
            "Of a question: what they asked. Of a talk: what was said. Of an assignment: its title. Of a "
            "contact person: their role."
        ),
    )
    reason_channel = forms.ChoiceField(
        label=_("By phone, mail or in a meeting"),
        choices=Interaction.Channel.choices,
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_("A question without it counts as one by phone."),
    )
    reason_work: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("For which assignment"), queryset=None, required=False, widget=UnfoldAdminSelectWidget
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        lacking = LACKING.get(data.get("reason", ""))
        if lacking and not data.get(lacking[0]) and lacking[0] not in self.errors:
            self.add_error(lacking[0], lacking[1])
        if data.get("reason") == TALK and not data.get("reason_channel"):
            self.add_error("reason_channel", _("Choose how you spoke."))
        if data.get("reason") == WORK and len(data.get("reason_text", "")) > 200:
            self.add_error("reason_text", _("A title has at most 200 characters."))
        if data.get("reason") == ROLE and len(data.get("reason_text", "")) > 100:
            self.add_error("reason_text", _("A role has at most 100 characters."))
        if data.get("reason") == ROLE and not data.get("source"):
            self.add_error("source", _("Write who gave us their name, such as the organisation."))
        own = None if data.get("source") else OWN_ACT.get(data.get("reason", ""))
        self.instance.origin = own or Origin.STAFF
        return data

    def record_reason(self, contact: Contact, *, on: date) -> None:
        """Store what ``contact``, just saved, is kept for. The caller's transaction makes it one with the
        person."""
        data = self.cleaned_data
        text, channel = data["reason_text"], data["reason_channel"]
        if data["reason"] == QUESTION:
            by = channel if channel in Choice.Channel.values else Choice.Channel.PHONE
            register.receive_enquiry(contact, question=text, on=on, channel=by)
        elif data["reason"] == TALK:
            register.record_interaction(contact, note=text, on=on, channel=channel, purpose=ENQUIRY.slug)
        elif data["reason"] == WORK:
            register.open_assignment(contact, title=text, on=on)
        elif data["reason"] == ROLE:
            ContactRole.objects.create(
                contact=contact, assignment=data["reason_work"], role=text or str(_("contact person"))
            )
