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
    """A company; ``pk`` is None until a new one is stored, and ``subject`` is only known of new ones."""

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
        sql = (
            "SELECT id, name, email, phone, street, postcode, city, country "  # noqa: S608
            f"FROM {Company._meta.db_table} WHERE lower(name) {{among}} ORDER BY id"
        )
        for pk, name, email, phone, *address in select_rows(sql, spellings):
            known = Organisation(name, pk, email=email, phone=phone)
            known.address = (address[0], address[1], address[2], address[3])
            self._known.setdefault(_key(name), known)

    def named(self, name: str) -> Organisation:
        """Return the organisation of that name, a new one if there is none."""
        key = _key(name)
        organisation = self._known.get(key)
        if organisation is None:
            organisation = self._known[key] = Organisation(name)
            self.new.append(organisation)
        return organisation

    def described(self, entry: Entry) -> bool:
        """Give the organisation that ``entry`` is about its general addresses where it has none yet; return
        whether all of ``entry`` is kept.

        What an organisation has that was there before this chunk stays, whatever the entry says.
        """
        organisation = self.named(entry.company)
        mails = [reach.value for reach in entry.reaches if reach.kind == EMAIL]
        phones = [reach.value[:PHONE_LENGTH] for reach in entry.reaches if reach.kind == PHONE]
        if organisation.pk is None:
            organisation.address = organisation.address if any(organisation.address) else entry.address
            organisation.email = organisation.email or next(iter(mails), "")
            organisation.phone = organisation.phone or next(iter(phones), "")
        kept = {*organisation.address, organisation.email, organisation.phone}
        return kept.issuperset({*entry.address, *mails, *phones} - {""})


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
