"""Numbers as people write them in Dutch, French and English, where one writes 1.250 for what another writes
as 1,250.

A point or comma before exactly three figures may part thousands or begin decimals: the writer is asked, for a
price that is a thousand times too small is not noticed until it was sent.
"""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from contacts.invoice_lines import InvoiceError

SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK}"
MONEY = re.compile(r"€|EUR", re.IGNORECASE)
ROUND = re.compile(r",[-\N{EN DASH}]+$")
"""How Dutch says that there are no cents: 450,-."""
NUMBER = re.compile(r"[0-9][0-9.,]*")


def read_number(written: str) -> Decimal:
    """Return the number that ``written`` says; ``InvoiceError``, with what to write, if it is none or could
    be two."""
    bare = MONEY.sub("", written.strip()).strip(SPACES)
    bare = ROUND.sub("", bare.replace("\N{MINUS SIGN}", "-"))
    sign, digits = ("-", bare[1:].strip(SPACES)) if bare.startswith("-") else ("", bare)
    digits = _without_spaces(digits)
    if not NUMBER.fullmatch(digits):
        raise _no_number(written)
    whole, mark, decimals = _parted(digits, written)
    if not mark and not decimals:
        return Decimal(sign + whole)
    return Decimal(f"{sign}{whole}.{decimals}")


def write_number(value: Decimal, *, decimals: int = 0) -> str:
    """Return ``value`` as the active language writes it in a form, with at least so many ``decimals`` and
    never three, which could be read as thousands."""
    exponent = int(value.normalize().as_tuple().exponent) if value else 0
    places = max(decimals, -exponent, 0)
    return formats.number_format(value, decimal_pos=4 if places == 3 else places, use_l10n=True)


def _parted(digits: str, written: str) -> tuple[str, str, str]:
    """Return the whole part without marks, the decimal mark and the decimals; the last two "" for none."""
    marks = [each for each in digits if each in ".,"]
    if not marks:
        return digits, "", ""
    last = marks[-1]
    before, _mark, after = digits.rpartition(last)
    if len(set(marks)) == 2:
        other = "," if last == "." else "."
        if last in before:
            raise _no_number(written)
        return _ungrouped(before, other, written), last, after
    if len(marks) > 1:
        return _ungrouped(digits, last, written), "", ""
    if len(after) == 3 and len(before) <= 3 and not before.startswith("0"):
        raise InvoiceError(
            _("%(written)s can be %(whole)s or %(decimal)s. Write the one you mean.")
            % {
                "written": written.strip(),
                "whole": before + after,
                "decimal": write_number(Decimal(f"{before}.{after}"), decimals=2),
            }
        )
    return before, last, after


def _ungrouped(digits: str, mark: str, written: str) -> str:
    """Return ``digits`` without ``mark``, which stands before each three of them."""
    if not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+", digits):
        raise _no_number(written)
    return digits.replace(mark, "")


def _without_spaces(digits: str) -> str:
    """Return ``digits`` without the spaces that part thousands; as they are where these stand otherwise."""
    begin = re.match(r"[^.,]*", digits)
    whole = begin[0] if begin else ""
    first, *others = re.split(f"[{SPACES}]", whole)
    if not others or not 1 <= len(first) <= 3 or any(len(part) != 3 for part in others):
        return digits
    return first + "".join(others) + digits[len(whole) :]


def _no_number(written: str) -> InvoiceError:
    return InvoiceError(_("“%(written)s” is no number.") % {"written": written.strip()})
