"""How urgent a date is, as a badge with words and a colour: colour alone tells nothing to many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy.staff_access.badges import Badge

SOON, NEXT = 7, 14
"""Days left from which a date is red, and amber."""


def make_urgency_badge(due_on: date, *, today: date) -> Badge:
    """Return how many days are left until ``due_on``, or how many it is late, as a badge."""
    days = (due_on - today).days
    if days < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
        return Badge(late, "danger")
    if days == 0:
        return Badge(_("due today"), "danger")
    text = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return Badge(text, "danger" if days <= SOON else "warning" if days <= NEXT else "good")


def format_badge(badge: Badge) -> SafeString:
    """Return ``badge`` as lists of staff show it."""
    return format_html('<span class="sw-badge sw-{}">{}</span>', badge.tone, badge.text)


def format_badges(badges: Iterable[Badge]) -> SafeString:
    """Return ``badges`` with spaces between; "" for none."""
    return format_html_join(" ", "{}", ((format_badge(badge),) for badge in badges))
