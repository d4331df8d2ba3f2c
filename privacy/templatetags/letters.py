"""Template filters of letters: days, moments and rights, stored as ISO dates and slugs, in words."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import formats, timezone

from privacy.dates import day_of
from privacy.rights.registered import right_named

register = template.Library()


@register.filter("day")
def format_day(iso: str) -> str:
    """Return the day of an ISO date or moment in full, in the active language: 22 November 2026."""
    on = date.fromisoformat(iso) if len(iso) == 10 else day_of(datetime.fromisoformat(iso))
    return formats.date_format(on, "j F Y")


@register.filter("moment")
def format_moment(iso: str) -> str:
    """Return an ISO moment in full, in Belgian time, in the active language: 22 November 2026, 14:30."""
    at = timezone.localtime(datetime.fromisoformat(iso))
    return f"{formats.date_format(at, 'j F Y')}, {formats.date_format(at, 'H:i')}"


@register.filter("right")
def name_right(kind: str) -> str:
    """Return the title of the right of that kind, to stand within a sentence."""
    title = str(right_named(kind).title)
    return title[:1].lower() + title[1:]


@register.filter("law_of_right")
def name_right_in_law(kind: str) -> str:
    """Return the name in the law of the right of that kind."""
    return str(right_named(kind).law)


@register.filter
def is_at_once(kind: str) -> bool:
    """Return whether what somebody asked for needs nobody's leave."""
    return right_named(kind).at_once
