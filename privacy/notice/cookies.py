"""Which cookies this program sets, read from the settings. A test signs in and holds what comes back against
it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from privacy.models import MyDataVisit
from privacy.wording.durations import length_words


@dataclass(frozen=True)
class Cookie:
    """A cookie of our own; ``life`` in words."""

    name: str
    purpose: str
    life: str


def visitor_cookies() -> list[Cookie]:
    """Return the cookies of a visit to My data, in the active language: strictly necessary, and only for who
    pressed the button there."""
    life = _("until you leave or the browser closes; at the latest %(minutes)s minutes after your last page")
    minutes = MyDataVisit.SESSION_FOR // timedelta(minutes=1)
    return [
        Cookie(
            settings.VISIT_COOKIE_NAME,
            _("keeps My data open for you, and for nobody else"),
            life % {"minutes": minutes},
        )
    ]


def staff_cookies() -> list[Cookie]:
    """Return the cookies of staff, in the active language. All are strictly necessary, and only who signs in
    gets them."""
    found = [
        Cookie(settings.SESSION_COOKIE_NAME, _("keeps a member of staff signed in"), _life(_session_age())),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("shows that a form of the administration comes from our own page"),
            _life(settings.CSRF_COOKIE_AGE),
        ),
    ]
    if any(name in settings.MESSAGE_STORAGE for name in ("fallback", "cookie")):
        found.append(Cookie("messages", _("carries a notice such as “saved” to the next page"), _life(None)))
    return found


def _session_age() -> int | None:
    return None if settings.SESSION_EXPIRE_AT_BROWSER_CLOSE else settings.SESSION_COOKIE_AGE


def _life(seconds: int | None) -> str:
    """Return how long a cookie lives; without a number of ``seconds`` the browser drops it when it closes."""
    if seconds is None:
        return _("until the browser closes")
    return (
        length_words(days=max(1, seconds // 86_400))
        if seconds >= 86_400
        else length_words(hours=max(1, seconds // 3600))
    )
