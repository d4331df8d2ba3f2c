"""What a person may take along (GDPR art. 20): what they provided, on consent or contract; read from the
declarations.

What is kept beyond that, say after the work is done, was still provided on the contract: a declaration that
names a contract or a consent suffices, and nothing of the law's or our own interest does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from privacy.declarations.policies import Group, Policy, Provided
from privacy.declarations.purposes import Basis

BASES = (Basis.CONSENT, Basis.CONTRACT)


def portable_rows(policy: Policy, rows: Iterable[Any]) -> list[tuple[Any, list[str]]]:
    """Return those of ``rows`` that hold something to take along, each with the names of the fields.

    What the person told us that is technical, such as a language, goes with the rest of its row.
    """
    given = [name for technical in policy.technical for name in technical.given]
    found = []
    for row in rows:
        names = [
            name for group in policy.groups if _rests_on_them(group, row) for name in provided_fields(group)
        ]
        if names:
            found.append((row, names + given))
    return found


def provided_fields(group: Group) -> list[str]:
    """Return the fields of ``group`` that the person provided, or that were observed of what they did."""
    return [name for name in group.fields if provider_of_field(group, name) is not Provided.US]


def provider_of_field(group: Group, name: str) -> Provided:
    """Return who gave us the field ``name``: ourselves, where the declaration does not say."""
    said = group.provided.get(name) if isinstance(group.provided, dict) else group.provided
    return said or Provided.US


def asks_to_be_said(group: Group) -> bool:
    """Return whether it makes a difference who gave us ``group``, and the declaration is silent."""
    return group.provided is None and bool(group.policy.subject) and _ever(group)


def _rests_on_them(group: Group, row: Any) -> bool:
    on_consent = bool(group.on_consent) and all(
        getattr(row, name) == value for name, value in group.on_consent.items()
    )
    return on_consent or _ever(group)


def _ever(group: Group) -> bool:
    return any(purpose.basis in BASES for purpose in group.keep)
