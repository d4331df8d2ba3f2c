"""Two people: one proposes to refuse somebody a right, or to erase for good, and another decides.

A refusal always needs two (GDPR art. 12(4) and 12(5): it has to be shown to be right), of whom the second may
come by a mailed link (``second_person.py``); an erasure does where ``ERASURE_NEEDS_TWO`` is on. What was
proposed holds for the data as they were seen: once those change it counts no more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from privacy.dates import day_of
from privacy.evidence.request_history import record_step
from privacy.models import MailedLink, Request
from privacy.requests import tokens
from privacy.requests.open_request import open_request
from privacy.requests.preview import preview_request
from privacy.rights.grounds import Reasons, reasons_in_letter
from privacy.rights.registered import right_of
from privacy.web.refusal import Refusal

APPROVE, REFUSE = "approve", "refuse"


class NeedsSecondPerson(Refusal):
    """It takes somebody else's proposal first, and this person, or these data, are not it."""

    def __init__(self) -> None:
        super().__init__(
            _("This needs two people: somebody else must have proposed it, for the data as they are now.")
        )


@dataclass(frozen=True)
class Proposal:
    """What the first of two people wants to decide, the slug of its ground, the reasons as the letter tells
    them, and the fingerprint of what they saw."""

    what: str
    ground: str
    reasons: str
    fingerprint: str


def needs_second_person(request: Request, what: str) -> bool:
    """Return whether deciding so takes two people."""
    return what == REFUSE or (right_of(request).is_final and bool(settings.ERASURE_NEEDS_TWO))


def propose_decision(
    request: Request,
    what: str,
    *,
    by: AbstractBaseUser,
    fingerprint: str,
    now: datetime,
    reasons: Reasons | None = None,
) -> None:
    """Write down that ``by`` proposes to decide so, in the place of an earlier proposal.

    ``Refusal`` for a refusal without ``reasons``, on a ground that is none of the right's or without its
    facts, and if the data are not those of ``fingerprint`` any more; ``AlreadyDecided`` once it was decided.
    """
    if what == REFUSE and reasons is None:
        raise Refusal(_("A refusal needs a ground that the person can understand."))
    with open_request(request) as fresh, translation.override(request.language):
        told = reasons_in_letter(right_of(fresh).grounds_for_refusal, reasons) if reasons else ""
        ground = reasons.ground if reasons else ""
        if preview_request(fresh, day_of(now)).fingerprint != fingerprint:
            raise Refusal(_("The data changed since you looked. Look again before you decide."))
        tokens.end_links(fresh, MailedLink.Use.SECOND, at=now)
        fresh.proposal = json.dumps([what, ground, told, fingerprint])
        fresh.proposed_by_id, fresh.proposed_at = by.pk, now
        fresh.save(update_fields=["proposal", "proposed_by", "proposed_at"])
        record_step(fresh, f"proposed-{what}", now=now, by=by, **({"ground": ground} if ground else {}))


def current_proposal(request: Request, *, fingerprint: str) -> Proposal | None:
    """Return what is proposed for the data of ``fingerprint``; ``None`` if nothing, or for others, or by
    nobody any more."""
    if not request.proposal or request.proposed_by_id is None:
        return None
    found = Proposal(*json.loads(request.proposal))
    return found if found.fingerprint == fingerprint else None


def confirm_proposal(request: Request, what: str, *, by: AbstractBaseUser, fingerprint: str) -> Proposal:
    """Return the proposal that ``by`` confirms; ``NeedsSecondPerson`` if there is none, for these data, of
    somebody else."""
    found = current_proposal(request, fingerprint=fingerprint)
    if found is None or found.what != what or request.proposed_by_id == by.pk:
        raise NeedsSecondPerson
    return found
