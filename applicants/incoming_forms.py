"""An application on its way: written down as it came, and taken in by the worker.

Whose it is, is looked up where nobody waits (``docs/decisions/0031``). So the web server writes the same rows
for every address: one for each file, sealed, and a message of the outbox, encrypted, which is emptied once it
is taken in. A worker that dies leaves both to be tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction

from applicants import applications
from applicants.document_cleaning import nudge_cleaning
from applicants.models import ArrivedFile, Position
from applicants.receipts import mail_receipt, mail_too_late
from applicants.sent_forms import SentFile, SentForm, removing_on_failure, shorten_name
from privacy.delivery import handlers, outbox
from privacy.locks import latched
from privacy.models import OutboxMessage
from privacy.web import rate_limits
from privacy.web.refusal import Refusal

HANDLER = "application"
"""The kind of message that an application is."""
TOLD_TOO_LATE = rate_limits.Limit("too-late", 1, timedelta(days=1))

Admitted = Callable[[], bool]
"""Whether one more form is taken in: counted in the same transaction as the rest, or not at all."""


class TooManyForms(Exception):
    """The rate limit of the network that a form came from is reached; nothing was stored."""


@dataclass(frozen=True)
class Arriving:
    """A file that came with a form: of which ``kind`` of ``Document``, as its sender calls it, and its pages
    (0: not counted)."""

    kind: str
    name: str
    content: File[bytes]
    pages: int = 0


def put_application(
    position: Position, form: SentForm, files: Iterable[Arriving], *, admitted: Admitted, now: datetime
) -> None:
    """Write down a form for ``position`` that came ``now`` with its ``files``: all of it or nothing.

    Raises ``TooManyForms`` if ``admitted``, asked in the same transaction, says no.
    """
    with removing_on_failure() as stored, transaction.atomic():
        if not admitted():
            raise TooManyForms
        numbers = [_keep(each, stored) for each in files]
        facts = {"position": position.pk, "form": asdict(form), "files": numbers, "at": now.isoformat()}
        outbox.put_message(HANDLER, facts)


def take_in_application(message: OutboxMessage, payload: dict[str, Any]) -> None:
    """Take in the application of ``message``, and mail its receipt; once, also if it is tried again.

    Of one that came too late nothing is kept, and its sender is told so. ``Permanent`` for one that cannot be
    taken in as it is.
    """
    if message.leaving_at:  # stored with what came of it: the worker died before it could say so
        return
    now = datetime.fromisoformat(payload["at"])
    found = {str(each.pk): each for each in ArrivedFile.objects.filter(pk__in=payload["files"])}
    arrived = [found[number] for number in payload["files"] if number in found]
    if len(arrived) < len(payload["files"]):
        raise handlers.Permanent("files-gone")
    position = Position.objects.filter(pk=payload["position"]).first()
    if position is None:
        raise handlers.Permanent("position-gone")
    form = replace(SentForm(**payload["form"]), files=tuple(_as_sent(each) for each in arrived))
    may_mail = rate_limits.prepare_count(rate_limits.MAILS_PER_ADDRESS, form.email, now=now)
    try:
        with latched():
            outbox.mark_as_leaving(message)
            received = applications.receive_application(position, form, now=now)
            if received.outcome != applications.Outcome.SAME and may_mail():
                mail_receipt(received.application, now=now)
            _let_go(arrived)
    except applications.NotOpen:
        _turn_away(message, position, form, arrived, now=now)
        return
    except Refusal as refusal:
        raise handlers.Permanent("not-taken") from refusal
    nudge_cleaning()


def _turn_away(
    message: OutboxMessage, position: Position, form: SentForm, arrived: list[ArrivedFile], *, now: datetime
) -> None:
    """Keep nothing of a form that came too late, and write so to its sender: once for each position, however
    many came, and whatever else was mailed to them that day."""
    may_mail = rate_limits.prepare_count(TOLD_TOO_LATE, f"{form.email} {position.pk}", now=now)
    with latched():
        outbox.mark_as_leaving(message)
        if may_mail():
            mail_too_late(position, form, now=now)
        _let_go(arrived)


def _keep(file: Arriving, stored: list[str]) -> str:
    row = ArrivedFile(kind=file.kind, name=shorten_name(file.name), pages=file.pages or None)
    row.file.save(row.name, file.content, save=False)
    stored.append(str(row.file.name))
    row.save(force_insert=True)
    return str(row.pk)


def _let_go(arrived: Iterable[ArrivedFile]) -> None:
    for each in arrived:
        each.file.delete(save=False)
        each.delete()


def _as_sent(arrived: ArrivedFile) -> SentFile:
    return SentFile(kind=arrived.kind, name=arrived.name, content=arrived.file, pages=arrived.pages)
