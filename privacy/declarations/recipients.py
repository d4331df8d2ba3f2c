"""Who else receives what we keep (GDPR art. 13(1)(e)-(f), 15(1)(c) and (2), 30(1)(d)-(e)), declared once.

Each app says so in its ``processors.py``, found as its ``policy.py`` is: a ``Recipient`` for each. The
notice, My data, the answer, what an erasure tells and the list that staff choose from are readings of it.
Somebody who is not declared is given nothing. Names that differ from one association to the next come from
the settings.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from privacy.declarations.countries import EEA, country_words
from privacy.declarations.purposes import Words

if TYPE_CHECKING:
    from privacy.models import Subject


class Role(StrEnum):
    """Whose instructions a recipient follows: ours (GDPR art. 28), or its own duties (art. 4(7))."""

    PROCESSOR = "processor"
    OWN = "own"

    @property
    def words(self) -> Words:
        """Return the role in plain words."""
        return _ROLE_WORDS[self]


_ROLE_WORDS: dict[Role, Words] = {
    Role.PROCESSOR: _("works for us, as we tell it"),
    Role.OWN: _("answers for it itself"),
}


class Progress(StrEnum):
    """How far a recipient is with an erasure of ours (GDPR art. 19)."""

    NOTHING = "nothing"
    WAITING = "waiting"
    DONE = "done"
    VERIFIED = "verified"
    FAILED = "failed"
    MANUAL = "manual"

    @property
    def words(self) -> Words:
        """Return it in plain words."""
        return _PROGRESS_WORDS[self]


_PROGRESS_WORDS: dict[Progress, Words] = {
    Progress.NOTHING: _("keeps nothing of this"),
    Progress.WAITING: _("is about to erase it too"),
    Progress.DONE: _("did the same"),
    Progress.VERIFIED: _("did the same, and we looked whether it is so"),
    Progress.FAILED: _("could not be told"),
    Progress.MANUAL: _("is told by us"),
}


@dataclass(frozen=True)
class Party:
    """The one who does it here: its name, its country (ISO 3166, two letters) and, outside the EEA, what
    safeguards the data there (GDPR art. 46), in words that people are told. ``conditions`` says more of that
    to us (``safeguards.read_conditions``). What is not known is empty."""

    name: str = ""
    country: str = ""
    safeguard: str = ""
    conditions: str = field(default="", repr=False)


class PartySettings(Protocol):
    """Who recipients are, by slug, as ``settings.RECIPIENTS`` says it; ``None`` where nobody does this."""

    def __contains__(self, slug: str, /) -> bool: ...

    def __getitem__(self, slug: str, /) -> Party | None: ...


class Recipient:
    """Somebody who receives some of what we keep. Subclassing registers it; ``register=False`` is for tests.

    ``slug``      stands in what was written down of disclosures for ever: never renamed
    ``role``      whose instructions it follows
    ``called``    what it is, for as long as nobody gave it a name
    ``why``       what it receives them for
    ``receives``  labels of the groups that it receives; none means all of them. An app that hands more to the
                  recipient of another says so itself: ``recipients.give(slug, label)``
    ``data``      the same in words, where the labels would say it badly
    ``by_hand``   it receives something only when a member of staff gives it, and writes that down
    ``each_has_a_name``      who it is differs from one time to the next
    ``despite_restriction``  it may receive what is put aside (GDPR art. 18(2))
    """

    slug: ClassVar[str]
    role: ClassVar[Role] = Role.PROCESSOR
    called: ClassVar[Words]
    why: ClassVar[Words]
    receives: ClassVar[tuple[str, ...]] = ()
    data: ClassVar[Words] = ""
    by_hand: ClassVar[bool] = False
    each_has_a_name: ClassVar[bool] = False
    despite_restriction: ClassVar[bool] = False

    def __init_subclass__(cls, *, register: bool = True, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if register:
            recipients.add(cls())

    def __str__(self) -> str:
        return self.slug

    def usual(self) -> Party | None:
        """Return who it is where the settings do not say; ``None`` for nobody."""
        return None

    def dates(self, subject: Subject) -> list[date]:
        """Return the days on which it received something about ``subject``, as far as we still know them."""
        return []

    def after_erasure(self, labels: Collection[str]) -> Progress:
        """Return how far it is once we erased the groups with ``labels``: what it keeps no copy of is nothing
        to erase."""
        return Progress.NOTHING

    @property
    def party(self) -> Party | None:
        """Return who it is: as the settings say, or as usual; ``None`` if nobody does this here."""
        said: PartySettings = settings.RECIPIENTS
        return said[self.slug] if self.slug in said else self.usual()

    @property
    def name(self) -> str:
        """Return its name, or what it is where none was given."""
        return (self.party.name if self.party else "") or str(self.called)

    @property
    def country(self) -> str:
        """Return its country in words; "" where that is not known."""
        return country_words(self.party.country) if self.party else ""

    @property
    def leaves_the_eea(self) -> bool:
        """Return whether what it receives leaves the European Economic Area, as far as we know (GDPR art.
        44)."""
        return bool(self.party and self.party.country and self.party.country not in EEA)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of the groups that it receives, those that other apps give it included; none
        means all of them."""
        return (*self.receives, *recipients.given.get(self.slug, ())) if self.receives else ()

    def takes(self, label: str) -> bool:
        """Return whether it receives the group with that label."""
        return not self.receives or label in self.labels


class Recipients:
    """Those declared, in that order. ``_registry`` is what ``autodiscover_modules`` puts back when an app
    fails to load."""

    def __init__(self) -> None:
        self._registry: dict[str, Recipient] = {}
        self.given: dict[str, tuple[str, ...]] = {}

    def add(self, recipient: Recipient) -> None:
        """Register ``recipient``; a second one with its slug is a mistake and raises ``ValueError``."""
        if recipient.slug in self._registry:
            raise ValueError(f"{recipient.slug} is declared twice")
        self._registry[recipient.slug] = recipient

    def give(self, slug: str, *labels: str) -> None:
        """Declare that the recipient with that slug, of another app, receives the groups with ``labels``
        too."""
        self.given[slug] = tuple(dict.fromkeys((*self.given.get(slug, ()), *labels)))

    @property
    def every(self) -> list[Recipient]:
        """Return all that are declared, also those that nobody is here."""
        return list(self._registry.values())

    @property
    def here(self) -> list[Recipient]:
        """Return those that somebody is here."""
        return [recipient for recipient in self.every if recipient.party is not None]

    @property
    def standing(self) -> list[Recipient]:
        """Return those who receive something by the way we work."""
        return [recipient for recipient in self.here if not recipient.by_hand]

    def facts(self) -> str:
        """Return what the settings say of them that people are told: when it changes, so does the notice."""
        return str([(recipient.slug, recipient.party) for recipient in self.every])


recipients = Recipients()
