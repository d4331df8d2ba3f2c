"""Letters on paper: written like every other, printed and posted by one of us, and told of in the same way.

A letter counts as sent, and what it tells as told, when somebody wrote down that they posted it: not before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from privacy.declarations.letters import letters
from privacy.delivery import outbox
from privacy.delivery.handlers import PAPER
from privacy.delivery.letter_pdf import make_letter_pdf
from privacy.delivery.letter_text import render_letter
from privacy.delivery.letters import record_as_told, tells_of_right_to_object
from privacy.delivery.source_facts import facts_to_carry
from privacy.evidence.request_history import record_step
from privacy.locks import latched
from privacy.models import OutboxMessage, Request
from privacy.requests import download
from privacy.requests.closing import close_answered
from privacy.requests.open_request import open_request
from privacy.web.refusal import Refusal

LONGEST_ADDRESS = 500


class NotWaiting(Refusal):
    """No such letter waits to be posted."""

    def __init__(self) -> None:
        super().__init__(_("That letter does not wait to be posted."))


@dataclass(frozen=True)
class UnpostedLetter:
    """A letter that waits to be posted: the number of its message, where it goes, its words, and whether a
    copy goes with it."""

    number: int
    to: str
    title: str
    text: str
    enclosed: bool


def unposted_letters(request: Request) -> list[UnpostedLetter]:
    """Return the letters about ``request`` that wait to be posted, in its language."""
    return [_sheet(message) for message in _unposted(request)]


def answer_on_paper(request: Request, postal: str, *, by: AbstractBaseUser, now: datetime) -> None:
    """Let everything about ``request`` go by post to the name and address ``postal`` from now on: the person
    wants it so.

    ``Refusal`` without an address or for one that is too long; ``AlreadyDecided`` once it was decided.
    """
    lines = [line.strip() for line in postal.splitlines() if line.strip()]
    if len(lines) < 2 or len(postal) > LONGEST_ADDRESS:
        raise Refusal(_("Write the name and the postal address, on lines of their own."))
    with open_request(request) as fresh:
        fresh.postal = "\n".join(lines)
        fresh.save(update_fields=["postal"])
        record_step(fresh, "on-paper", now=now, by=by)


def letter_pdf_to_post(request: Request, number: int, *, today: date) -> bytes:
    """Return a letter that waits to be posted as a PDF on our writing paper; ``NotWaiting`` if it does
    not."""
    message = _unposted(request).filter(pk=number).first()
    if message is None:
        raise NotWaiting
    sheet = _sheet(message)
    with translation.override(request.language):
        return make_letter_pdf(
            sheet.title,
            text=sheet.text,
            to=sheet.to,
            on=today,
            reference=request.reference,
            language=request.language,
        )


def enclosure_to_post(request: Request, number: int, *, now: datetime) -> IO[bytes]:
    """Return what goes with such a letter, as a zip: the copy to print, and the files. ``NotWaiting`` if
    nothing does."""
    message = _unposted(request).filter(pk=number).first()
    if message is None or not _sheet(message).enclosed:
        raise NotWaiting
    return download.make_answer_download(request, now=now)


def record_posting(request: Request, number: int, *, by: AbstractBaseUser, now: datetime) -> None:
    """Write down that ``by`` posted a letter, and what it told the person; ``NotWaiting`` if it does not
    wait."""
    with latched():
        message = _unposted(request).filter(pk=number).first()
        if message is None:
            raise NotWaiting
        payload = _payload(message)
        besides = _told_besides(message, payload)
        if not outbox.settle_by_hand(message, now=now):
            raise NotWaiting
        record_as_told(
            payload["template"],
            to=message.subject,
            first=besides["first"],
            at=now,
            with_source=besides["told_source"] is not None,
        )
        record_step(request, "posted", now=now, by=by, message=message.pk)
    close_answered(now=now)


def _unposted(request: Request) -> QuerySet[OutboxMessage]:
    waiting = (OutboxMessage.State.WAITING, OutboxMessage.State.PARKED)
    return request.messages.filter(handler=PAPER, state__in=waiting).select_related("subject").order_by("pk")


def _payload(message: OutboxMessage) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message.payload or "")
    return found


def _told_besides(message: OutboxMessage, payload: dict[str, Any]) -> dict[str, Any]:
    """Return what a letter tells below whatever it is about, as one by mail does: of the right to object, and
    of the source."""
    template, language, subject = payload["template"], payload["language"], message.subject
    on = timezone.localdate()
    return {
        "first": tells_of_right_to_object(subject, template, payload["context"]),
        "told_source": facts_to_carry(template, to=None, language=language, subject=subject, on=on),
    }


def _sheet(message: OutboxMessage) -> UnpostedLetter:
    payload = _payload(message)
    told = payload["context"] | _told_besides(message, payload)
    title, text = render_letter(payload["template"], language=payload["language"], context=told)
    return UnpostedLetter(
        message.pk, payload["to"], title, text, letters.named(payload["template"]).encloses_copy
    )
