"""Somebody asks for a person who has died: no right of the GDPR, a kind answer (recital 27).

The rights are those of the living and do not pass to heirs. What we keep is not erased for it: its terms
run on. Nobody contacts the person any more.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import translation
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.evidence.request_history import record_step
from privacy.locks import latched
from privacy.models import Request, Subject
from privacy.requests import answers
from privacy.requests.open_request import open_request
from privacy.requests.states import move_to_state
from privacy.rights.base import AnswerLetter
from privacy.rights.registered import right_of
from privacy.web.refusal import Refusal


def may_be_about_deceased(request: Request) -> bool:
    """Return whether somebody else than the person of ``request`` may be asking: by a mandate, or by a letter
    that staff saw."""
    return request.subject is not None and (bool(request.mandate) or not request.address)


def answer_about_deceased(request: Request, *, by: AbstractBaseUser, now: datetime, site: str = "") -> None:
    """Mark the person of ``request`` as deceased, and answer whoever asked that no right is left, with the
    ground.

    ``Refusal`` unless somebody else asks for a known person; ``AlreadyDecided`` once it was decided.
    """
    with open_request(request) as fresh, translation.override(request.language):
        if not may_be_about_deceased(fresh) or fresh.subject is None:
            raise Refusal(_("Say first for whom they ask, and record who asks and what proof you saw."))
        ground = _(
            "The GDPR protects the data of the living. The rights of somebody who died end with their life, "
            "and do not pass to heirs (GDPR recital 27)."
        )
        Subject.objects.filter(pk=fresh.subject.pk, deceased_on=None).update(deceased_on=day_of(now))
        record_step(fresh, "deceased", now=now, by=by)
        move_to_state(
            fresh, Request.State.REFUSED, now=now, by=by, decided_at=now, decided_by=by, ground=ground
        )
        right_of(fresh).drop(fresh, now=now)
        facts = {
            "kind": fresh.kind,
            "reference": fresh.reference,
            "received_at": fresh.received_at.isoformat(),
            "ground": ground,
        }
        answers.post_answer(fresh, AnswerLetter("answer-deceased", facts), site=site, now=now)


def take_mark_away(request: Request, *, by: AbstractBaseUser, now: datetime) -> None:
    """Let the person of ``request`` be contacted again: the mark was a mistake. ``Refusal`` without a
    mark."""
    with latched():
        marked = Subject.objects.filter(requests=request, deceased_on__isnull=False)
        if not Subject.objects.filter(pk__in=marked.values("pk")).update(deceased_on=None):
            raise Refusal(_("This person is not marked as deceased."))
        record_step(request, "not-deceased", now=now, by=by)
