"""The letters that answer what somebody sent, most with the link to the page of their application
(``links.py``)."""

from __future__ import annotations

from datetime import datetime

from applicants.links import build_receipt_link
from applicants.models import Application, Position
from applicants.sent_forms import SentForm
from privacy.dates import day_of
from privacy.delivery.letters import send_letter
from privacy.models import OutboxMessage


def mail_receipt(application: Application, *, now: datetime) -> OutboxMessage:
    """Put the letter in the outbox that says what arrived by the form, with the link to confirm it, in the
    caller's transaction."""
    return _mail(application, "application-received", now=now)


def mail_link_to_choose(application: Application, *, now: datetime) -> OutboxMessage:
    """Put the letter in the outbox that says that staff entered what came on paper or by mail, with the link
    to choose how long it is kept; ``ValueError`` without a mail address."""
    return _mail(application, "application-entered", now=now)


def mail_too_late(position: Position, form: SentForm, *, now: datetime) -> OutboxMessage:
    """Put the letter in the outbox that says that nothing was kept of a form, because the selection was
    closed when we took it up, in the caller's transaction."""
    facts = {"position": position.title(form.language), "applied_on": day_of(now).isoformat()}
    return send_letter("application-too-late", to=form.email, language=form.language, context=facts)


def _mail(application: Application, slug: str, *, now: datetime) -> OutboxMessage:
    facts = {
        "position": application.position.title(application.language),
        "applied_on": application.applied_on.isoformat(),
        "link": build_receipt_link(application, now=now),
    }
    return send_letter(
        slug,
        to=application.email,
        language=application.language,
        context=facts,
        subject=application.subject,
    )
