"""Letters to somebody who acts for another: they speak of the person named, not of "your data" (a mandate).

Each letter about a request with a mandate goes out as one of three: what is told, the same with reasons and
the ways to complain, or with a copy by post. Their facts are those of the letter that the person would have
got; for what was asked stands the law's name of the right.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from privacy.declarations.letters import letters
from privacy.models import Request, Subject
from privacy.subjects.names import names_of_subject

TOLD, REASONED, WITH_COPY = "for-another", "for-another-reasons", "for-another-copy"
OWN = frozenset({TOLD, REASONED, WITH_COPY, "answer-deceased"})
"""Letters that speak to whoever acts for another already."""


def letter_for_another(
    request: Request, template: str, context: dict[str, Any], *, person: str = ""
) -> tuple[str, dict[str, Any]]:
    """Return the letter and facts with which ``template`` goes out: the same, unless somebody acts for the
    person of ``request``. ``person`` is their name, where it may be gone by now."""
    if not request.mandate or template in OWN:
        return template, context
    letter = letters.named(template)
    facts = {
        "kind": request.kind,
        "reference": request.reference,
        "received_at": request.received_at.isoformat(),
        "person": person or name_of_person(request.subject),
        "about": template,
    }
    facts = context | facts
    if not letter.reasons:
        return WITH_COPY if letter.encloses_copy else TOLD, facts
    given = context[letter.reasons]
    why = given if isinstance(given, str) else "\n".join(f"{each['what']}: {each['why']}" for each in given)
    return REASONED, facts | {"why": why or _("We have nothing that this right is about.")}


def name_of_person(subject: Subject | None) -> str:
    """Return how a letter names ``subject``; of whom we know no name that somebody acts for them."""
    names = names_of_subject(subject) if subject else []
    return names[0] if names else _("somebody else")
