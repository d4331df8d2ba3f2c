"""How long: the terms of the policy language, as a ``policy.py`` says them.

What they mean stands in ``by_choice.py`` (the person ends them) and ``by_time.py`` (facts and time
do); what they have in common in ``base.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from privacy.dates import Period
from privacy.declarations.conditions import Condition, condition_of
from privacy.declarations.purposes import Words
from privacy.declarations.terms.base import Term
from privacy.declarations.terms.by_choice import UntilObjection, WhileConsent
from privacy.declarations.terms.by_time import AsLongAs, AsLongAsAny, ForPeriodAfter, Indefinitely


def until_objection(
    *,
    text: Words = _("until you object or ask us to delete it"),
    unless: Words = _("unless you object or ask us to delete it sooner"),
    review: Period | None = None,
) -> Term:
    """Return the term *until the person objects to this purpose or asks to be forgotten*; ``unless`` tells it
    beside another term."""
    return UntilObjection(text, review, unless)


def while_consent(
    *,
    text: Words = _("as long as your consent stands"),
    renew: Period | None = None,
    silence: str = "review",
    silence_setting: str = "",
) -> Term:
    """Return the term *while a consent for this purpose stands*; ``silence``, or the setting that
    ``silence_setting`` names, says what becomes of one that nobody renewed: "review" or "erase"."""
    return WhileConsent(text, renew, silence, silence_setting)


def as_long_as(text: Words, condition: Condition | Mapping[str, Any], *, hears_wish: bool = False) -> Term:
    """Return the term *while the row, or a row it points to, is so* (to-one paths only)."""
    return AsLongAs(text, condition_of(condition), hears_wish)


def as_long_as_any(
    text: Words, path: str, condition: Condition | Mapping[str, Any], *, hears_wish: bool = False
) -> Term:
    """Return the term *while any row along the to-many* ``path`` *is so*."""
    return AsLongAsAny(text, condition_of(condition), hears_wish, path=path)


def for_period_after(field: str, period: Period, *, text: Words) -> Term:
    """Return the term *until* ``period`` *after the date* ``field``."""
    return ForPeriodAfter(field, period, text)


def indefinitely(because: Words, *, review: Period | None = None) -> Term:
    """Return the term *always*, with its reason; a human reviews it every so often."""
    return Indefinitely(because, review)
