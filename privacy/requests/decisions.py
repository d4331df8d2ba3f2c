"""Staff decide on a request: what was approved is what happens, or they are asked to look again.

What can go wrong here is that somebody's data are erased who did not ask, or more than was seen. Therefore
the state of everything is compared with what staff saw, under the latch, in the transaction that carries the
decision out; and a request is decided once, whoever clicks when.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.dates import day_of
from privacy.delivery.for_another import name_of_person
from privacy.evidence.request_history import record_step
from privacy.locks import latched
from privacy.models import ClockSuspension, MailedLink, Request, Subject
from privacy.requests import answers, four_eyes, intake, second_person, tokens
from privacy.requests.at_once import must_be_told_apart, needs_nobodys_leave
from privacy.requests.open_request import open_request
from privacy.requests.preview import Preview, preview_request
from privacy.requests.states import AlreadyDecided, move_to_state
from privacy.rights import restriction
from privacy.rights.base import Stale
from privacy.rights.registered import every_right, right_of
from privacy.subjects.lookup import identity_was_answered, requester_is_verified, subjects_asking
from privacy.web.refusal import Refusal

State = Request.State


class DataChanged(Refusal):
    """The data are no longer as staff saw them."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("The data changed since you looked. Look again before you decide."))


class NotYetDecidable(Refusal):
    """Something must be looked at before this can be decided."""


def confirm_and_carry_out(token: str, *, site: str, now: datetime) -> tuple[Request, str]:
    """Follow a mailed link as ``confirm_request`` does; what is the person's alone to decide is done with
    it."""
    with latched():
        request, status = intake.confirm_request(token, site=site, now=now)
        carry_out_at_once(request, now=now, site=site)
    return request, status


def carry_out_at_once(request: Request, *, now: datetime, site: str = "") -> bool:
    """Carry out an objection or the end of a consent, which need nobody's leave; return whether it is done.

    Where it is not known whose address it is the no is remembered for the address; if it may be one of
    several people, or somebody acts for another, staff say who is meant; so do they where nothing shows that
    it is the person who asks. Does nothing for other rights, or a second time.
    """
    if not needs_nobodys_leave(request):
        return False
    with (
        suppress(AlreadyDecided),
        open_request(request) as fresh,
        translation.override(request.language),
    ):
        seen = preview_request(fresh, day_of(now))
        if fresh.subject is None:
            right_of(fresh).remember_refusal(fresh, today=day_of(now))
            if must_be_told_apart(seen):
                return False
        move_to_state(fresh, State.APPROVED, now=now, decided_at=now, fingerprint=seen.fingerprint)
        _carry_out(seen, site=site, now=now)
        return True
    return False


def choose_subject(request: Request, subject: Subject | None, *, by: AbstractBaseUser) -> None:
    """Say which of the people at its address ``request`` is about, or with ``None`` that it is none of them.

    Where somebody acts for another, or wrote a letter, it can be anybody: staff saw the mandate or the
    letter. So can it once who asks was doubted, asked and answered.

    ``Refusal`` for anybody else; ``AlreadyDecided`` once it was decided.
    """
    if (
        subject is not None
        and not may_choose_any_subject(request)
        and subject not in subjects_asking(request)
    ):
        raise Refusal(_("That person is not found by the address that asked."))
    with latched():
        if not Request.objects.filter(pk=request.pk, state=State.OPEN).update(subject=subject):
            raise AlreadyDecided
        if request.subject != subject:
            right_of(request).drop(request, now=timezone.now())
        request.subject = subject
        right_of(request).move_to(subject, request, now=timezone.now())
        record_step(request, "about", now=timezone.now(), by=by, subject=str(subject.pk) if subject else None)


def may_choose_any_subject(request: Request) -> bool:
    """Return whether staff may say that ``request`` is about somebody whom its address does not lead to."""
    return bool(request.mandate) or not request.address or identity_was_answered(request)


def needs_choice_of_subject(seen: Preview) -> bool:
    """Return whether several people may be the one who asks, the address stands in the data of somebody
    else, or no address of theirs was there to look for; and nobody said which it is, or that it is none."""
    request = seen.request
    unlooked = bool(request.mandate) or not request.address
    return (
        seen.subject is None
        and (len(seen.candidates) > 1 or bool(seen.mentions) or unlooked)
        and not request.steps.filter(what="about").exists()
    )


def requests_emptied_by(request: Request) -> QuerySet[Request]:
    """Return the open requests of the same person that get nothing any more once ``request`` erases: answer
    them first."""
    if not right_of(request).is_final or request.subject is None:
        return Request.objects.none()
    kinds = [right.kind for right in every_right() if right.holds_data_while_open]
    waiting = Request.objects.filter(
        subject=request.subject, state__in=(State.OPEN, State.APPROVED), kind__in=kinds
    )
    return waiting.order_by("due_on", "pk")


