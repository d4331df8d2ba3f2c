"""``manage.py privacy_request``: record a data-subject request that came by letter, phone or mail."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.dates import BRUSSELS, day_of
from privacy.locks import latched
from privacy.management.base import (
    AnsweringCommand,
    add_address_arguments,
    find_subjects_at,
    found_nobody,
    require_one_subject,
)
from privacy.management.commands.privacy_deadline import parse_moment
from privacy.models import Choice, Request
from privacy.requests import clock, decisions, intake
from privacy.rights import corrections
from privacy.rights.registered import FIRST_DAY, right_named
from privacy.web.refusal import Refusal


class Command(AnsweringCommand):
    help = (
        "Record that somebody asked to exercise a right, so that its clock runs; the same request twice "
        "is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "kind", choices=Request.Kind.values, metavar="KIND", help=", ".join(Request.Kind.values)
        )
        add_address_arguments(parser)
        parser.add_argument("--channel", choices=Choice.Channel.values, default=Choice.Channel.EMAIL)
        parser.add_argument(
            "--received",
            type=parse_moment,
            metavar="ISO",
            help="the day or moment (without offset: local time) it reached us; without: now",
        )
        parser.add_argument("--details", default="", metavar="TEXT", help="what the person wrote")
        parser.add_argument(
            "--purpose",
            default="",
            metavar="SLUG",
            help="which use an objection or withdrawal is about; without: all",
        )
        parser.add_argument(
            "--set",
            type=parse_pair,
            action="append",
            default=[],
            dest="wanted",
            metavar="FIELD=VALUE",
            help="what a field should say (repeated)",
        )

    def handle(
        self, *, kind: str, email: str, subject: UUID | None, received: date | datetime | None, **options: Any
    ) -> None:
        now = timezone.now()
        received_at = now if received is None else _instant(received)
        if received_at > now:
            raise CommandError(_("A request cannot be received in the future."))
        if day_of(received_at) < FIRST_DAY:
            raise CommandError(
                f"--received: {_('The GDPR did not apply yet on that day (it does since 25 May 2018).')}"
            )
        wanted, purpose = dict(options["wanted"]), options["purpose"]
        _check(kind, purpose, wanted)
        people = find_subjects_at(email, subject)
        if subject and not people:
            raise CommandError(found_nobody(email))
        person = require_one_subject(people) if people else None
        details = options["details"] if person else _with(options["details"], wanted)
        try:
            with latched():
                request = intake.record_received_request(
                    kind=kind,
                    purpose=purpose,
                    address=email,
                    channel=options["channel"],
                    received_at=received_at,
                    subject=person,
                    details=details,
                    now=now,
                )
                if wanted and person:
                    corrections.propose_corrections(request, wanted, now=now)
                clock.move_receipt_forward(request, received_at, now=now)
                decisions.carry_out_at_once(request, now=now)
        except Refusal as error:
            raise CommandError(str(error)) from error
        document = {"id": request.pk, "reference": request.reference, "due_on": request.due_on.isoformat()}
        words = _("Request %(reference)s, to be answered by %(due_on)s.") % document
        self.answer(document, words=words, as_json=options["as_json"])


def parse_pair(text: str) -> tuple[str, str]:
    """Return FIELD and VALUE of ``FIELD=VALUE``; ``ArgumentTypeError`` otherwise."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(_("“%(text)s” is not of the form FIELD=VALUE") % {"text": text})
    return name.strip(), value


def _check(kind: str, purpose: str, wanted: dict[str, str]) -> None:
    """Raise ``CommandError`` for options that do not belong to the right, before anything is written."""
    if wanted and not right_named(kind).corrects_fields:
        raise CommandError(_("--set goes with rectification only."))
    try:
        right_named(kind).check_use(purpose)
    except Refusal as error:
        raise CommandError(str(error)) from error


def _with(details: str, wanted: dict[str, str]) -> str:
    """Return ``details`` with the corrections of somebody whom we do not know, as words."""
    return "\n".join(
        part for part in (details, *(f"{name}: {value}" for name, value in wanted.items())) if part
    )


def _instant(received: date | datetime) -> datetime:
    """Return the moment of receipt; of a day its beginning in Brussels."""
    if isinstance(received, datetime):
        return received
    return datetime.combine(received, time(), tzinfo=BRUSSELS)
