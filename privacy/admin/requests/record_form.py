"""The form by which staff record a request that came by phone, letter or mail, for the person or for who acts
for them."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from privacy.admin.base.forms import StaffForm
from privacy.dates import day_of
from privacy.models import Choice, Request
from privacy.rights.base import EVERY_USE
from privacy.rights.registered import FIRST_DAY, every_right, right_named
from privacy.subjects.identifiers import normalise_email
from privacy.web.refusal import Refusal

CHANNELS = [choice for choice in Choice.Channel.choices if choice[0] != Choice.Channel.WEB]
NOON = time(12)


class RecordForm(StaffForm):
    """What was asked, how and when; who asks for whom; and the address that the answer goes to."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What they want"), choices=Request.Kind.choices, widget=forms.RadioSelect
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Which use it is about (objection or consent)"),
        required=False,
        choices=lambda: [*_uses(), (EVERY_USE, gettext("all"))],
    )
    channel = forms.ChoiceField(label=gettext_lazy("How it came"), choices=CHANNELS)
    received_on = forms.DateField(
        label=gettext_lazy("Day it came"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        localize=False,
    )
    received_time = forms.TimeField(
        label=gettext_lazy("Hour it came, if you know it"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        localize=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the answer"), choices=settings.LANGUAGES)
    address = forms.EmailField(
        label=gettext_lazy("E-mail address for the answer"), required=False, max_length=254
    )
    postal = forms.CharField(
        label=gettext_lazy(
            "Name and postal address, if there is no e-mail address or the answer is wanted on paper"
        ),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    details = forms.CharField(
        label=gettext_lazy("What they said"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    mandate = forms.CharField(
        label=gettext_lazy("If somebody acts for the person: who, and on what proof that you saw"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    person = forms.EmailField(
        label=gettext_lazy("Then also: an e-mail address of the person"), required=False, max_length=254
    )

    def clean_address(self) -> str:
        """Return the address in its one spelling."""
        return _spelled(self.cleaned_data["address"])

    def clean_person(self) -> str:
        """Return the address of the person in its one spelling."""
        return _spelled(self.cleaned_data["person"])

    def clean(self) -> dict[str, Any]:
        """Refuse a moment to come, an answer that can go nowhere, and a person without the one who acts for
        them."""
        data = super().clean() or self.cleaned_data
        received = self._received_at()
        if received and received > timezone.now():
            self.add_error("received_on", gettext("That day or hour has not come yet."))
        if received and day_of(received) < FIRST_DAY:
            self.add_error(
                "received_on", gettext("The GDPR did not apply yet on that day (it does since 25 May 2018).")
            )
        if not data.get("address") and not data.get("postal") and "address" not in self.errors:
            self.add_error(
                "address",
                gettext("Give an e-mail address or a postal address: the answer has to go somewhere."),
            )
        if data.get("person") and not data.get("mandate"):
            self.add_error(
                "mandate", gettext("Write who acts for the person, and what proof of that you saw.")
            )
        uses = [use.slug for use in right_named(data["kind"]).uses()] if "kind" in data else []
        if data.get("purpose") and data["purpose"] not in (*uses, EVERY_USE):
            self.add_error("purpose", gettext("This right is not about that use."))
        if uses and not data.get("purpose") and "purpose" not in self.errors:
            self.add_error("purpose", gettext("Choose what it is about: one use, or all of them."))
        every = data.get("purpose") == EVERY_USE
        return data | {"received_at": received, "purpose": "" if every else data.get("purpose", "")}

    def _received_at(self) -> datetime | None:
        """Return the moment of receipt; without an hour noon, or now if that is still to come today."""
        day, hour = self.cleaned_data.get("received_on"), self.cleaned_data.get("received_time")
        if day is None:
            return None
        moment = timezone.make_aware(datetime.combine(day, hour or NOON))
        return min(moment, timezone.now()) if hour is None and day == timezone.localdate() else moment


def _spelled(address: str) -> str:
    """Return ``address``, if there is one, in its one spelling; refuse what looks like one and is none."""
    try:
        return normalise_email(address) if address else ""
    except Refusal as error:
        raise forms.ValidationError(str(error)) from error


def _uses() -> list[tuple[str, str]]:
    """Return slug and words of the purposes that one right or another can be about."""
    return [(use.slug, capfirst(str(use.words))) for right in every_right() for use in right.uses_to_choose()]
