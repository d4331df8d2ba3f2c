"""The letters that leave the house, declared once each.

Each app says so in its ``letters.py``, found as its ``policy.py`` is: ``declare_letters(Letter(…), …)``.
What a letter must be told, what it is sent for, which duty it fulfils and what it may not lack are readings
of its declaration; its words lie in ``templates/mail``. A letter that is not declared is not sent.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from privacy.declarations.purposes import Purpose
from privacy.models import DutyFulfilled


@dataclass(frozen=True)
class Letter:
    """A letter of ``templates/mail``: a subject, a plain text, and an HTML part that says the same.

    ``slug``          names its templates, and stands in the outbox until it is sent
    ``purpose``       what it is sent for: a duty goes out whatever somebody chose, all else asks the gate
    ``needs``         facts without which it is not written. Days and moments are ISO, ``kind`` is a slug of
                      ``Request.Kind``, ``link`` names its host; ``erased``, ``goes`` and ``did`` are words,
                      ``kept`` is a list of ``{"what", "why", "law", "until"}`` where law and until (the last
                      day) may be null, ``refused`` a list of ``{"what", "why"}``. Any letter may have
                      ``words`` besides: what staff add in words of their own
    ``tells``         the duty to inform that it fulfils once it left
    ``reasons``       the fact that gives the reasons of a letter that says no, or not yet: without these, the
                      way to complain and the way to a court it does not leave (GDPR art. 12(3) and 12(4))
    ``encloses_copy`` the copy of the person's data goes with it, printed
    ``calendar``      the fact that is an event for a calendar (RFC 5545), which is attached
    ``to_staff``      it goes to a colleague about their own account, whose data the law asks for: it says
                      nothing of an objection, which these do not know (GDPR art. 21(1))
    ``closes``        it answers the record that it is about, which is closed with it: when it is handed over
                      that record need only be there still
    """

    slug: str
    _: KW_ONLY
    purpose: Purpose
    needs: tuple[str, ...] = ()
    tells: DutyFulfilled.What | None = None
    reasons: str = ""
    encloses_copy: bool = False
    calendar: str = ""
    to_staff: bool = False
    closes: bool = False

    @property
    def templates(self) -> tuple[str, str, str]:
        """Return the names of the templates of its subject, plain text and HTML part."""
        return f"mail/{self.slug}.subject.txt", f"mail/{self.slug}.txt", f"mail/{self.slug}.html"

    def duties_fulfilled(self, *, first: bool) -> list[DutyFulfilled.What]:
        """Return the duties to inform that it fulfils; the ``first`` to a person has the right to object."""
        objection = [DutyFulfilled.What.OBJECTION] if first else []
        return objection + ([self.tells] if self.tells else [])


class Letters:
    """Those declared, in that order. ``_registry`` is what ``autodiscover_modules`` puts back when an app
    fails to load."""

    def __init__(self) -> None:
        self._registry: dict[str, Letter] = {}

    def add(self, *declared: Letter) -> None:
        """Register ``declared``; ``ValueError`` for another letter of the same slug."""
        for letter in declared:
            if self._registry.setdefault(letter.slug, letter) != letter:
                raise ValueError(f"{letter.slug} is declared twice")

    @property
    def every(self) -> list[Letter]:
        """Return all that are declared."""
        return list(self._registry.values())

    def named(self, slug: str) -> Letter:
        """Return the letter ``slug``; ``ValueError`` if no app declares it."""
        if slug not in self._registry:
            raise ValueError(f"no letter {slug} is declared")
        return self._registry[slug]


letters = Letters()


def declare_letters(*declared: Letter) -> None:
    """Register letters that an app sends; ``ValueError`` for another one of the same slug."""
    letters.add(*declared)
