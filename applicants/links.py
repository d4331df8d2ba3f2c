"""The link by which an applicant comes back to their application, for as long as it is there.

It is stored nowhere: it names the application by its reference and the day on which it was made, under a code
that only our keys make (``DIGEST_KEYS``). Whoever follows it has shown that they read the mailbox.
"""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.crypto import constant_time_compare

from applicants.models import Application
from privacy.dates import day_of
from privacy.subjects.identifiers import keyed_digests
from privacy.web.links import build_link

LINK_FOR = timedelta(days=400)
"""How long a link works if its application lasts that long: the reserve is asked every year, with a new
one."""
ID, DAY, CODE = 16, 3, 16
"""Bytes of a token: the reference, the day as a number, and the code; 47 characters in an address."""


class UnknownLink(LookupError):
    """No such link was ever sent, or its application is gone."""


class LinkExpired(LookupError):
    """The link was ours and works no more, though the application is still there."""


def build_receipt_link(application: Application, *, now: datetime, page: str = "application") -> str:
    """Return the whole address of the page of ``application``, or of another named ``page`` about it, for a
    letter to its mailbox only."""
    return build_link(page, _make_token(application.reference, day_of(now)), language=application.language)


def find_application(token: str, *, now: datetime) -> Application:
    """Return the application that ``token`` opens; ``UnknownLink`` or ``LinkExpired`` if it opens none."""
    reference, made_on = _read_token(token)
    found = Application.objects.select_related("position", "subject").filter(reference=reference).first()
    if found is None or not (found.email or found.last_name):  # the words go before the empty row
        raise UnknownLink
    if day_of(now) - made_on > LINK_FOR:
        raise LinkExpired
    return found


def _make_token(reference: UUID, made_on: date) -> str:
    code = bytes.fromhex(_codes(reference, made_on)[0])
    token = reference.bytes + made_on.toordinal().to_bytes(DAY, "big") + code
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def _read_token(token: str) -> tuple[UUID, date]:
    """Return the reference and the day in ``token``; ``UnknownLink`` if its code is not ours."""
    try:
        said = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        reference = UUID(bytes=said[:ID])
        made_on = date.fromordinal(int.from_bytes(said[ID : ID + DAY], "big"))
    except (ValueError, OverflowError, binascii.Error):
        raise UnknownLink from None
    code = said[ID + DAY :].hex()
    if True not in [constant_time_compare(code, each) for each in _codes(reference, made_on)]:
        raise UnknownLink
    return reference, made_on


def _codes(reference: UUID, made_on: date) -> list[str]:
    """Return the code of a token under each of our keys, the newest first, in hexadecimal."""
    return [
        digest.rpartition(":")[2][: 2 * CODE] for digest in keyed_digests(f"receipt {reference} {made_on}")
    ]
