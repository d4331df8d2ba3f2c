"""The second person of a refusal where staff is one person: somebody by a mailed link, or a written reason
why there is none.

A board member without an account sees through the link what is refused and why, not the person's data, and
agrees or not. A link holds for the proposal it was mailed for: a new proposal ends it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from privacy.dates import day_of
from privacy.delivery import letters
from privacy.evidence.request_history import record_step
from privacy.models import MailedLink, Request
from privacy.requests import tokens
from privacy.requests.four_eyes import REFUSE, NeedsSecondPerson, Proposal, current_proposal
from privacy.requests.open_request import open_request
from privacy.requests.preview import preview_request
from privacy.subjects.identifiers import normalise_email
from privacy.web.links import build_link
from privacy.web.refusal import Refusal

MAY_DECIDE = "privacy.change_request"
LONGEST_NAME = 100


@dataclass(frozen=True)
class SecondPerson:
    """Who agreed with a refusal by a mailed link, or was asked to; or why there is nobody."""

    address: str = ""
    name: str = ""
    why_none: str = ""


def second_person_of(request: Request) -> SecondPerson:
    """Return the second person of ``request`` who has no account; an empty one if there is none."""
    return SecondPerson(**json.loads(request.second)) if request.second else SecondPerson()


def others_may_decide(by: AbstractBaseUser) -> bool:
    """Return whether somebody of staff but ``by`` may decide on requests."""
    found = get_user_model()._default_manager.with_perm(
        MAY_DECIDE, backend="django.contrib.auth.backends.ModelBackend"
    )
    return bool(found.filter(is_staff=True).exclude(pk=by.pk).exists())


def ask_second_person(
    request: Request, *, address: str, by: AbstractBaseUser, site: str, now: datetime
) -> None:
    """Mail a link to ``address`` by which somebody agrees with the refusal that ``by`` proposed; an earlier
    link ends.

    ``Refusal`` if ``address`` is none, is that of ``by`` or of whoever asks; ``NeedsSecondPerson`` if ``by``
    proposes nothing for the data as they are; ``AlreadyDecided`` once it was decided.
    """
    value = normalise_email(address)
    with open_request(request) as fresh:
        _own_proposal(fresh, by=by, now=now)
        if value in (str(getattr(by, "email", "")).casefold(), fresh.address):
            raise Refusal(_("That is your own address, or that of the person who asks: ask somebody else."))
        tokens.end_links(fresh, MailedLink.Use.SECOND, at=now)
        token = tokens.issue_link(fresh, MailedLink.Use.SECOND, now=now)
        context = {
            "kind": fresh.kind,
            "reference": fresh.reference,
            "received_at": fresh.received_at.isoformat(),
            "proposer": by.get_full_name() or by.get_username(),  # type: ignore[attr-defined]
            "link": build_link("privacy_second", token, language=settings.LANGUAGE_CODE, site=site),
            "expires_at": (now + tokens.SECOND_FOR).isoformat(),
        }
        letters.send_letter(
            "second-person", to=value, language=settings.LANGUAGE_CODE, context=context, request=fresh
        )
        keep_second_person(fresh, SecondPerson(address=value))
        record_step(fresh, "second-asked", now=now, by=by)


def confirm_alone(request: Request, *, why_none: str, by: AbstractBaseUser, now: datetime) -> Proposal:
    """Return the proposal of ``by`` that nobody else can confirm, for the written reason ``why_none``, which
    is kept.

    ``Refusal`` without a reason, or while somebody else of staff may decide; ``NeedsSecondPerson`` as above.
    """
    found = _own_proposal(request, by=by, now=now)
    if others_may_decide(by):
        raise Refusal(_("Somebody else of staff may decide on requests: let them look at it."))
    if not why_none.strip():
        raise Refusal(_("Write why there is no second person who can look at this."))
    keep_second_person(request, SecondPerson(why_none=why_none.strip()))
    record_step(request, "second-none", now=now, by=by)
    return found


def confirm_by_link(link: MailedLink, request: Request, *, name: str, now: datetime) -> Proposal:
    """Return the proposal for which ``link`` was mailed, once ``name`` agreed with it; the link is used.

    ``Refusal`` without a name; ``NeedsSecondPerson`` if the data changed since; ``ExpiredLink`` the second
    time.
    """
    found = current_refusal(request, now=now)
    if found is None:
        raise NeedsSecondPerson
    if not name.strip():
        raise Refusal(_("Write your name: it is kept with the decision."))
    tokens.use_link(link, now=now)
    asked = second_person_of(request).address
    keep_second_person(request, SecondPerson(address=asked, name=name.strip()[:LONGEST_NAME]))
    record_step(request, "second-agreed", now=now)
    return found


def decline_by_link(token: str, *, now: datetime) -> None:
    """Let go of the proposal for which the link of ``token`` was mailed: the second person does not agree.

    Raises as ``tokens.find_link`` does, and ``AlreadyDecided``.
    """
    link = tokens.find_link(token, MailedLink.Use.SECOND, now=now)
    with open_request(link.request) as fresh:
        tokens.use_link(link, now=now)
        fresh.proposal, fresh.proposed_by_id, fresh.proposed_at = None, None, None
        fresh.save(update_fields=["proposal", "proposed_by", "proposed_at"])
        record_step(fresh, "second-declined", now=now)


def current_refusal(request: Request, *, now: datetime) -> Proposal | None:
    """Return the refusal that is proposed for the data as they are; ``None`` if none is."""
    mark = preview_request(request, day_of(now)).fingerprint
    found = current_proposal(request, fingerprint=mark)
    return found if found and found.what == REFUSE else None


def keep_second_person(request: Request, second: SecondPerson) -> None:
    """Write down the second person, or why there is none, in the file of ``request``."""
    request.second = json.dumps(asdict(second))
    request.save(update_fields=["second"])


def _own_proposal(request: Request, *, by: AbstractBaseUser, now: datetime) -> Proposal:
    found = current_refusal(request, now=now)
    if found is None or request.proposed_by_id != by.pk:
        raise NeedsSecondPerson
    return found
