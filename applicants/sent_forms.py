"""What somebody sends for a position, before it is anybody's: the form and its files, by whatever way they
came."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from applicants.addresses import normalise_address
from applicants.document_cleaning import nudge_cleaning
from applicants.models import Application, Document, Replacement

LONGEST_NAME = 200
BLOCK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """One file as it was sent: ``name`` is the sender's, ``pages`` how many it has, where that is known.
    ``content`` may be one that was sealed while it arrived (``privacy/files/``)."""

    kind: str
    name: str
    content: File[bytes]
    pages: int | None = None


@dataclass(frozen=True, kw_only=True)
class SentForm:
    """What somebody sends for a position. ``choice`` is one of ``Keep`` in the ``wording`` that they saw,
    with the version of the ``notice`` by its primary key; ``source`` is where they saw the position, one of
    ``PositionCount.Source``, which is counted and never kept with them."""

    first_name: str
    last_name: str
    email: str
    phone: str = ""
    letter: str = ""
    choice: str = ""
    wording: str = ""
    language: str = "nl"
    notice: int | None = None
    source: str = ""
    files: tuple[SentFile, ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        return self.first_name, self.last_name

    def normalised(self) -> SentForm:
        """Return the form with address and number in the spelling that is kept; ``Refusal`` for one that is
        none."""
        return replace(
            self,
            email=normalise_address("email", self.email),
            phone=normalise_address("phone", self.phone),
        )

    def facts(self) -> dict[str, Any]:
        """Return what an application and what waits to replace one both keep of it, by their fields."""
        kept = ("first_name", "last_name", "phone", "letter", "choice", "wording", "language")
        return {name: getattr(self, name) for name in kept} | {
            "notice_id": self.notice,
            "fingerprint": self.fingerprint(),
        }

    def fingerprint(self) -> str:
        """Return the SHA-256 of all of it, in hexadecimal: the same form sent twice has the same."""
        told = [self.first_name, self.last_name, self.email, self.phone, self.letter, self.choice]
        files = [[each.kind, each.name, _digest(each.content)] for each in self.files]
        return hashlib.sha256(json.dumps([told, files]).encode()).hexdigest()


def store_files(
    application: Application,
    files: Iterable[SentFile],
    *,
    on: date,
    stored: list[str],
    replacement: Replacement | None = None,
) -> list[Document]:
    """Store ``files`` with the application, or with what waits to replace it, and add their names to
    ``stored`` (of ``removing_on_failure``); return their documents."""
    documents = []
    for each in files:
        document = Document(
            application=application,
            replacement=replacement,
            ended_on=replacement.ended_on if replacement else None,
            kind=each.kind,
            name=shorten_name(each.name),
            size=each.content.size,
            pages=each.pages,
            received_on=on,
        )
        each.content.seek(0)
        document.file.save(each.name, each.content, save=False)
        stored.append(str(document.file.name))
        document.save()
        documents.append(document)
    transaction.on_commit(nudge_cleaning, robust=True)
    return documents


@contextmanager
def removing_on_failure() -> Iterator[list[str]]:
    """Run the block, which adds the names of the files that it stores to the list; if it fails none of them
    is left. To be entered before the transaction: a file goes only after that is undone."""
    stored: list[str] = []
    try:
        yield stored
    except BaseException:
        for name in stored:
            default_storage.delete(name)
        raise


def shorten_name(name: str) -> str:
    """Return the last part of the name of a file, no longer than is kept, with its ending."""
    last = PurePath(name.replace("\\", "/")).name.strip() or "document"
    ending = PurePath(last).suffix[:20]
    return last if len(last) <= LONGEST_NAME else last[: LONGEST_NAME - len(ending)] + ending


def _digest(content: File[bytes]) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    for part in content.chunks(BLOCK):
        digest.update(part)
    return digest.hexdigest()
