"""``manage.py privacy_sweep``: erase what no purpose needs any more."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.declarations.registry import registry
from privacy.locks import Busy
from privacy.management.base import AnsweringCommand, parse_day
from privacy.nightly import preview_sweep, sweep_and_follow_up
from privacy.retention import orphans
from privacy.retention.rules import all_rules
from privacy.retention.sweep import Report
from privacy.web.refusal import Refusal


class Command(AnsweringCommand):
    help = "Erase what no purpose needs any more; the same that runs every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--as-of",
            type=parse_day,
            metavar="DATE",
            help="as if it were this day (a day to come only in demo data)",
        )
        parser.add_argument("--dry-run", action="store_true", help="only count what is due")
        parser.add_argument(
            "--confirm", action="append", default=[], metavar="LABEL", help="let this label pass its fuse"
        )

    def handle(
        self, *, as_of: date | None, dry_run: bool, confirm: list[str], as_json: bool, **options: Any
    ) -> None:
        unknown = set(confirm) - {rule.label for rule in all_rules()} - {orphans.LABEL}
        if unknown:
            raise CommandError(_("No rule is called %(labels)s.") % {"labels": ", ".join(sorted(unknown))})
        today = as_of or timezone.localdate()
        try:
            report = (
                preview_sweep(today=today) if dry_run else sweep_and_follow_up(today=today, confirm=confirm)
            )
        except Refusal as error:
            raise CommandError(str(error)) from error
        except Busy as error:
            raise CommandError(_("Another sweep is running.")) from error
        self.answer(report_as_document(report), words=describe_report(report), as_json=as_json)


def report_as_document(report: Report) -> dict[str, Any]:
    """Return the report as its JSON document: a line for each group, and for each table whose empty rows
    went."""
    order = [group.label for group in registry.groups]
    lines = sorted(
        report.lines.values(),
        key=lambda line: (order.index(line.label) if line.label in order else len(order), line.label),
    )
    return {
        "as_of": report.as_of.isoformat(),
        "dry_run": report.dry_run,
        "lines": [
            {"label": n.label, "due": n.due, "erased": n.erased, "held": n.held, "fuse": n.fuse}
            for n in lines
        ],
        "statements": report.statements,
    }


def describe_report(report: Report) -> str:
    """Return the report as a table in words, without the lines in which nothing was due or held."""
    lines = [line for line in report.lines.values() if line.due or line.held]
    title = _("Due on %(day)s:") if report.dry_run else _("Swept as of %(day)s:")
    rows = [
        f"  {n.label:<36} {n.due:>7} {n.erased:>7} {n.held:>7}{'  !' + _('fuse') if n.fuse else ''}"
        for n in lines
    ]
    head = f"  {'':<36} {_('due'):>7} {_('erased'):>7} {_('held'):>7}"
    return "\n".join(
        [title % {"day": report.as_of.isoformat()}, head, *rows]
        if rows
        else [title % {"day": report.as_of.isoformat()}, "  " + _("nothing")]
    )
