"""The organisations that a chunk names: found by name without regard to case, or to be made."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from contacts.importing.entries import EMAIL, PHONE, Entry
from contacts.importing.rows import select_rows
from contacts.models import Company

PHONE_LENGTH = 40


@dataclass(slots=True, eq=False)
class Organisation:
    """A company; ``pk`` is None until a new one is stored. The rest is only known of new ones."""

    name: str
    pk: int | None = None
    subject: UUID = field(default_factory=uuid.uuid4)
    email: str = ""
    phone: str = ""
    address: tuple[str, str, str, str] = ("", "", "", "")


class Organisations:
    """Every organisation a chunk may need, asked in one statement; ``new`` are those it turned out to
    need."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.new: list[Organisation] = []
        self._known: dict[str, Organisation] = {}
        names = {entry.company for entry in entries if entry.company}
        if not names:
            return
        spellings = {spelling for name in names for spelling in _spellings(name)}
        sql = f"SELECT id, name FROM {Company._meta.db_table} WHERE lower(name) {{among}} ORDER BY id"  # noqa: S608
        for pk, name in select_rows(sql, spellings):
            self._known.setdefault(_key(name), Organisation(name, pk))

    def named(self, name: str) -> Organisation:
        """Return the organisation of that name, a new one if there is none."""
        key = _key(name)
        organisation = self._known.get(key)
        if organisation is None:
            organisation = self._known[key] = Organisation(name)
            self.new.append(organisation)
        return organisation

    def described(self, entry: Entry) -> Organisation:
        """Return the organisation that ``entry`` is about; a new one gets its first addresses as its general
        ones."""
        before = len(self.new)
        organisation = self.named(entry.company)
        if len(self.new) > before:
            organisation.address = entry.address
            organisation.email = next((r.value for r in entry.reaches if r.kind == EMAIL), "")
            organisation.phone = next((r.value[:PHONE_LENGTH] for r in entry.reaches if r.kind == PHONE), "")
        return organisation


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _spellings(name: str) -> set[str]:
    """Return what ``lower(name)`` gives in a database for a name spelt like ours, in capitals or small.

    PostgreSQL lowers every letter, SQLite only those of ASCII: hence both, of each spelling.
    """
    if name.isascii():
        return {name.lower()}
    return {
        lowered
        for spelling in (name, name.upper(), name.lower(), name.title())
        for lowered in (spelling.lower(), _ascii_lower(spelling))
    }


def _ascii_lower(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)
