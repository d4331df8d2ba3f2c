"""Purposes and their legal bases (GDPR art. 5(1)(b) and 6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words: TypeAlias = "str | Promise"


class Basis(StrEnum):
    """The six legal bases of GDPR art. 6(1)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTEREST = "vital-interest"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTEREST = "legitimate-interest"

    @property
    def article(self) -> str:
        """Return where the basis stands in the GDPR."""
        return f"GDPR art. 6(1)({'abcdef'[list(Basis).index(self)]})"

    @property
    def words(self) -> Words:
        """Return the basis in plain words."""
        return _BASIS_WORDS[self]

    @property
    def words_of_another(self) -> Words:
        """Return the same for whoever acts for the person."""
        return _BASIS_WORDS_OF_ANOTHER.get(self, _BASIS_WORDS[self])


_BASIS_WORDS: dict[Basis, Words] = {
    Basis.CONSENT: _("your consent"),
    Basis.CONTRACT: _("our agreement with you, or steps towards one"),
    Basis.LEGAL_OBLIGATION: _("a legal obligation"),
    Basis.VITAL_INTEREST: _("somebody's vital interest"),
    Basis.PUBLIC_TASK: _("a task in the public interest"),
    Basis.LEGITIMATE_INTEREST: _("our legitimate interest"),
}
_BASIS_WORDS_OF_ANOTHER: dict[Basis, Words] = {
    Basis.CONSENT: _("a consent"),
    Basis.CONTRACT: _("an agreement, or steps towards one"),
}


@dataclass(frozen=True)
class Assessment:
    """The three steps of a legitimate interest (GDPR art. 6(1)(f)), written down before it is relied on."""

    interest: Words
    necessity: Words
    balance: Words
    author: str
    on: str


@dataclass(frozen=True, eq=False)
class Purpose:
    """Why we keep something. The slug stands in people's choices for ever: it is never renamed or reused.

    ``law`` cites the provision of a legal obligation; ``assessment`` argues a legitimate interest. What
    ``advertises`` is bound by the law on advertising as well (WER VI.110-115, XII.13;
    ``privacy/outreach/rules.py``). ``switch`` names the setting without which we do not do it.
    ``keeps_a_no`` is the memory of a no itself: it outlives whoever said it, so it hears nobody's objection;
    only their own later yes lifts it. ``tells`` are further sentences of the notice about it: what people
    would not expect, or fear.
    """

    slug: str
    basis: Basis
    words: Words
    law: str | None = None
    assessment: Assessment | None = None
    advertises: bool = False
    switch: str = ""
    keeps_a_no: bool = False
    tells: tuple[Words, ...] = ()

    @property
    def is_used(self) -> bool:
        """Whether we do this here and now; what is switched off is told to nobody, though what came of it
        before may last."""
        return not self.switch or bool(getattr(settings, self.switch))
