"""What a visitor can do in My data: the acts of the registered rights, as cards in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from privacy.declarations.purposes import Basis
from privacy.models import Subject
from privacy.rights.base import OwnAct, Right
from privacy.rights.registered import every_right

Uses = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Card:
    """An act in words. ``by_press`` says whether its button does it, or leads to a page that asks once more;
    ``purpose`` is the use that it is about, ``fields`` what its form carries besides."""

    slug: str
    title: str
    text: str
    button: str
    by_press: bool
    purpose: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def cards(subject: Subject, uses: Mapping[Basis, Uses], *, restricted: bool, today: date) -> list[Card]:
    """Return what ``subject`` can do now; ``uses`` are slug and words of the purposes on each legal basis
    that they can stop, ``restricted`` whether their data are put aside already."""
    acts = [
        (act, right)
        for right in every_right()
        if (act := right.own_act) and act.title and right.has_something_to_give(subject, today=today)
    ]
    return [
        card
        for act, right in sorted(acts, key=lambda pair: pair[0].place)
        for card in _cards_of(act, right, uses, restricted=restricted)
    ]


def right_of_act(slug: str) -> Right | None:
    """Return the right that the act ``slug`` exercises; of several the first in the form."""
    return next((right for right in every_right() if right.own_act and right.own_act.slug == slug), None)


def _cards_of(act: OwnAct, right: Right, uses: Mapping[Basis, Uses], *, restricted: bool) -> list[Card]:
    if right.basis is not None:
        return [
            Card(
                act.slug,
                str(act.title) % {"words": words},
                str(act.text) % {"words": words},
                str(act.button) % {"words": words},
                by_press=act.by_press,
                purpose=slug,
            )
            for slug, words in uses.get(right.basis, ())
        ]
    if right.leaves_unused and restricted:
        return []
    fields = {"portable": "1"} if right.copy_is_portable else {}
    return [
        Card(act.slug, str(act.title), str(act.text), str(act.button), by_press=act.by_press, fields=fields)
    ]
