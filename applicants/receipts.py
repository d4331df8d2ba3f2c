"""The letters that bring an applicant to the page of their application (``links.py``)."""

from __future__ import annotations

from datetime import datetime

from applicants.links import build_receipt_link
from applicants.models import Application
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
