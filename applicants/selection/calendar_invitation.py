"""The invitation to a talk as calendars read it (RFC 5545): when, where, with which organisation, and
nobody's name.

It is published (RFC 5546, 3.2.1) rather than asked for, so that no attendee stands in it; a talk that is
moved or cancelled is the same event with a higher number.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from applicants.models import Interview

LINE = 75
"""The most bytes of a line (RFC 5545, 3.1)."""
MOMENT = "%Y%m%dT%H%M%SZ"


def write_invitation(interview: Interview, *, now: datetime) -> str:
    """Return ``interview`` as an iCalendar object, in the active language."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    starts = interview.starts_at.astimezone(UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SOM//SOM//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{interview.reference}@{domain}",
        f"SEQUENCE:{interview.revision}",
        f"DTSTAMP:{now.astimezone(UTC).strftime(MOMENT)}",
        f"DTSTART:{starts.strftime(MOMENT)}",
        f"DTEND:{(starts + timedelta(minutes=interview.minutes)).strftime(MOMENT)}",
        f"SUMMARY:{_escape(_('Talk at %(name)s') % {'name': settings.ORGANISATION_NAME})}",
        f"LOCATION:{_escape(interview.place)}",
        f"ORGANIZER;CN={_quote(settings.ORGANISATION_NAME)}:mailto:{settings.DEFAULT_FROM_EMAIL}",
        f"STATUS:{'CANCELLED' if interview.cancelled_at else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_fold(line) for line in lines)


def _escape(text: str) -> str:
    """Return ``text`` as a value of type TEXT (RFC 5545, 3.3.11)."""
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return "\\n".join(text.splitlines())


def _quote(text: str) -> str:
    """Return ``text`` as the value of a parameter, in which no quote and no line break may stand (3.2)."""
    return '"' + " ".join(text.replace('"', "'").split()) + '"'


def _fold(line: str) -> str:
    """Return ``line`` with its end, in parts of at most ``LINE`` bytes, none of which splits a character."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > LINE:
            parts.append(part)
            part = " "
        part += character
    return "\r\n".join([*parts, part]) + "\r\n"
