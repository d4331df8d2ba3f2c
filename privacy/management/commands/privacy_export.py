"""``manage.py privacy_export``: the copy of everything we keep about a person (GDPR art. 15(3), 20)."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from privacy.export.archive import export_to_path
from privacy.management.base import AnsweringCommand, add_address_arguments, find_one_subject_at, parse_day
from privacy.subjects.lookup import language_of_subject
from privacy.web.refusal import Refusal


class Command(AnsweringCommand):
    help = (
        "Write everything we have about a person to a zip: an answer to read, data.json, a CSV for each "
        "table, a vCard, files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_address_arguments(parser)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE.zip")
        parser.add_argument(
            "--portable",
            action="store_true",
            help="only what the person provided on consent or contract (GDPR art. 20)",
        )
        parser.add_argument("--as-of", type=parse_day, metavar="DATE", help="as if it were this day")

    def handle(
        self,
        *,
        email: str,
        subject: UUID | None,
        output: Path,
        as_of: date | None,
        portable: bool,
        as_json: bool,
        **options: Any,
    ) -> None:
        person = find_one_subject_at(email, subject)
        try:
            with translation.override(language_of_subject(person)):
                names = export_to_path(person, output, today=as_of or timezone.localdate(), portable=portable)
        except Refusal as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(reason)s.") % {"file": output, "reason": error.strerror}
            ) from error
        self.answer(
            {"file": str(output), "contents": names},
            words="\n".join([str(output), *(f"  {name}" for name in names)]),
            as_json=as_json,
        )
