"""Letters on paper on the page of a request: what to print, and that it was posted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext

from privacy import mail, outbox
from privacy.course import note
from privacy.latch import latched
from privacy.models import Message, Request
from privacy.requests import close_answered


@dataclass(frozen=True)
class Sheet:
    """A letter that waits to be posted: the number of its message, where it goes, and its words."""

    number: int
    to: str
    title: str
    text: str


def sheets(asked: Request) -> list[Sheet]:
    """Return the letters about ``asked`` that wait to be posted."""
    return [_sheet(message) for message in _unposted(asked)]


def posted(asked: Request, number: str, *, by: AbstractBaseUser, now: datetime) -> str:
    """Write down that ``by`` posted a letter, and return what to say; ``ValueError`` if it does not wait."""
    with latched():
        message = _unposted(asked).filter(pk=int(number) if number.isdecimal() else 0).first()
        if message is None or not outbox.done_by_hand(message, now=now):
            raise ValueError(gettext("That letter does not wait to be posted."))
        note(asked, "posted", now=now, by=by, message=message.pk)
    close_answered(now=now)
    return gettext("Written down: the letter is posted.")


def _unposted(asked: Request) -> QuerySet[Message]:
    return asked.messages.filter(handler=mail.PAPER, state__in=(Message.State.WAITING, Message.State.PARKED)).order_by("pk")


def _sheet(message: Message) -> Sheet:
    payload = json.loads(message.payload or "")
    title, text = mail.written(payload["template"], language=payload["language"], context=payload["context"])
    return Sheet(message.pk, payload["to"], title, text)
