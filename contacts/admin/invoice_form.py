"""The form of a draft invoice: for which work it is, and its lines as people type them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from contacts import invoices
from contacts.invoice_lines import InvoiceError, read_invoice_lines
from contacts.models import Invoice
from contacts.written_numbers import read_number, write_number
from privacy.admin.base.forms import StaffModelForm
from privacy.models import RestrictedUse
from privacy.outreach.restricted_use import WrittenGround
from privacy.web.refusal import Refusal


class LinesField(forms.CharField):
    """The lines of an invoice as people type them: a text, a quantity and a price on each line, with
    semicolons."""

    widget = UnfoldAdminTextareaWidget

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return "\n".join(
            f"{line.text}; {write_number(line.quantity)}; {write_number(line.price, decimals=2)}"
            for line in (read_invoice_lines(value) if value else ())
        )

    def clean(self, value: Any) -> list[dict[str, str]]:
        typed = [row.rsplit(";", 2) for row in super().clean(value).splitlines() if row.strip()]
        if any(len(row) < 3 for row in typed):
            raise forms.ValidationError(
                gettext("Write on each line a text, a quantity and a price: Workshop; 2; 450.00")
            )
        try:
            read = [
                _typed_line(number, text, quantity, price)
                for number, (text, quantity, price) in enumerate(typed, start=1)
            ]
            return [line.stored() for line in read_invoice_lines(read)]
        except InvoiceError as error:
            raise forms.ValidationError(str(error)) from error


class DraftForm(StaffModelForm):
    lines = LinesField(
        label=_("Lines"), help_text=_("A text, a quantity and a price on each line: Workshop; 2; 450.00")
    )

    use_ground = forms.ChoiceField(
        label=_("If the client restricted the use of their data: the ground of GDPR art. 18(2)"),
        required=False,
        choices=[("", _("none")), *RestrictedUse.Ground.choices],
        widget=UnfoldAdminSelectWidget,
        help_text=_("Only for work that is finished. It is kept, and the person can read it."),
    )
    use_reason = forms.CharField(
        label=_("Why it applies"),
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )
    written: WrittenGround | None = None
    """The ground on which restricted data are used, to be recorded once the draft is saved."""

    class Meta:
        model = Invoice
        fields = ("assignment", "lines")

    def _ground(self, data: dict[str, Any]) -> WrittenGround | None:
        ground, reason = data.get("use_ground", ""), data.get("use_reason", "")
        try:
            return WrittenGround(ground, reason) if ground or reason else None
        except Refusal as error:
            self.add_error("use_reason", str(error))
            return None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "assignment" in self.fields and not data.get("assignment"):
            self.add_error("assignment", gettext("Who is billed? Choose the assignment."))
        try:
            self.written = invoices.require_billable(
                data.get("assignment", self.instance.assignment),
                on=timezone.localdate(),
                written=self._ground(data),
                draft=self.instance,
            )
        except InvoiceError as error:
            self.add_error("assignment" if "assignment" in self.fields else None, str(error))
        return data


RESTRICTED = ("use_ground", "use_reason")
"""What is asked where the client restricted the use of their data, of those who see such a client."""


def _typed_line(number: int, text: str, quantity: str, price: str) -> dict[str, str]:
    """Return what stands on line ``number``; ``InvoiceError``, naming it, for what is no number or could be
    two."""
    try:
        read = {"quantity": read_number(quantity), "price": read_number(price)}
    except InvoiceError as error:
        problem = {"number": number, "problem": error}
        raise InvoiceError(gettext("Line %(number)d: %(problem)s") % problem) from error
    return {"text": text, **{name: f"{value:f}" for name, value in read.items()}}
