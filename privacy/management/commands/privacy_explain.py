"""``manage.py privacy_explain``: why each group of data about somebody is kept, and until when."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.management.base import AnsweringCommand, add_address_arguments, find_subjects_at, parse_day
from privacy.retention.explanation import Explained, as_json, explain


class Command(AnsweringCommand):
    help = "Say of everything we keep about a person why, and until when."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_address_arguments(parser)
        parser.add_argument("--as-of", type=parse_day, metavar="DATE", help="as if it were this day")

    def handle(self, *, email: str, subject: UUID | None, as_of: date | None, **options: Any) -> None:
        today = as_of or timezone.localdate()
        answers = [(one, explain(one, today=today)) for one in find_subjects_at(email, subject)]
        document = {"subjects": [as_json(one, explained) for one, explained in answers]}
        words = "\n\n".join("\n".join([str(one), *map(_in_words, explained)]) for one, explained in answers)
        self.answer(
            document, words=words or _("We have nothing under that address."), as_json=options["as_json"]
        )


def _in_words(explained: Explained) -> str:
    head = f"  {explained.group.label} ({explained.row.pk}): {explained.state}"
    reasons = [
        f"    {reason.purpose.words} - {reason.text}"
        + (f" ({reason.law})" if reason.law else "")
        + (", " + _("through %(day)s") % {"day": reason.until.isoformat()} if reason.until else "")
        for reason in explained.reasons
    ]
    return "\n".join([head, *reasons, *(f"    {hold}" for hold in explained.held_by_number)])
