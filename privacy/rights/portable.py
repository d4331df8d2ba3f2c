"""What a person may take along (GDPR art. 20): what they provided, on their consent or a contract with them.

The declarations say who gave us what, and which purposes rest on consent or contract. Whether one of those
holds, or ever held, is asked of the person's own rows: who only asked a question, or is a contact person of a
company, has no contract with us. What is kept after the work is done was still provided on the contract.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from privacy.declarations.policies import Group, Policy, Provided
from privacy.declarations.purposes import Basis
from privacy.models import Subject
from privacy.retention import state
from privacy.retention.explanation import Explained, explain
from privacy.retention.summary import is_own
from privacy.wording.words import citation_words, group_words, group_words_for_subject, list_words

BASES = (Basis.CONSENT, Basis.CONTRACT)
LONG_AGO = date(1900, 1, 1)
"""A day on which all work that was ever begun counts as going on: what needed it then, once did."""


class Split(NamedTuple):
    """What a person may take along, and in lines of a letter what not, and on which basis we keep that."""

    taken: list[Explained]
    behind: list[dict[str, str]]


def portable_rows(policy: Policy, rows: QuerySet[Any], *, today: date) -> list[tuple[Any, list[str]]]:
    """Return those of ``rows`` that hold something to take along, each with the names of the fields.

    What the person told us that is technical, such as a language, goes with the rest of its row.
    """
    given = [name for technical in policy.technical for name in technical.given]
    numbers = {group: _portable_numbers(group, rows, today=today) for group in policy.groups}
    if not any(numbers.values()):
        return []
    found = []
    for row in rows:
        names = [
            name for group in policy.groups if row.pk in numbers[group] for name in provided_fields(group)
        ]
        if names:
            found.append((row, names + given))
    return found


def split_portable(subject: Subject, *, today: date, of_another: bool = False) -> Split:
    """Return what ``subject`` may take along and what not, without what handling their rights left;
    ``of_another``: as who acts for them reads of it."""
    numbers: dict[Group, set[Any]] = {}
    taken, behind = [], {}
    for each in explain(subject, today=today):
        if each.state == state.State.EMPTY or is_own(each):
            continue
        group = each.group
        if group not in numbers:
            rows = group.model._base_manager.filter(**{str(group.policy.subject): subject})
            numbers[group] = _portable_numbers(group, rows, today=today)
        if each.row.pk in numbers[group]:
            taken.append(each)
        elif not group.policy.about_rights:
            line = {"what": group_words_for_subject(group), "why": _why_not(each)}
            if of_another:
                line = {"what": group_words(group), "why": _why_not_of_another(each)}
            behind[tuple(line.values())] = line
    return Split(taken, list(behind.values()))


def provided_fields(group: Group) -> list[str]:
    """Return the fields of ``group`` that the person provided, or that were observed of what they did."""
    return [name for name in group.fields if provider_of_field(group, name) is not Provided.US]


def provider_of_field(group: Group, name: str) -> Provided:
    """Return who gave us the field ``name``: ourselves, where the declaration does not say."""
    said = group.provided.get(name) if isinstance(group.provided, dict) else group.provided
    return said or Provided.US


def asks_to_be_said(group: Group) -> bool:
    """Return whether it makes a difference who gave us ``group``, and the declaration is silent."""
    return group.provided is None and bool(group.policy.subject) and _may_rest_on_them(group)


def _portable_numbers(group: Group, rows: QuerySet[Any], *, today: date) -> set[Any]:
    """Return the numbers of those of ``rows`` whose ``group`` rests, or once rested, on consent or
    contract."""
    conditions = []
    if group.on_consent:
        conditions.append(Q(**group.on_consent))
    if _may_rest_on_them(group):
        now = [purpose for purpose in group.keep if purpose.basis in BASES]
        contracts = [purpose for purpose in now if purpose.basis is Basis.CONTRACT]
        conditions.append(state.needed(group, today=today, purposes=now))
        conditions.append(state.needed(group, today=LONG_AGO, purposes=contracts))
    if not conditions or not provided_fields(group):
        return set()
    return set(rows.filter(reduce(or_, conditions)).order_by().values_list("pk", flat=True))


def _may_rest_on_them(group: Group) -> bool:
    return any(purpose.basis in BASES for purpose in group.keep)


def _why_not_of_another(each: Explained) -> str:
    """Return the same to whoever acts for the person."""
    told = _other_bases(each, of_another=True)
    return told or _("nothing rests on a consent or on an agreement any more")


def _why_not(each: Explained) -> str:
    """Return why a group cannot be taken along: we wrote it, or the basis on which it is kept."""
    if each.group.provided is not None and not provided_fields(each.group):
        return _("you did not give us this yourself")
    return _other_bases(each) or _("nothing rests on your consent or on an agreement with you any more")


def _other_bases(each: Explained, *, of_another: bool = False) -> str:
    """Return on which bases that give no right to take it along ``each`` is kept, in words."""
    purposes: Iterable[Any] = [reason.purpose for reason in each.reasons] or each.group.keep
    bases = dict.fromkeys(purpose.basis for purpose in purposes if purpose.basis not in BASES)
    return list_words(
        _("we keep it on the basis of %(basis)s (%(article)s)")
        % {
            "basis": basis.words_of_another if of_another else basis.words,
            "article": citation_words(basis.article),
        }
        for basis in bases
    )
