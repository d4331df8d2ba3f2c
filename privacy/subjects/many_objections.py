"""The objections of many new people at once, as an address book brings them: as ``choices.record_objection``
and ``suppression_list.add_suppressions`` would, in a number of statements that does not grow with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from privacy.evidence import ledger
from privacy.models import Choice, Suppression
from privacy.subjects.advertising import is_advertising
from privacy.subjects.identifiers import PHONE
from privacy.subjects.names import name_digests
from privacy.subjects.suppression_list import add_suppressions

CHUNK = 500
"""Digests that are asked of a database at once."""


class Objection(NamedTuple):
    """A no of ``subject``, who has that ``name``, to ``purpose``; ``addresses`` are pairs of kind and
    digest."""

    subject: UUID
    purpose: str
    wording: str
    name: str
    addresses: tuple[tuple[str, str], ...]


def record_objections_of_new_subjects(said: Sequence[Objection], *, on: date, source: str) -> None:
    """Record what people of whom no choice is known said no to, each purpose once. The caller holds the
    latch."""
    Choice.objects.bulk_create(
        (
            Choice(
                subject_id=no.subject,
                kind=Choice.Kind.OBJECTION,
                purpose=no.purpose,
                starts=on,
                source=source,
                wording=no.wording,
            )
            for no in said
        ),
        batch_size=CHUNK,
    )
    day = on.isoformat()
    lines: list[tuple[str, dict[str, str | int | None]]] = [
        (
            "choice",
            {
                "subject": str(no.subject),
                "choice": str(Choice.Kind.OBJECTION),
                "purpose": no.purpose,
                "starts": day,
            },
        )
        for no in said
    ]
    known = _known({digest for no in said for _kind, digest in no.addresses})
    new: dict[tuple[str, str, str], Suppression] = {}
    for no in said:
        for kind, digest in no.addresses:
            if digest in known:
                add_suppressions([digest], purpose=no.purpose, on=on, kind=kind, names=[no.name])
                continue
            # A number may be a switchboard's: it is remembered with the name, as a code.
            codes = name_digests(digest, no.name) if kind == PHONE else []
            name = codes[0] if codes else ""
            new[digest, no.purpose, name] = Suppression(
                kind=kind,
                digest=digest,
                name=name,
                purpose=no.purpose,
                advertising=is_advertising(no.purpose),
                since=on,
            )
    Suppression.objects.bulk_create(new.values(), batch_size=CHUNK)
    lines += [
        (
            "suppression",
            {"digest": digest, "purpose": purpose, "since": day, **({"name": name} if name else {})},
        )
        for digest, purpose, name in new
    ]
    ledger.append_entries(lines)


def _known(digests: set[str]) -> set[str]:
    """Return those of ``digests`` that are remembered as a no already."""
    wanted = sorted(digests)
    return {
        digest
        for start in range(0, len(wanted), CHUNK)
        for digest in Suppression.objects.filter(digest__in=wanted[start : start + CHUNK]).values_list(
            "digest", flat=True
        )
    }
