"""Grounds on which a request can be refused, and the facts that show that one holds (GDPR art. 12(4), 12(5)).

A ground belongs to a right: those of every request stand here, others in the file of their right. The
sentence of the law shows nothing by itself; whoever refuses fills in the facts, and the letter tells both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.declarations.purposes import Words
from privacy.web.refusal import Refusal


@dataclass(frozen=True)
class Fact:
    """Something that shows that a ground holds: ``question`` asks staff for it, ``words`` stand before the
    answer in the letter."""

    slug: str
    question: Words
    words: Words


@dataclass(frozen=True)
class Ground:
    """A ground on which a request can be refused, in a sentence of the letter (GDPR art. 12(4)), and the
    ``facts`` without which it shows nothing."""

    slug: str
    words: Words
    facts: tuple[Fact, ...]

    def field_of(self, fact: Fact) -> str:
        """Return the name of the field in which staff fill in ``fact``."""
        return f"{self.slug}-{fact.slug}"


@dataclass(frozen=True)
class Reasons:
    """Why a request is to be refused: the slug of its ground, the facts by their slug, and more words of
    one's own; what is written is in the language of the person."""

    ground: str
    facts: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


def reasons_in_letter(grounds: Iterable[Ground], reasons: Reasons) -> str:
    """Return ``reasons`` as the letter tells them, in the active language.

    ``Refusal`` for a ground that is none of ``grounds``, naming those, and for a fact that is not filled in.
    """
    known = {ground.slug: ground for ground in grounds}
    ground = known.get(reasons.ground)
    if ground is None:
        raise Refusal(
            _("“%(slug)s” is no ground on which this right can be refused. These are: %(known)s.")
            % {"slug": reasons.ground, "known": ", ".join(known)}
        )
    told = [(fact, reasons.facts.get(fact.slug, "").strip()) for fact in ground.facts]
    for fact, said in told:
        if not said:
            raise Refusal(
                _("A refusal is shown by facts. Fill in: %(question)s") % {"question": fact.question}
            )
    lines = [f"{fact.words}: {said}" for fact, said in told]
    return "\n\n".join(part for part in (str(ground.words), *lines, reasons.words.strip()) if part)


UNKNOWN = Ground(
    "unknown",
    gettext_lazy(
        "We cannot be sure that you are the person these data are about (GDPR art. 12(2) and 12(6))."
    ),
    (
        Fact(
            "doubt",
            gettext_lazy("Why can we not be sure, and what did we ask to find out?"),
            gettext_lazy("Why we cannot be sure, and what we asked"),
        ),
    ),
)
EXCESSIVE = Ground(
    "excessive",
    gettext_lazy("Your request is manifestly excessive (GDPR art. 12(5))."),
    (
        Fact(
            "requests",
            gettext_lazy("Which earlier requests, and when did they come in?"),
            gettext_lazy("Your earlier requests"),
        ),
        Fact(
            "answers",
            gettext_lazy("When and how did we answer them?"),
            gettext_lazy("Our answers"),
        ),
        Fact(
            "why",
            gettext_lazy("What shows that this one is excessive? A number of requests alone does not."),
            gettext_lazy("Why this one is excessive"),
        ),
    ),
)
UNFOUNDED = Ground(
    "unfounded",
    gettext_lazy("Your request is manifestly unfounded (GDPR art. 12(5))."),
    (
        Fact(
            "why",
            gettext_lazy("What shows that the request has nothing to do with their own data?"),
            gettext_lazy("What shows this"),
        ),
    ),
)

EVERY_REQUEST = (UNKNOWN, EXCESSIVE, UNFOUNDED)
"""The grounds of the law for every request (GDPR art. 12(5) and (6)), in the order in which they are offered:
those that only one right knows come after them."""
