"""A public form on its way: written down as it came, and taken in by the worker.

To find somebody whom we know takes other work than to write down somebody new. So nobody is looked up while
the sender waits: the web server writes one row for every address, and no clock tells who is known here. That
row is a message of the outbox, encrypted, and emptied once it is taken in; a worker that dies, or a disk that
is full, leaves it to be tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from contacts import public_enquiries
from contacts.models import Enquiry
from contacts.public_enquiries import Enquirer
from privacy.delivery import outbox
from privacy.locks import latched
from privacy.models import OutboxMessage

HANDLER = "form"
"""The kind of message that a form is."""

Admitted = Callable[[], bool]
"""Whether one more form is taken in; each question is counted, in the same transaction as the rest or not at
all."""


class TooManyForms(Exception):
    """The rate limit of the network that a form came from is reached; nothing was stored."""


def put_form(
    asker: Enquirer, *, kind: Enquiry.Kind, text: str, notice: int | None, today: date, admitted: Admitted
) -> None:
    """Write down a form that came on ``today``, with the primary key of the ``notice`` that was shown.

    Raises ``TooManyForms`` if ``admitted``, asked in the same transaction, says no.
    """
    facts = {"asker": asdict(asker), "kind": kind, "text": text, "notice": notice, "on": today.isoformat()}
    with transaction.atomic():
        if not admitted():
            raise TooManyForms
        outbox.put_message(HANDLER, facts)


def take_in_form(message: OutboxMessage, payload: dict[str, Any]) -> None:
    """Take in the form of ``message``; once, also if it is tried again: the same question of the same day is
    there already."""
    asker, today = Enquirer(**payload["asker"]), date.fromisoformat(payload["on"])
    with latched():
        outbox.mark_as_leaving(message)
        if payload["kind"] == Enquiry.Kind.ASSIGNMENT:
            public_enquiries.receive_assignment(
                asker, about=payload["text"], notice=payload["notice"], today=today
            )
        else:
            public_enquiries.receive_question(
                asker, question=payload["text"], notice=payload["notice"], today=today
            )
