"""What SOM's commands share: ``--json``, dates, and finding one data subject by an address."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from privacy.models import Subject
from privacy.retention.mentions import mentions_of
from privacy.subjects.lookup import find_subjects
from privacy.web.refusal import Refusal

Day = TypeVar("Day", bound=date)
YEARS_TAKEN = (1900, 2999)
"""The years of dates that commands take: no policy reaches beyond."""


class AnsweringCommand(BaseCommand):
    """A command that answers with one JSON document under ``--json``, and in words otherwise.

    Exit status: 0 done, 1 could not (``CommandError``), 2 wrong usage (argparse).
    """

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="print one JSON document and nothing else"
        )

    def answer(self, document: Any, *, words: str, as_json: bool) -> None:
        """Print ``document`` as JSON or else ``words``."""
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) if as_json else words.rstrip())


def add_address_arguments(parser: ArgumentParser) -> None:
    """Add the arguments that name a data subject: an address, and a number where several people share it."""
    parser.add_argument("email", metavar="EMAIL", help="an e-mail address of the person")
    parser.add_argument(
        "--subject", type=parse_uuid, metavar="UUID", help="which of the people at that address"
    )


def find_one_subject_at(email: str, subject: UUID | None) -> Subject:
    """Return the data subject at that address; ``CommandError`` for none, or several without a number."""
    found = find_subjects_at(email, subject)
    if not found:
        raise CommandError(found_nobody(email))
    return require_one_subject(found)


def found_nobody(email: str) -> str:
    """Return what is answered where ``email`` finds nobody: that we have nothing only where it stands nowhere
    else."""
    if not mentions_of(email):
        return _("We have nothing under that address.")
    return _("That address finds nobody, but it stands somewhere: see privacy_explain, and look whose it is.")


def require_one_subject(found: Sequence[Subject]) -> Subject:
    """Return the only data subject of ``found``; ``CommandError``, with numbers, if there are several."""
    if len(found) > 1:
        numbers = "\n".join(str(one.pk) for one in found)
        raise CommandError(
            _("Several people share that address; choose one with --subject:\n%(numbers)s")
            % {"numbers": numbers}
        )
    return found[0]


def find_subjects_at(email: str, subject: UUID | None) -> Sequence[Subject]:
    """Return the data subjects at that address, or the one numbered ``subject``; ``CommandError`` if it is no
    address."""
    try:
        found = find_subjects(email)
    except Refusal as error:
        raise CommandError(str(error)) from error
    return [one for one in found if one.pk == subject] if subject else found


def parse_day(text: str) -> date:
    """Return the ISO date ``text``, from 1900 to 2999; ``ArgumentTypeError`` otherwise."""
    try:
        return require_near_year(date.fromisoformat(text), text)
    except ValueError as error:
        raise ArgumentTypeError(_("“%(text)s” is no date like 2026-11-22") % {"text": text}) from error


def require_near_year(moment: Day, text: str) -> Day:
    """Return ``moment``, read from ``text``; ``ArgumentTypeError`` where a period counted from it could leave
    the calendar."""
    if not YEARS_TAKEN[0] <= moment.year <= YEARS_TAKEN[1]:
        raise ArgumentTypeError(
            _("“%(text)s” lies too far away: take a year from %(first)d to %(last)d")
            % {"text": text, "first": YEARS_TAKEN[0], "last": YEARS_TAKEN[1]}
        )
    return moment


def parse_uuid(text: str) -> UUID:
    """Return the UUID ``text``; ``ArgumentTypeError`` otherwise."""
    try:
        return UUID(text)
    except ValueError as error:
        raise ArgumentTypeError(_("“%(text)s” is no UUID") % {"text": text}) from error
