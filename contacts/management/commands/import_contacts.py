"""``import_contacts FILE``: bring the people of an address book into the client register (DESIGN §11)."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from contacts.importing.file_format import AddressBook, UnknownFormat, open_address_book
from contacts.importing.report import ImportReport
from contacts.importing.store import ChangedMeanwhile, NothingReadable, digest_file, store_address_book


class Command(BaseCommand):
    help = (
        "Import the people of an address book: vCard, or a table of Google, Outlook, HubSpot, Campaign "
        "Monitor or our own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="report what would be done, and write nothing"
        )
        parser.add_argument(
            "--source",
            default="",
            metavar="TEXT",
            help="who or what gave us these data; told to the people themselves",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    def handle(self, *_args: Any, **options: Any) -> None:
        file, dry_run = options["file"], options["dry_run"]
        try:
            report = self._store(open_address_book(file), file, dry_run=dry_run, source=options["source"])
        except OSError as error:
            raise CommandError(_("The file cannot be read.")) from error
        except (UnknownFormat, NothingReadable, ChangedMeanwhile) as error:
            raise CommandError(str(error)) from error
        self._print(report, dry_run=dry_run, as_json=options["json"])

    def _store(self, book: AddressBook, file: Path, *, dry_run: bool, source: str) -> ImportReport:
        with tqdm(
            total=book.total, unit="B", unit_scale=True, file=sys.stderr, disable=None, leave=False
        ) as bar:
            return store_address_book(
                book,
                mark=digest_file(file),
                form=book.format,
                today=timezone.localdate(),
                source=source,
                rehearsal=dry_run,
                progress=lambda _rows: _move(bar, book),
            )

    def _print(self, report: ImportReport, *, dry_run: bool, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
            return
        for line in report.lines():
            self.stdout.write(line)
        if dry_run:
            self.stderr.write(_("Nothing was written: this was a rehearsal."))
        else:
            self.stderr.write(
                _("To take this out again: undo_import %(batch)d") % {"batch": report.batch or 0}
            )


def _move(bar: tqdm[Any], book: AddressBook) -> None:
    bar.update(book.position - bar.n)
