"""``manage.py privacy_deadline``: the last day to answer a data-subject request (GDPR art. 12(3))."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from privacy.dates import BRUSSELS
from privacy.management.base import AnsweringCommand, parse_day, require_near_year
from privacy.requests.deadline import Suspension, deadline
from privacy.web.refusal import Refusal


class Command(AnsweringCommand):
    help = (
        "Say when a request received on that day, or at that moment, must be answered. A moment without "
        "offset is local time. Needs no database."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "received", type=parse_moment, metavar="RECEIVED", help="2026-11-22 or 2026-11-22T08:15"
        )
        parser.add_argument(
            "--suspended",
            nargs="+",
            action="extend",
            default=[],
            type=parse_suspension,
            metavar="FROM>TO",
            help="the days on which we asked something needed, and got the answer",
        )

    def handle(
        self, *, received: date | datetime, suspended: list[Suspension], as_json: bool, **options: Any
    ) -> None:
        try:
            found = deadline(received, suspensions=suspended)
        except Refusal as error:
            raise CommandError(str(error)) from error
        document = {name: value.isoformat() for name, value in asdict(found).items()}
        words = [
            _("Answer by %(day)s; plan on %(target)s.")
            % {"day": document["due"], "target": document["internal_target"]},
            _("Extended: %(day)s; plan on %(target)s.")
            % {"day": document["extended_due"], "target": document["extended_conservative"]},
        ]
        self.answer(document, words="\n".join(words), as_json=as_json)


def parse_moment(text: str) -> date | datetime:
    """Return the ISO date ``text``, or the moment (without offset: local time), which knows its zone;
    ``ArgumentTypeError`` otherwise."""
    if "T" not in text and " " not in text:
        return parse_day(text)
    try:
        moment = datetime.fromisoformat(text)
        return require_near_year(moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS), text)
    except ValueError as error:
        raise ArgumentTypeError(
            _("“%(text)s” is no moment like 2026-11-22T08:15") % {"text": text}
        ) from error


def parse_suspension(text: str) -> Suspension:
    """Return the suspension ``FROM>TO``; ``ArgumentTypeError`` otherwise."""
    asked, mark, answered = text.partition(">")
    if not mark:
        raise ArgumentTypeError(
            _("“%(text)s” is no pair of dates like 2026-11-22>2026-11-25") % {"text": text}
        )
    return Suspension(parse_day(asked), parse_day(answered))
