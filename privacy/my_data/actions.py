"""What a person does inside My data becomes a request like any other, with its reference, its clock and its
answer.

Whoever is inside has shown that the mailbox is theirs: what needs nobody's leave is carried out at once.
"""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from privacy.export.download import make_download
from privacy.locks import latched
from privacy.models import MyDataVisit, Request
from privacy.my_data import visits
from privacy.requests import decisions, intake
from privacy.requests.states import AlreadyDecided
from privacy.rights import corrections
from privacy.web.refusal import Refusal


def ask_from_my_data(
    visit: MyDataVisit,
    kind: str,
    *,
    details: str = "",
    purpose: str = "",
    language: str,
    site: str,
    now: datetime,
) -> Request:
    """Open a request of the visitor, or add ``details`` to the one that is open for the same.

    An objection and the end of a consent are carried out and answered. ``Refusal`` where what was written
    finds no place any more, ``NothingKept`` for whoever was forgotten meanwhile, in another tab or by us.
    """
    assert visit.subject is not None  # noqa: S101  (an open visit has one)
    facts = {
        "kind": kind,
        "purpose": purpose,
        "address": visit.address or "",
        "language": language,
        "site": site,
    }
    with latched():
        visits.require_known(visit)
        request = intake.open_verified(subject=visit.subject, details=details, now=now, **facts)
        if details and details not in (request.details or ""):
            _add(request, details, now=now)
        decisions.carry_out_at_once(request, now=now, site=site)
    return request


def correct_from_my_data(
    visit: MyDataVisit,
    kind: str,
    wanted: dict[str, str],
    *,
    details: str,
    language: str,
    site: str,
    now: datetime,
) -> Request:
    """Ask that fields (named as in ``rights/corrections.py``) say something else; all of it, or nothing.

    ``Refusal`` for a field that cannot say that, and while an earlier request is just being answered.
    """
    with latched():
        request = ask_from_my_data(visit, kind, details=details, language=language, site=site, now=now)
        if wanted:
            if request.state != Request.State.OPEN:
                raise Refusal(_being_answered())
            corrections.propose_corrections(request, wanted, now=now)
    return request


def _add(request: Request, details: str, *, now: datetime) -> None:
    try:
        intake.add_to_request(request, details, now=now)
    except AlreadyDecided as error:
        raise Refusal(_being_answered()) from error


def _being_answered() -> str:
    return _("We are answering your earlier request now. Wait for that answer, then ask again.")


def make_visit_download(visit: MyDataVisit, *, portable: bool, now: datetime) -> IO[bytes]:
    """Return the zip of the visitor, open, in the active language; ``portable``: only what they may take
    along.

    ``ErasedMeanwhile`` if they were erased while it was made.
    """
    assert visit.subject is not None  # noqa: S101  (an open visit has one)
    return make_download(visit.subject, portable=portable, now=now, visit=visit.pk)
