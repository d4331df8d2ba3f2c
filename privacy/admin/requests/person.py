"""Who a request is about, on its page: whom its address leads to, and the choice of one of them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import gettext

from privacy.admin.requests.posted import Act, Posted
from privacy.models import Request, Subject
from privacy.requests import decisions
from privacy.requests.preview import Preview
from privacy.retention.mentions import Mention
from privacy.staff_access.titles import page_address, people_of
from privacy.staff_access.visibility import User
from privacy.subjects.lookup import requester_is_verified, subject_with_id
from privacy.subjects.named import find_subjects_at, find_subjects_named
from privacy.web.refusal import Refusal
from privacy.wording.words import label_words

Links = list[tuple[str, str]]
"""Titles of rows, each with the address of its page."""


@dataclass(frozen=True)
class PersonCard:
    """Whom the request is about and who else it may be about, as far as the reader may see them."""

    people: Links
    candidates: list[tuple[Subject, Links]]
    address_known: bool
    """Whether the request came from an address that we know as one of the person."""
    may_name: bool
    """Whether staff look for the person: somebody acts for them, they wrote a letter, or we had to ask."""
    typed: str
    """What staff looked for, or else the name in the letter."""
    looked: bool
    """Whether somebody said already whom it is about, or that it is nobody we know."""
    may_choose: bool
    """Whether the person is one of the candidates, to be chosen."""
    mentions: Links
    """Where the address stands though it finds nobody."""


def build_person_card(
    request: Request, seen: Preview | None, *, user: User, may_decide: bool, typed: str = ""
) -> PersonCard:
    """Return whom ``request`` is about, and if it waits for a decision, who else it may be: whom its address
    leads to, or where staff look for the person, who may be meant by what they ``typed`` or by the name in
    the letter."""
    may_name = may_decide and decisions.may_choose_any_subject(request)
    typed = typed or ("" if request.subject_id or request.mandate else _name_in(request.postal or ""))
    found = seen.candidates if seen else []
    if may_name and typed:
        found = list(dict.fromkeys([*find_subjects_at(typed), *find_subjects_named(typed)]))
    people = people_of(
        [*found, *([request.subject] if request.subject else [])], user=user, today=timezone.localdate()
    )
    several = len(found) > 1 or (bool(found) and not request.subject_id)
    return PersonCard(
        people=people.get(request.subject_id, []),
        candidates=[(subject, people[subject.pk]) for subject in found],
        address_known=requester_is_verified(request),
        may_name=may_name,
        typed=typed,
        looked=seen is not None and not decisions.needs_choice_of_subject(seen),
        may_choose=may_decide and (bool(found) if may_name else several),
        mentions=[_where(mention) for mention in seen.mentions] if seen else [],
    )


def _where(mention: Mention) -> tuple[str, str]:
    """Return the table, the number of the row and its field, and the address of its page, if it has one."""
    field = mention.policy.model._meta.get_field(mention.field)
    words = str(getattr(field, "verbose_name", mention.field))
    title, link = f"{label_words(mention.label)} {mention.row.pk}: {words}", ""
    with suppress(NoReverseMatch):  # a row without a page of its own
        link = page_address(mention.policy.model, mention.row.pk)
    return title, link


def _name_in(postal: str) -> str:
    """Return the first line of a postal address."""
    return postal.strip().partition("\n")[0].strip()


def _name(posted: Posted) -> str:
    found = find_subjects_at(posted.text("person"))
    if len(found) != 1:
        raise Refusal(
            gettext(
                "That leads to nobody, or to several people. Choose who is meant from those that were found, "
                "or look for another name, address or number."
            )
        )
    return _choose(posted, found[0])


def _choose_candidate(posted: Posted) -> str:
    number = posted.text("subject")
    found = subject_with_id(number)
    if number and found is None:
        raise Refusal(gettext("That person is not found by the address that asked."))
    return _choose(posted, found)


def _choose(posted: Posted, subject: Subject | None) -> str:
    decisions.choose_subject(posted.request, subject, by=posted.by)
    return gettext("The person was chosen. Look at what follows from it.")


ACTS: dict[str, Act] = {"represent": _name, "choose": _choose_candidate}
