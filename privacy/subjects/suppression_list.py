"""The memory of a no, by the address of whoever said it: it outlives them, and only their own later yes lifts
it.

A yes to one purpose lifts the no to that purpose, also where it was a no to everything; the rest of that no
stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from privacy.declarations.registry import registry
from privacy.evidence import ledger
from privacy.models import Identifier, Subject, Suppression
from privacy.subjects.identifiers import keyed_digests
from privacy.web.refusal import Refusal

EVERYTHING = ""
"""The purpose of a no to all of them."""


class Suppressed(Refusal):
    """Somebody else would bring back, or say yes for, a person who said no. The reason is the same for all
    (it tells nothing)."""

    def __init__(self) -> None:
        super().__init__(_("not permitted"))


def is_suppressed(address: str, *, purpose: str = EVERYTHING) -> bool:
    """Return whether whoever has ``address`` (normalised) asked to be forgotten, or said no to
    ``purpose``."""
    return bool(suppressions_in_force(keyed_digests(address), purpose=purpose))


def suppressions_in_force(among: Iterable[str], *, purpose: str) -> list[date]:
    """Return since when each no to ``purpose`` by one of these digests stands, and that was not lifted; in
    one statement."""
    found = list(Suppression.objects.filter(digest__in=list(among), purpose__in={purpose, EVERYTHING}))
    lifted = {each.digest for each in found if each.lifted_on}
    return [each.since for each in found if not each.lifted_on and each.digest not in lifted]


def digests_of_subject(subject: Subject) -> set[str]:
    """Return the digests of every address that leads to ``subject``, under every key."""
    found = set(Identifier.objects.filter(subject=subject).values_list("digest", flat=True))
    for policy in registry.policies:
        for field in policy.finds:
            rows = policy.rows_of(subject).exclude(**{field: ""})
            found.update(
                digest for value in rows.values_list(field, flat=True) for digest in keyed_digests(value)
            )
    return found


def add_suppressions(among: Iterable[str], *, purpose: str, on: date) -> None:
    """Remember a no to ``purpose`` by each of these digests. Said again it is one no, and a yes in between
    counts no more."""
    wanted = sorted(set(among))
    if purpose == EVERYTHING:
        _renew(wanted, on=on)
    else:
        _renew(wanted, on=on, purpose=purpose)
    known = set(
        Suppression.objects.filter(digest__in=wanted, purpose=purpose).values_list("digest", flat=True)
    )
    Suppression.objects.bulk_create(
        Suppression(digest=each, purpose=purpose, since=on) for each in wanted if each not in known
    )
    for each in wanted:
        if each not in known:
            ledger.append_entry("suppression", digest=each, purpose=purpose, since=on.isoformat())


def lift_suppressions(among: Iterable[str], *, purpose: str, on: date) -> None:
    """Note the yes to ``purpose`` of those of these digests that said no to it, or to everything."""
    noes = Suppression.objects.filter(
        digest__in=list(among), purpose__in={purpose, EVERYTHING}, lifted_on=None
    )
    for digest, since in sorted(noes.values_list("digest", "since")):
        lifted, new = Suppression.objects.get_or_create(
            digest=digest, purpose=purpose, defaults={"since": since, "lifted_on": on}
        )
        if new or not lifted.lifted_on:
            Suppression.objects.filter(pk=lifted.pk).update(lifted_on=on)
            ledger.append_entry("suppression-lifted", digest=digest, purpose=purpose, on=on.isoformat())


def _renew(wanted: list[str], *, on: date, **which: str) -> None:
    """Let what was lifted (of one purpose, or all) stand again."""
    for each in Suppression.objects.filter(digest__in=wanted, lifted_on__isnull=False, **which).order_by(
        "digest", "purpose"
    ):
        Suppression.objects.filter(pk=each.pk).update(lifted_on=None, since=on)
        ledger.append_entry("suppression", digest=each.digest, purpose=each.purpose, since=on.isoformat())
