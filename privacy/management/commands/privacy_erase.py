"""``manage.py privacy_erase``: carry out the wish of a data subject to be forgotten (GDPR art. 17)."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.management.base import AnsweringCommand, add_address_arguments, find_one_subject_at, parse_day
from privacy.models import Choice
from privacy.rights.erasure import Erased, erase, preview_erasure
from privacy.web.refusal import Refusal


class Command(AnsweringCommand):
    help = (
        "Record that a person asked to be forgotten, and erase what may go now; the rest goes by itself "
        "in time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_address_arguments(parser)
        parser.add_argument(
            "--as-of",
            type=parse_day,
            metavar="DATE",
            help="as if it were this day (a day to come only in demo data)",
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would go and what would stay")

    def handle(
        self,
        *,
        email: str,
        subject: UUID | None,
        as_of: date | None,
        dry_run: bool,
        as_json: bool,
        **options: Any,
    ) -> None:
        person = find_one_subject_at(email, subject)
        try:
            act = preview_erasure if dry_run else erase
            erasure = act(person, today=as_of or timezone.localdate(), source=Choice.Channel.EMAIL)
        except Refusal as error:
            raise CommandError(str(error)) from error
        document = {
            "erased": erasure.erased,
            "kept": erasure.kept,
            "processors": [{"name": name, "state": str(state)} for name, state in erasure.processors],
        }
        self.answer(document, words=_in_words(erasure, dry_run), as_json=as_json)


def _in_words(erasure: Erased, dry_run: bool) -> str:
    gone = [
        _("Would go:") if dry_run else _("Gone:"),
        *(f"  {label}" for label in erasure.erased or [_("nothing")]),
    ]
    stays = [
        f"  {entry['label']}: {entry['purpose']}"
        + (f", {entry['law']}" if entry["law"] else "")
        + (", " + _("through %(day)s") % {"day": entry["until"]} if entry["until"] else "")
        for entry in erasure.kept
    ]
    others = [f"  {name}: {state.words}" for name, state in erasure.processors]
    return "\n".join(
        [
            *gone,
            _("Stays:"),
            *(stays or ["  " + _("nothing")]),
            *([_("At others:"), *others] if others else []),
        ]
    )
