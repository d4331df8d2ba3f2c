"""A person asks to exercise a right: a request from the form to its end.

Nobody is told whether an address is known: until the mailed link is followed nothing here even looks. Which
step may follow which says ``states.py``; the decisions of staff are in ``decisions.py``.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.evidence.request_history import append_dated, record_step
from privacy.locks import latched
from privacy.models import Choice, MailedLink, Request, Subject
from privacy.requests import tokens
from privacy.requests.acknowledgement import acknowledge, mail_confirmation
from privacy.requests.at_once import is_done_at_once
from privacy.requests.open_request import open_request
from privacy.requests.standing import find_standing_request, new_request, one_line
from privacy.requests.states import AlreadyDecided, move_to_state
from privacy.rights.registered import right_of
from privacy.subjects import choices
from privacy.subjects.identifiers import normalise_email
from privacy.subjects.lookup import confirm_identifier, find_holders
from privacy.web import rate_limits
from privacy.web.refusal import Refusal

State = Request.State
Use = MailedLink.Use

LONGEST_DETAILS = 10_000


def take_in_web_request(
    *,
    kind: str,
    address: str,
    details: str,
    language: str,
    network: str,
    site: str,
    now: datetime,
    purpose: str = "",
) -> None:
    """Take in a request from the public form, and mail a link to ``address`` that confirms it.

    One that is there already for the same right, ``purpose`` and address is not made again: an unconfirmed
    one gets another link, an open one its status. Says nothing of either, and nothing of an address that had
    its mails for today: then not even the network is counted, so that a flood writes nothing. ``Refusal``
    if ``address`` is none, ``TooMany`` from a ``network`` that sends too much.
    """
    value = normalise_email(address)
    with transaction.atomic():
        if not rate_limits.count_within(rate_limits.MAILS_PER_ADDRESS, value, now=now):
            return
        if not rate_limits.count_within(rate_limits.REQUESTS_PER_NETWORK, network, now=now):
            raise rate_limits.TooMany
        with latched():  # after what was counted, never before: whoever waits for that holds no latch
            standing = find_standing_request(kind, purpose, value, now=now)
            if standing and standing.state != State.UNCONFIRMED:
                acknowledge(standing, site=site, now=now)
                return
            request = standing or new_request(
                kind=kind, purpose=purpose, address=value, channel=Choice.Channel.WEB, received_at=now
            )
            request.details, request.language = details, language
            request.save()
            remember_advertising_noes(request, now=now)
            mail_confirmation(request, site=site, now=now)


def remember_advertising_noes(request: Request, *, now: datetime) -> None:
    """Remember at once, for its address alone, to which advertising ``request`` is a no: that needs no proof
    of who says it, nothing else that is not confirmed counts (GDPR art. 21(3))."""
    for slug in right_of(request).advertising_noes(request.purpose):
        choices.suppress_address(request.address or "", slug, on=day_of(now))


def record_received_request(
    *,
    kind: str,
    address: str,
    channel: str,
    received_at: datetime,
    now: datetime,
    subject: Subject | None = None,
    details: str = "",
    language: str = "nl",
    site: str = "",
    by: AbstractBaseUser | None = None,
    purpose: str = "",
    mandate: str = "",
    postal: str = "",
) -> Request:
    """Record a request that came to staff by letter, phone or mail, and acknowledge it to ``address``.

    It is open at once. One that stands already for the same right, purpose and address is returned instead,
    with ``details`` added to it. ``mandate`` tells who acts for ``subject`` and on what proof; the address is
    then theirs, and says nothing of whom the request is about. Without a mail address everything goes by
    letter to ``postal``. ``Refusal`` if ``address`` is none, or if there is neither.
    """
    value = normalise_email(address) if address or not postal else ""
    with latched():
        standing = find_standing_request(
            kind, purpose, value or one_line(postal), now=now, subject=subject, mandate=bool(mandate)
        )
        if standing and standing.state != State.UNCONFIRMED:
            if (
                standing.state == State.OPEN
                and details.strip()
                and details.strip() not in (standing.details or "")
            ):
                add_to_request(standing, details, now=now)
            return standing
        request = standing or new_request(
            kind=kind,
            purpose=purpose,
            address=value,
            postal=postal,
            channel=channel,
            received_at=received_at,
            mandate=mandate or None,
        )
        # What was begun on the web was never confirmed: it shows nothing of who asks.
        request.channel, request.language = channel, language
        request.details = _together(request.details, details)
        about = subject if subject or mandate else only_subject_with(value)
        return _open(request, subject=about, site=site, now=now, by=by)


def open_verified(
    *,
    kind: str,
    subject: Subject,
    address: str,
    language: str,
    site: str,
    now: datetime,
    purpose: str = "",
    details: str = "",
) -> Request:
    """Open a request of ``subject``, who followed a link mailed to ``address``, and acknowledge it.

    One in flight for the same right, purpose and person is returned instead; one that waits for its own link
    is opened with what was asked before. ``Refusal`` if ``address`` is none.
    """
    value = normalise_email(address)
    with latched():
        standing = find_standing_request(kind, purpose, value, now=now, subject=subject)
        if standing and standing.state != State.UNCONFIRMED:
            return standing
        request = standing or new_request(
            kind=kind, purpose=purpose, address=value, channel=Choice.Channel.WEB, received_at=now
        )
        request.details = _together(request.details, details)
        request.language = language
        return _open(request, subject=subject, site=site, now=now)


def confirm_request(token: str, *, site: str, now: datetime) -> tuple[Request, str]:
    """Follow a mailed link: open its request, and return it with the token of its status page.

    The clock runs from the form, not from here (LAW D-1). Raises ``tokens.UnknownLink`` and
    ``tokens.ExpiredLink``.
    """
    found = tokens.find_link(token, Use.CONFIRM, now=now)
    request = found.request
    with latched():
        tokens.use_link(found, now=now)
        try:
            move_to_state(
                request,
                State.OPEN,
                now=now,
                confirmed_at=now,
                subject=only_subject_with(request.address or ""),
            )
        except AlreadyDecided as error:
            raise tokens.ExpiredLink(request, used=True) from error
        if request.subject and request.address:
            confirm_identifier(request.subject, request.address)
        return request, _receipt(request, site=site, now=now)


def send_link_again(request: Request, *, site: str, now: datetime) -> None:
    """Mail the link once more to the address that asked: to confirm, or to the status of what is confirmed.

    Does nothing for a request that is closed, or when that address had its mails for today.
    """
    with transaction.atomic():
        # The count first, then the row, as ``take_in_web_request`` does: else the two wait for each other.
        if not rate_limits.count_within(rate_limits.MAILS_PER_ADDRESS, request.address or "", now=now):
            return
        open_still = Request.objects.select_for_update().filter(pk=request.pk, closed_at=None).first()
        if open_still is None:
            return
        if open_still.state == State.UNCONFIRMED:
            mail_confirmation(open_still, site=site, now=now)
        else:
            acknowledge(open_still, site=site, now=now)


def cancel_request(request: Request, *, now: datetime) -> None:
    """End the request because the person wants so; ``AlreadyDecided`` if it was decided before."""
    with latched():
        move_to_state(request, State.CANCELLED, now=now, closed_at=now)


def add_to_request(request: Request, text: str, *, now: datetime) -> None:
    """Add what the person writes to an open request; ``AlreadyDecided`` if it is no longer open.

    ``Refusal`` if all together would become longer than ``LONGEST_DETAILS`` characters.
    """
    with open_request(request) as fresh:
        fresh.details = append_dated(fresh.details, text, now=now)
        if len(fresh.details) > LONGEST_DETAILS:
            raise Refusal(_("This is more than we can take in here. Write to us instead."))
        fresh.save(update_fields=["details"])
        record_step(fresh, "added", now=now)


def only_subject_with(address: str) -> Subject | None:
    """Return who has ``address`` if it is one person; a shared mailbox, or nobody, is for staff to look
    at."""
    found = find_holders(address) if address else []
    return found[0] if len(found) == 1 else None


def _open(
    request: Request, *, subject: Subject | None, site: str, now: datetime, by: AbstractBaseUser | None = None
) -> Request:
    """Save ``request``, open it, end the links that would have done so, and acknowledge it."""
    request.save()
    move_to_state(request, State.OPEN, now=now, by=by, confirmed_at=now, subject=subject)
    tokens.end_links(request, Use.CONFIRM, at=now)
    _receipt(request, site=site, now=now)
    return request


def _receipt(request: Request, *, site: str, now: datetime) -> str:
    """Acknowledge ``request``, which was just opened, and return the token of its status page. What is done
    at once is answered at once: the answer is the one letter."""
    if not is_done_at_once(request, today=day_of(now)):
        return acknowledge(request, site=site, now=now)
    return tokens.issue_link(request, Use.STATUS, now=now) if request.address else ""


def _together(before: str | None, details: str) -> str:
    """Return what was written before and ``details``, once if they are the same."""
    return "\n\n".join(dict.fromkeys(part for part in (before, details) if part))
