"""``manage.py privacy_transfers``: what leaves the European Economic Area, and whether it may (GDPR art.
44-49)."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.declarations.countries import country_code, is_country_code
from privacy.declarations.safeguards import FLAGS, read_conditions
from privacy.declarations.transfer_mechanisms import MECHANISMS, judge_transfer
from privacy.declarations.transfer_rules import Conditions, Verdict
from privacy.management.base import AnsweringCommand, parse_day
from privacy.recipients.transfers import Transfer, find_transfers
from privacy.wording.words import citation_words


class Command(AnsweringCommand):
    help = (
        "List what each recipient in the settings receives outside the European Economic Area, by which "
        "mechanism, and whether that holds on a day; or ask it of one mechanism. Needs no database."
    )
    requires_migrations_checks = False
    requires_system_checks = ()  # it explains what they refuse

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        self.parser = parser
        parser.add_argument("--on", type=parse_day, metavar="DATE", help="the day (today)")
        parser.add_argument(
            "--mechanism", metavar="M", help=f"ask it of one: {', '.join(MECHANISMS)}; with --country"
        )
        parser.add_argument(
            "--country", type=parse_country, metavar="CC", help="ISO 3166; XX is any outside the EEA"
        )
        parser.add_argument(
            "--with",
            action="append",
            default=[],
            choices=FLAGS,
            dest="flags",
            help="what is known of the transfer (repeat it)",
        )
        parser.add_argument(
            "--concluded", type=parse_day, metavar="DATE", help="when the contract was concluded"
        )
        parser.add_argument(
            "--checked", type=parse_day, metavar="DATE", help="when the list of certified importers was seen"
        )

    def handle(
        self,
        *,
        on: date | None,
        mechanism: str | None,
        country: str | None,
        flags: list[str],
        concluded: date | None,
        checked: date | None,
        as_json: bool,
        **options: Any,
    ) -> None:
        on = on or timezone.localdate()
        conditions = replace(read_conditions(flags), concluded=concluded, checked=checked)
        if mechanism and country:
            verdict = judge_transfer(mechanism.upper(), country=country, on=on, conditions=conditions)
            self.answer(_as_json(verdict), words=_in_words(verdict), as_json=as_json)
        elif mechanism or country or conditions != Conditions():
            raise CommandError(_("Say both --mechanism and --country, or neither."), returncode=2)
        else:
            transfers = find_transfers(on=on)
            document = {"on": on.isoformat(), "transfers": [_transfer_as_json(each) for each in transfers]}
            self.answer(document, words=_table(transfers), as_json=as_json)


def parse_country(text: str) -> str:
    """Return the country code ``text``; ``ArgumentTypeError`` where it is none."""
    code = country_code(text)
    if not is_country_code(code):
        raise ArgumentTypeError(
            _("“%(country)s” is no country code of two letters (ISO 3166)") % {"country": text}
        )
    return code


def _as_json(verdict: Verdict) -> dict[str, Any]:
    return {"valid": str(verdict.validity), "reason": citation_words(verdict.reason)}


def _in_words(verdict: Verdict) -> str:
    return f"{verdict.validity.words}: {citation_words(verdict.reason)}"


def _transfer_as_json(transfer: Transfer) -> dict[str, Any]:
    party = transfer.recipient.party
    return {
        "recipient": transfer.recipient.slug,
        "name": transfer.recipient.name,
        "country": (party.country if party else "") or None,
        "mechanism": transfer.mechanism or None,
        **_as_json(transfer.verdict),
        "until": transfer.until.isoformat() if transfer.until else None,
    }


def _table(transfers: list[Transfer]) -> str:
    """Return a line for each transfer: who, where, by what, and whether it holds."""
    rows = [
        (
            each.recipient.name,
            each.recipient.country or "-",
            str(MECHANISMS[each.mechanism].words) if each.mechanism else "-",
            _in_words(each.verdict),
        )
        for each in transfers
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines) or _("Nobody else receives anything.")
