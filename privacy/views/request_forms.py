"""The forms by which anybody exercises a right, and adds to a request that is being handled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from privacy.rights.base import EVERY_USE, Right
from privacy.rights.registered import every_right, right_named
from privacy.subjects.form_fields import MailAddressField
from privacy.web.honeypot import HoneypotForm


class AddressForm(forms.Form):
    """The address by which we may know somebody."""

    email = MailAddressField(
        label=_("Your e-mail address"),
        help_text=_(
            "The address that we may know you by. We mail a link there, so that nobody else can ask for "
            "your data."
        ),
    )


class RequestForm(HoneypotForm, AddressForm):
    """Which right, and the address to answer to; and where a right is about a use, which: nothing is chosen
    before the person chooses."""

    kind = forms.ChoiceField(label=_("What do you want to do?"), widget=forms.RadioSelect)
    details = forms.CharField(
        label=_("Is there something we should know?"),
        required=False,
        max_length=2000,
        help_text=_(
            "To correct something we need this: what is wrong, and what it should be. Otherwise you "
            "may leave it empty, or tell us for instance when we were in touch. Do not send a copy of "
            "your identity card: we do not need it."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    begun = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [
            (
                right.kind,
                format_html(
                    "<span><strong>{}</strong><br>{}<br><small>{}</small></span>",
                    right.title,
                    right.meaning,
                    right.law,
                ),
            )
            for right in every_right()
        ]
        for right in every_right():
            self._offer_uses(right)
            if right.needs_details:
                self.fields["details"].needed_for_some = True  # type: ignore[attr-defined]
        self.order_fields(["kind", *(right.kind for right in every_right()), "email"])

    def _offer_uses(self, right: Right) -> None:
        """Let the person say which use; where there is but one answer, nothing is asked."""
        listed = [(purpose.slug, capfirst(str(purpose.words))) for purpose in right.uses_to_choose()]
        if listed:
            asked = self.initial.get("kind") == right.kind
            self.fields[right.kind] = forms.ChoiceField(
                label=str(right.which_use),
                required=False,
                widget=forms.RadioSelect,
                choices=[*listed, (EVERY_USE, capfirst(right.use_words("")))],
                initial=self.initial.get("purpose") if asked else None,
            )
            self.fields[right.kind].needed_for_some = True  # type: ignore[attr-defined]

    @property
    def uses(self) -> list[tuple[str, forms.BoundField]]:
        """Return for each right that is about a use its slug, and the field that asks which."""
        return [(right.kind, self[right.kind]) for right in every_right() if right.kind in self.fields]

    def clean(self) -> dict[str, Any]:
        """Ask for words where a right cannot do without them, and keep the use that belongs to the right."""
        data = super().clean() or self.cleaned_data
        needed = right_named(data["kind"]).needs_details if "kind" in data else ""
        if needed and "details" in data and not data["details"]:
            self.add_error("details", str(needed))
        use = data.get("kind", "")
        if use in self.fields and use not in self.errors and not data.get(use):
            self.add_error(use, _("Choose what it is about: one use, or all of them."))
        data["purpose"] = "" if data.get(use) == EVERY_USE else data.get(use, "")
        return data


class MoreForm(forms.Form):
    """What a person adds to a request that is being handled."""

    text = forms.CharField(
        label=_("What do you want to add?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
