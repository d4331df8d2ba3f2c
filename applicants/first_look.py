"""The blind first look: whoever is to evaluate an application reads what it says before who it is from.

Name, address, number and files, in which these stand and often a photo, stay hidden until their own
evaluation is written. The privacy role outside the hiring group evaluates nobody, and sees whose request it
handles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _

from applicants.models import Application, Evaluation, Position
from applicants.seen_by import has_evaluated
from privacy.staff_access.visibility import is_privacy_role

HIDDEN = "▒▒▒"
GAP = r"\W{0,3}"
"""What stands between the digits of a number."""
SHORTEST = 3
"""Shorter words of a name stand in other words too."""


def is_blind(application: Application, *, user: Any, today: date) -> bool:
    """Return whether ``user`` does not see yet who applied."""
    return looks_blind(application.position, user=user, today=today) and not has_evaluated(application, user)


def looks_blind(position: Position, *, user: Any, today: date) -> bool:
    """Return whether ``user`` looks blind at who applies for ``position``, as long as it is open."""
    if not position.blind_first_look or not position.is_open(today):
        return False
    return not is_privacy_role(user) or position.hiring_group.filter(pk=user.pk).exists()


def has_applications(position: Position) -> bool:
    """Return whether somebody ever applied: from then on a blind first look is kept to."""
    return Application.objects.filter(position=position.pk).exists()


def list_blind(rows: Iterable[Application], position: Position, *, user: Any, today: date) -> set[int]:
    """Return the primary keys of those of ``rows``, all for ``position``, of whom ``user`` does not see yet
    who they are; in two statements."""
    if not looks_blind(position, user=user, today=today):
        return set()
    keys = {row.pk for row in rows}
    seen = Evaluation.objects.filter(application__in=keys, evaluator__in=[user.pk])
    return keys - set(seen.values_list("application", flat=True))


def name_shown(application: Application, *, blind: bool) -> str:
    """Return what an application is called: by its number to who may not know yet who it is from, or where no
    name is left."""
    name = "" if blind else application.full_name()
    return name or _("Candidate %(number)d") % {"number": application.pk}


def hide_names(text: str, application: Application) -> str:
    """Return ``text`` of the applicant without the names, address and number that we have of them. What else
    tells who they are, stays: nobody can promise more of a text."""
    words = [*application.first_name.split(), *application.last_name.split()]
    told = {application.email, application.phone, *(each for each in words if len(each) >= SHORTEST)} - {""}
    for each in sorted(told, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return _hide_number(text, application.phone)


def _hide_number(text: str, phone: str) -> str:
    """Return ``text`` without ``phone`` (E.164) in any spelling: with or without its country, in any groups.

    ``read_phones`` gives up on a text with very many digits; here each of them may be the number.
    """
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return text
    digits = GAP.join(phonenumbers.national_significant_number(number))
    country = GAP.join(str(number.country_code))
    written = rf"(?<!\d)[(+]*(?:(?:0{GAP}0{GAP})?{country}{GAP})?(?:0{GAP})?{digits}(?!\d)"
    return re.sub(written, HIDDEN, text)
