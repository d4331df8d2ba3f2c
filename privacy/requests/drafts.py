"""What staff prepare of an answer before it goes: words of their own for the letter, and whom to leave out of
the copy.

It lies encrypted on the file of the request. The mandatory parts of a letter are not in it, so nobody can
take them out (``privacy/delivery/letters.py`` looks once more). Whoever is asked for a copy is not given it:
it names who was left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from privacy.evidence.request_history import record_step
from privacy.export.redaction_marks import Draft
from privacy.models import Request
from privacy.requests.open_request import open_request
from privacy.web.refusal import Refusal

LONGEST_WORDS, MOST_MARKS, LONGEST_MARK = 5_000, 200, 200


def keep_draft(
    request: Request,
    *,
    words: str,
    also: Iterable[str],
    stand: Iterable[str],
    by: AbstractBaseUser,
    now: datetime,
) -> Draft:
    """Keep this as the draft of ``request``, in place of an earlier one, and return it.

    ``Refusal`` if something is too long or too much, ``AlreadyDecided`` once the request was decided.
    """
    draft = Draft(words.strip(), _lines(also), _lines(stand))
    if len(draft.words) > LONGEST_WORDS:
        raise Refusal(_("Your own words: at most %(most)d characters.") % {"most": LONGEST_WORDS})
    marks = (*draft.also, *draft.stand)
    if len(marks) > MOST_MARKS or any(len(mark) > LONGEST_MARK for mark in marks):
        raise Refusal(
            _("At most %(most)d marked words, none longer than %(long)d.")
            % {"most": MOST_MARKS, "long": LONGEST_MARK}
        )
    with open_request(request) as fresh:
        fresh.draft = json.dumps(asdict(draft)) if draft != Draft() else None
        fresh.save(update_fields=["draft"])
        record_step(fresh, "prepared", now=now, by=by)
    return draft


def _lines(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.strip() for mark in marks if mark.strip()))
