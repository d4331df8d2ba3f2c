"""What is billed: lines of text, quantity and price, and their sums in euro, rounded half up to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import formats
from django.utils.translation import gettext as _

from privacy.web.refusal import Refusal

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999.99")  # what the column holds


class InvoiceError(Refusal):
    """Why an invoice cannot be made or issued, in the reader's language and without personal data."""


@dataclass(frozen=True)
class InvoiceLine:
    """One line of an invoice; ``price`` is for one, in euro, without VAT."""

    text: str
    quantity: Decimal
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """Return what the line comes to. Lines are rounded one by one, so that the printed ones add up."""
        return round_to_cents(self.quantity * self.price)

    def stored(self) -> dict[str, str]:
        """Return the line as it stands in ``Invoice.lines``."""
        return {"text": self.text, "quantity": f"{self.quantity:f}", "price": f"{self.price:f}"}

    def in_words(self) -> str:
        """Return the line as people read it, in the active language."""
        return f"{self.text}: {format_quantity(self.quantity)} × {format_euro(self.price)}"


def round_to_cents(value: Decimal) -> Decimal:
    """Return ``value`` rounded half up to the cent, as on paper."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def format_quantity(quantity: Decimal) -> str:
    """Return how many as the active language writes it, without zeros that say nothing."""
    return formats.number_format(quantity.normalize(), use_l10n=True, force_grouping=True)


def format_euro(value: Decimal) -> str:
    """Return an amount as the active language writes it, with all its decimals but at least cents."""
    decimals = max(2, -int(value.normalize().as_tuple().exponent))
    amount = formats.number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return _("€\N{NO-BREAK SPACE}%(amount)s") % {"amount": amount}


def read_invoice_lines(stored: Iterable[Mapping[str, object]]) -> list[InvoiceLine]:
    """Return the lines of an invoice; ``InvoiceError`` names the first that has no text or no proper number.

    A negative price is a discount; the sum must not be negative.
    """
    lines = [_read(line, number=number) for number, line in enumerate(stored, start=1)]
    if not lines:
        raise InvoiceError(_("An invoice needs at least one line."))
    if not 0 <= sum_lines(lines) <= LARGEST:
        raise InvoiceError(
            _("The sum of an invoice must not be negative, nor larger than the books can hold.")
        )
    return lines


def sum_lines(lines: Iterable[InvoiceLine]) -> Decimal:
    """Return the sum of the lines, without VAT."""
    return sum((line.amount for line in lines), Decimal("0.00"))


def _read(line: Mapping[str, object], *, number: int) -> InvoiceLine:
    text = str(line.get("text", "")).strip()
    if not text:
        raise InvoiceError(_("Line %(number)d of the invoice has no text.") % {"number": number})
    try:
        quantity, price = Decimal(str(line.get("quantity", "1"))), Decimal(str(line["price"]))
        if not (0 < quantity <= LARGEST and abs(price) <= LARGEST):
            raise InvalidOperation
    except (KeyError, InvalidOperation) as error:
        raise InvoiceError(
            _("Line %(number)d of the invoice has no proper quantity or price.") % {"number": number}
        ) from error
    return InvoiceLine(text=text, quantity=quantity, price=price)