def approve_request(
    request: Request, *, by: AbstractBaseUser, fingerprint: str, now: datetime, site: str = ""
) -> None:
    """Do what was asked, and put the answer to the person in the outbox; all in one transaction.

    ``fingerprint`` is that of the preview staff saw: if the data changed since, nothing is done and
    ``DataChanged`` is raised. ``AlreadyDecided`` if another was first; ``NotYetDecidable`` while a correction
    is still to be looked at; ``Refusal`` while we doubt who asks; ``NeedsSecondPerson`` where it takes
    two people.
    """
    today = day_of(now)
    with open_request(request) as fresh, translation.override(request.language):
        seen = preview_request(fresh, today)
        if seen.fingerprint != fingerprint:
            raise DataChanged
        if fresh.suspensions.filter(kind=ClockSuspension.Kind.IDENTITY, answered_on=None).exists():
            raise Refusal(
                gettext_lazy("We asked who this is and have no answer yet: nothing may go to them before.")
            )
        if not requester_is_verified(fresh):
            raise Refusal(
                gettext_lazy(
                    "We do not know this address as one of the person. First check that the request really "
                    "comes from them."
                )
            )
        if needs_choice_of_subject(seen):
            raise NotYetDecidable(gettext_lazy("Choose first who asks."))
        if four_eyes.needs_second_person(fresh, four_eyes.APPROVE):
            four_eyes.confirm_proposal(fresh, four_eyes.APPROVE, by=by, fingerprint=fingerprint)
        if missing := right_of(fresh).missing(fresh):
            raise NotYetDecidable(missing)
        move_to_state(
            fresh, State.APPROVED, now=now, by=by, decided_at=now, decided_by=by, fingerprint=fingerprint
        )
        try:
            _carry_out(seen, site=site, now=now)
        except Stale as stale:
            raise DataChanged from stale


def refuse_request(
    request: Request, *, by: AbstractBaseUser, now: datetime, site: str = "", why_none: str | None = None
) -> None:
    """Refuse on the ground that somebody else proposed, and tell the person so with the ways to complain
    (GDPR art. 12(4)); or, for the written reason ``why_none``, on the ground that ``by`` proposed alone.

    ``NeedsSecondPerson`` unless another proposed it for the data as they are, ``AlreadyDecided`` if
    one was first; as ``second_person.confirm_alone`` does with ``why_none``.
    """
    with open_request(request) as fresh, translation.override(request.language):
        if why_none is not None:
            found = second_person.confirm_alone(fresh, why_none=why_none, by=by, now=now)
        else:
            mark = preview_request(fresh, day_of(now)).fingerprint
            found = four_eyes.confirm_proposal(fresh, four_eyes.REFUSE, by=by, fingerprint=mark)
        _refuse(fresh, found, by=by, site=site, now=now)


def refuse_by_link(token: str, *, name: str, now: datetime, site: str = "") -> Request:
    """Refuse on the ground that staff proposed and ``name`` agreed with by the mailed link of ``token``.

    Raises as ``tokens.find_link`` and ``second_person.confirm_by_link`` do; ``AlreadyDecided`` if somebody
    was first.
    """
    link = tokens.find_link(token, MailedLink.Use.SECOND, now=now)
    with open_request(link.request) as fresh, translation.override(link.request.language):
        found = second_person.confirm_by_link(link, fresh, name=name, now=now)
        _refuse(fresh, found, by=None, site=site, now=now)
        return fresh


def announce_end_of_restriction(request: Request, *, by: AbstractBaseUser, now: datetime) -> None:
    """Write to the person that the restriction which ``request`` brought about ends in a few days, if that
    letter has left.

    ``Refusal`` if nothing is restricted by it, if it was told already, while the request is still looked
    at, and while they ask again to leave their data unused.
    """
    with latched(), translation.override(request.language):
        choice = restriction.restriction_of_request(request)
        if (
            choice is None
            or restriction.end_is_told(choice)
            or Request.objects.filter(pk=request.pk, state=State.OPEN).exists()
        ):
            raise Refusal(gettext_lazy("There is no restriction to lift, or the person was told already."))
        if restriction.is_asked_again(choice.subject):
            raise Refusal(
                gettext_lazy("This person asks again to leave their data unused: decide on that first.")
            )
        record_step(request, "lifting", now=now, by=by)
        ends_on = day_of(now) + restriction.WARNING
        restriction.end_with_letter(
            answers.send_letter_about(request, answers.restriction_end_letter(ends_on)),
            choice,
            on=ends_on,
            by=by,
        )


def _refuse(
    request: Request, found: four_eyes.Proposal, *, by: AbstractBaseUser | None, site: str, now: datetime
) -> None:
    """Write down that two agreed on ``found``, let go of what was asked, and post the letter."""
    reasons = found.reasons
    tokens.end_links(request, MailedLink.Use.SECOND, at=now)
    move_to_state(request, State.REFUSED, now=now, by=by, decided_at=now, decided_by=by, ground=reasons)
    right_of(request).drop(request, now=now)
    answers.post_answer(request, answers.refusal_letter(request, reasons), site=site, now=now)


def _carry_out(seen: Preview, *, site: str, now: datetime) -> None:
    """Grant what was ``seen``, and post the answer that says what was done."""
    request, subject, right = seen.request, seen.subject, right_of(seen.request)
    person = name_of_person(subject) if request.mandate else ""
    if subject is not None:
        done = right.carry_out(request, subject, today=day_of(now), now=now)
        seen = replace(seen, consequences=done)
    answers.post_answer(request, answers.draft_answer(seen, now=now, person=person), site=site, now=now)
