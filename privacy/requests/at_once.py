"""Which requests are done the moment they are open: a no needs nobody's leave (GDPR art. 7(3), 21)."""

from __future__ import annotations

from datetime import date

from privacy.models import Request
from privacy.requests.preview import Preview, preview_request
from privacy.rights.registered import right_of
from privacy.subjects.lookup import requester_is_verified


def needs_nobodys_leave(request: Request) -> bool:
    """Return whether ``request`` is the person's alone to decide, and it is they who ask: nobody acts for
    another, and an address or a member of staff shows who it is."""
    return bool(
        right_of(request).at_once
        and not request.mandate
        and (request.subject or request.address)
        and requester_is_verified(request)
    )


def is_done_at_once(request: Request, *, today: date) -> bool:
    """Return whether ``request`` is done as soon as it is open: nobody must say first who is meant."""
    return needs_nobodys_leave(request) and not must_be_told_apart(preview_request(request, today))


def must_be_told_apart(seen: Preview) -> bool:
    """Return whether staff must say first whom the request is about: several people may be meant, or its
    address stands among our data without leading to anybody."""
    return seen.subject is None and bool(seen.candidates or seen.mentions)
