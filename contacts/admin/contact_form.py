"""The form of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contacts import register
from contacts.models.people import OWN_ACTS
from contacts.policy import ContactPolicy
from privacy.admin.base.forms import StaffModelForm
from privacy.web.refusal import Refusal


class ContactForm(StaffModelForm):
    """A person; where somebody else gave the data, who (GDPR art. 14)."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("origin") and data["origin"] not in OWN_ACTS and not data.get("source"):
            self.add_error("source", ValidationError(_("Who or what gave us these data?")))
        refuse_forgotten(self, [*ContactPolicy.corrects, "source"])
        return data


def refuse_forgotten(form: forms.BaseForm, names: Iterable[str]) -> None:
    """Say at each of the fields ``names`` that changed if the mailbox of somebody who asked to be forgotten
    stands in it."""
    for name in {*names} & {*form.changed_data}:
        try:
            register.require_no_forgotten_mailbox(str(form.cleaned_data.get(name) or ""))
        except Refusal as error:
            form.add_error(name, str(error))
