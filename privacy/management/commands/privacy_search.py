"""``manage.py privacy_search``: look in tables, indexes and files for what is left after an erasure."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.management.base import AnsweringCommand
from privacy.proof import verification


class Command(AnsweringCommand):
    help = (
        "Look in every table, index and file for what may be left of whoever was erased; the same that "
        "runs every night."
    )

    def handle(self, *, as_json: bool, **options: Any) -> None:
        outcome = verification.verify_erasures(now=timezone.now())
        counts = {"searched": outcome.searched, "clean": outcome.clean}
        words = [_("Searched after %(searched)d erasures; of %(clean)d nothing is left over.") % counts]
        words += [f"  {one['subject']}: {one['where']} {one['row'] or ''}".rstrip() for one in outcome.left]
        self.answer({**counts, "left": outcome.left}, words="\n".join(words), as_json=as_json)
