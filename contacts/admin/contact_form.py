"""The form of a person."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contacts.models.people import OWN_ACTS
from privacy.admin.base.forms import StaffModelForm


class ContactForm(StaffModelForm):
    """A person; where somebody else gave the data, who (GDPR art. 14)."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("origin") and data["origin"] not in OWN_ACTS and not data.get("source"):
            self.add_error("source", ValidationError(_("Who or what gave us these data?")))
        return data
