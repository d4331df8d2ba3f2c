"""Record a request that reached us by letter, phone or mail."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy import requests
from privacy.deadlines import BRUSSELS
from privacy.management.answering import AnsweringCommand, add_address, everybody_at
from privacy.management.commands.privacy_deadline import moment
from privacy.models import Choice, Request


class Command(AnsweringCommand):
    help = "Record that somebody asked to exercise a right, so that its clock runs; the same request twice is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kind", choices=Request.Kind.values, metavar="KIND", help=", ".join(Request.Kind.values))
        add_address(parser)
        parser.add_argument("--channel", choices=Choice.Channel.values, default=Choice.Channel.EMAIL)
        parser.add_argument("--received", type=moment, metavar="ISO", help="the day or instant it reached us; without: now")
        parser.add_argument("--details", default="", metavar="TEXT", help="what the person wrote")

    def handle(self, *, kind: str, email: str, subject: UUID | None, received: date | datetime | None, **options: Any) -> None:
        now = timezone.now()
        received_at = now if received is None else _instant(received)
        if received_at > now:
            raise CommandError(_("A request cannot be received in the future."))
        people = everybody_at(email, subject)
        if subject and not people:
            raise CommandError(_("We have nothing under that address."))
        request = requests.receive(
            kind=kind,
            address=email,
            channel=options["channel"],
            received_at=received_at,
            subject=people[0] if len(people) == 1 else None,
            details=options["details"],
            now=now,
        )
        document = {"id": request.pk, "reference": request.reference, "due_on": request.due_on.isoformat()}
        words = _("Request %(reference)s, to be answered by %(due_on)s.") % document
        self.answer(document, words=words, as_json=options["as_json"])


def _instant(received: date | datetime) -> datetime:
    """Return an instant: of a day its beginning in Brussels, without offset UTC."""
    if not isinstance(received, datetime):
        return datetime.combine(received, time(), tzinfo=BRUSSELS)
    return received if received.tzinfo else received.replace(tzinfo=ZoneInfo("UTC"))
