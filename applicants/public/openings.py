"""Which positions everybody may read about, and what their pages say besides the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applicants.models import Position
from applicants.models.positions import open_positions
from privacy.dates import DAY

CLOSED_PAGE_FOR = timedelta(days=30)
"""How long the page of a position says that it is closed; then it is gone (410)."""


@dataclass(frozen=True)
class Wording:
    """A text of a position, and its language where that is another than the reader's; else ""."""

    text: str
    language: str


def list_openings(today: date) -> list[Position]:
    """Return the positions one can apply for on ``today``, the one that closes first above."""
    return [position for position in open_positions(today) if position.takes_applications(today)]


def list_closed_lately(today: date) -> list[Position]:
    """Return the positions whose page says on ``today`` that they are closed, the last one above."""
    begun = Position.objects.filter(opened_on__lte=today)
    closed = begun.filter(Q(closed_on__lte=today) | Q(closes_on__lt=today))
    found = [position for position in closed if not is_gone(position, today)]
    return sorted(found, key=lambda position: (closed_since(position, today), position.pk), reverse=True)


def find_position(slug: str, today: date) -> Position | None:
    """Return the position that was announced under ``slug``; a draft is nobody's to read."""
    return Position.objects.filter(slug=slug, opened_on__lte=today).first()


def closed_since(position: Position, today: date) -> date:
    """Return the first day on which one could not apply any more; ``today`` for one that is open."""
    after_last_day = position.closes_on + DAY if position.closes_on else today
    return min(position.closed_on or today, after_last_day, today)


def is_gone(position: Position, today: date) -> bool:
    """Return whether the page of a closed position says nothing of it any more."""
    return not position.takes_applications(today) and today >= closed_since(position, today) + CLOSED_PAGE_FOR


def word(position: Position, field: str) -> Wording:
    """Return the ``title`` or ``text`` of ``position`` in the reader's language; in Dutch where it has
    none."""
    language = (get_language() or "nl")[:2]
    if own := getattr(position, f"{field}_{language}", ""):
        return Wording(own, "")
    return Wording(getattr(position, f"{field}_nl"), "" if language == "nl" else "nl")


def word_pay(position: Position) -> str:
    """Return the gross pay, or its range, in words; "" where it is none of money, as for a volunteer."""
    if position.pay_from is None:
        return ""
    low, high = _amount(position.pay_from), _amount(position.pay_to or position.pay_from)
    several = {
        Position.PayPer.HOUR: _("%(low)s to %(high)s euro gross an hour"),
        Position.PayPer.MONTH: _("%(low)s to %(high)s euro gross a month"),
        Position.PayPer.YEAR: _("%(low)s to %(high)s euro gross a year"),
    }
    one = {
        Position.PayPer.HOUR: _("%(low)s euro gross an hour"),
        Position.PayPer.MONTH: _("%(low)s euro gross a month"),
        Position.PayPer.YEAR: _("%(low)s euro gross a year"),
    }
    words = one if low == high else several
    return words[Position.PayPer(position.pay_per)] % {"low": low, "high": high}


def word_hours(position: Position) -> str:
    """Return the hours a week in words; "" where they are not said."""
    if position.hours is None:
        return ""
    return _("%(hours)s hours a week") % {
        "hours": _number(position.hours, 0 if _is_whole(position.hours) else 1)
    }


def organisation_language() -> str:
    """Return the language that every position is written in."""
    return str(settings.LANGUAGE_CODE)[:2]


def _amount(money: Decimal) -> str:
    return _number(money, 0 if _is_whole(money) else 2)


def _number(value: Decimal, decimals: int) -> str:
    return str(number_format(value, decimals, use_l10n=True, force_grouping=True))


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()
