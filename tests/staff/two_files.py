"""Two people who are each in both files: Kim and Sam are clients, and each applies for another position.

Every personal field of theirs holds a word that stands nowhere else (``tests/canaries.py``), so that a page
which shows a field shows its word. Lien selects for Kim's position, Samira for Sam's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from applicants.models import Evaluation, Position
from privacy.declarations.registry import registry
from privacy.models import Correction, Hold, Request, Task
from privacy.staff_access import visibility
from privacy.staff_access.roles import declared_roles
from som.models import User
from tests import canaries, canary_search
from tests.staff.people import staff

SELECTION, OFFICER = "Selection", "Privacy officer"
FILES = ("contacts", "applicants")
"""The apps with a file of people who come from outside."""
DOSSIER = "applicants.application.dossier"


@dataclass(frozen=True)
class Somebody:
    """A person in both files: a row of every kind by the label of its model, and the word in each field by
    the label of its group."""

    rows: dict[str, Any]
    words: dict[str, dict[str, str]]

    @property
    def subject(self) -> Any:
        return self.rows["contacts.Contact"].subject

    @property
    def position(self) -> Position:
        position: Position = self.rows["applicants.Application"].position
        return position

    def words_of(self, app: str) -> set[str]:
        """The words of their fields in the file of ``app``."""
        return {
            word
            for label, fields in self.words.items()
            if label.split(".")[0] == app
            for word in fields.values()
        }


@dataclass(frozen=True)
class TwoFiles:
    """Kim and Sam, and who of staff reads what."""

    kim: Somebody
    sam: Somebody
    readers: dict[str, User]

    def people(self) -> tuple[Somebody, Somebody]:
        return self.kim, self.sam

    def closed_to(self, reader: str) -> list[tuple[Somebody, str]]:
        """Whose file of which app the ``reader`` of that name knows nothing of, as the declarations say: it
        serves none of their purposes, or it is an application to another hiring group."""
        user = self.readers[reader]
        mine = {purpose.slug for purpose in visibility.purposes_of(user)}
        if visibility.is_privacy_role(user):
            return []
        closed = []
        for who in self.people():
            for app in FILES:
                kept_for = {
                    purpose.slug
                    for group in registry.groups
                    if group.model._meta.app_label == app
                    for purpose in group.keep
                }
                in_group = who.position.hiring_group.filter(pk=user.pk).exists()
                if not mine & kept_for or (app == "applicants" and not in_group):
                    closed.append((who, app))
        return closed

    def words_closed_to(self, reader: str) -> set[str]:
        return {word for who, app in self.closed_to(reader) for word in who.words_of(app)}

    def rows_closed_to(self, reader: str) -> Iterator[Model]:
        for who, app in self.closed_to(reader):
            yield from (row for label, row in who.rows.items() if label.split(".")[0] == app)


def make_two_files(monkeypatch: pytest.MonkeyPatch) -> TwoFiles:
    """Make Kim and Sam, for whom work goes on, and a reader for each role: two select, each for one of
    them."""
    today = timezone.localdate()
    monkeypatch.setattr(canaries, "PLANTED", today - timedelta(days=30))
    monkeypatch.setattr(canaries, "INVOICED", today)
    kim, sam = _somebody(monkeypatch, "kim"), _somebody(monkeypatch, "sam")
    readers = {role.name: staff(role.name) for role in declared_roles() if role.name != SELECTION}
    readers |= {"Lien, who selects": staff(SELECTION), "Samira, who selects": staff(SELECTION)}
    for who, reader in ((kim, "Lien, who selects"), (sam, "Samira, who selects")):
        who.position.hiring_group.add(readers[reader])
        Evaluation.objects.create(  # the first look was blind; hers is written
            application=who.rows["applicants.Application"],
            evaluator=readers[reader],
            written_at=timezone.now(),
        )
        tell_of(who)
    return TwoFiles(kim, sam, readers)


def tell_of(who: Somebody) -> None:
    """Let what privacy keeps of its own tell of the applicants' file of ``who``: a hold, a field that they
    say is wrong, and tasks."""
    today, application = timezone.localdate(), who.rows["applicants.Application"]
    Hold.objects.create(
        subject=who.subject,
        covers=DOSSIER,
        reason="Betwist",
        law="GDPR art. 17(3)(e)",
        placed_on=today,
        review_on=today + timedelta(days=90),
    )
    asked = Request.objects.create(
        reference=canary_search.word()[:16],
        kind=Request.Kind.RECTIFICATION,
        state=Request.State.OPEN,
        subject=who.subject,
        channel="web",
        digest=canary_search.word(),
        address="",
        received_at=timezone.now(),
        confirmed_at=timezone.now(),
        due_on=today + timedelta(days=30),
    )
    Correction.objects.create(
        subject=who.subject,
        request=asked,
        label="applicants.application",
        row=application.pk,
        field="phone",
        state=Correction.State.PROPOSED,
        old=application.phone,
        new="+3216550199",
        proposed_at=timezone.now(),
    )
    for group in registry.groups:
        if group.model._meta.app_label == "applicants":
            row = who.rows[group.model._meta.label].pk
            facts = {"label": group.label, "row": row if isinstance(row, int) else 0, "due_on": today}
            Task.objects.create(kind=Task.Kind.REVIEW, subject=who.subject, **facts)


def _somebody(monkeypatch: pytest.MonkeyPatch, name: str) -> Somebody:
    made: dict[str, Any] = {}
    plant_rows = canaries._rows

    def kept(name: str) -> dict[str, Any]:
        made.update(plant_rows(name))
        return made

    monkeypatch.setattr(canaries, "_rows", kept)
    words = canaries.plant(name)
    monkeypatch.setattr(canaries, "_rows", plant_rows)
    return Somebody({label: type(row)._base_manager.get(pk=row.pk) for label, row in made.items()}, words)
