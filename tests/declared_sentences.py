"""What the policies declare, group by group, as the oracle reads it: as data, with nothing of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from privacy.declarations.policies import Personal, Policy


@dataclass(frozen=True, eq=False)
class Sentence:
    """One ``Personal`` of a policy, as it was declared."""

    policy: Policy
    label: str
    personal: Personal

    @property
    def deletes_row(self) -> bool:
        return type(self.personal.erase).__name__ == "DeleteRow"

    def speaks_of_knowing(self) -> bool:
        """Return whether the group lives only by others being known (privacy's own records)."""
        return any("WhileKnown" in names_in(term) for term in self.personal.keep.values())


def sentences(policy: Policy) -> list[Sentence]:
    """Return what ``policy`` says, in the order of declaration."""
    found = {
        n: v
        for klass in reversed(type(policy).__mro__)
        for n, v in vars(klass).items()
        if isinstance(v, Personal)
    }
    return [
        Sentence(policy, f"{policy.model._meta.label_lower}.{name}", personal)
        for name, personal in found.items()
    ]


def names_in(term: Any) -> set[str]:
    return {type(term).__name__}.union(*(names_in(part) for part in getattr(term, "terms", ())))


def eraser_of(sentence: Sentence, name: str) -> Any:
    said = sentence.personal.erase
    return said.get(name) if isinstance(said, dict) else said


def is_never(sentence: Sentence, name: str) -> bool:
    return type(eraser_of(sentence, name)).__name__ == "Never"


def gone_values(sentence: Sentence, name: str) -> list[Any]:
    """Return what stands in a field when it is gone: first what is written there, then what counts as empty
    too."""
    eraser, column = eraser_of(sentence, name), sentence.policy.model._meta.get_field(name)
    if type(eraser).__name__ == "Replace":
        return [eraser._value, ""]
    if getattr(column, "null", False):
        return [None]
    return [[]] if isinstance(column, models.JSONField) else [""]
