"""``undo_import BATCH``: take out what an import brought and nobody has touched since."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from contacts.importing.undo import undo_import
from contacts.models import ImportBatch


class Command(BaseCommand):
    help = (
        "Take out what one import brought and nobody has touched since; what is in use stays, and is named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", type=int, metavar="BATCH")
        parser.add_argument(
            "--dry-run", action="store_true", help="report what would be done, and change nothing"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            batch = ImportBatch.objects.get(pk=options["batch"])
        except ImportBatch.DoesNotExist as error:
            raise CommandError(_("There is no import %(batch)d.") % {"batch": options["batch"]}) from error
        undone = undo_import(batch, rehearsal=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(undone.as_json(), ensure_ascii=False))
            return
        self.stdout.write(
            _(
                "Taken out: %(contacts)d people, %(points)d addresses, %(companies)d companies; "
                "%(blanked)d values are blank again."
            )
            % {
                "contacts": undone.contacts,
                "points": undone.points,
                "companies": undone.companies,
                "blanked": undone.blanked,
            }
        )
        for label, row, reason in undone.kept:
            self.stdout.write(
                _("kept: %(label)s %(row)d: %(reason)s") % {"label": label, "row": row, "reason": reason}
            )
