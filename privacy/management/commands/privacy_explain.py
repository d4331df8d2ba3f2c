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
from privacy.retention.mentions import Mention, mentions_of
from privacy.retention.remembered import remembered_at


class Command(AnsweringCommand):
    help = "Say of everything we keep about a person why, and until when."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_address_arguments(parser)
        parser.add_argument("--as-of", type=parse_day, metavar="DATE", help="as if it were this day")

    def handle(self, *, email: str, subject: UUID | None, as_of: date | None, **options: Any) -> None:
        today = as_of or timezone.localdate()
        answers = [(one, explain(one, today=today)) for one in find_subjects_at(email, subject)]
        noes, mentions = remembered_at(email, today=today), mentions_of(email)
        document = {"subjects": [as_json(one, explained) for one, explained in answers]}
        if answers or noes or mentions:  # of an address that we know nothing of there are no subjects, only
            document["remembered"] = [no.as_json() for no in noes]
        if mentions:
            document["mentioned"] = [mention.as_json() for mention in mentions]
        parts = ["\n".join([str(one), *map(_in_words, explained)]) for one, explained in answers]
        parts += [no.sentence() for no in noes]
        if mentions:
            parts.append("\n".join([_("This address also stands in:"), *map(_mention_in_words, mentions)]))
        if not answers and mentions:
            parts.append(_("Look there before you answer that we have nothing."))
        words = "\n\n".join(parts) or _("We have nothing under that address.")
        self.answer(document, words=words, as_json=options["as_json"])


def _in_words(explained: Explained) -> str:
    head = f"  {explained.group.label} ({explained.row.pk}): {explained.state}"
    reasons = [
        f"    {reason.purpose.words} - {reason.text}"
        + (f" ({reason.law})" if reason.law else "")
        + (", " + _("through %(day)s") % {"day": reason.until.isoformat()} if reason.until else "")
        + (f". {reason.term_source}" if reason.own_term else "")
        for reason in explained.reasons
    ]
    return "\n".join([head, *reasons, *(f"    {hold}" for hold in explained.held_by_number)])


def _mention_in_words(mention: Mention) -> str:
    return f"  {mention.label}.{mention.field} ({mention.row.pk})"
