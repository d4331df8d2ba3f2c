"""The applicants of an invented world, and what belongs to their applications."""

from __future__ import annotations

from datetime import date
from random import Random
from uuid import UUID

from applicants.models import (
    Application,
    Document,
    Evaluation,
    HiringDossier,
    Interview,
    Position,
    Replacement,
    ReserveContact,
    StageChange,
)
from contacts.models import (
    Contact,
)
from privacy.models import Subject
from som.models import User
from tests.dice import Dice


class WorldOfSelections(Dice):
    """Makes positions and who applied for them, among people of the world and strangers."""

    contacts: list[Contact]
    staff: list[User]

    def __init__(self, *, seed: int, today: date, people: int = 30) -> None:
        super().__init__(seed=seed, today=today)
        self.people = people
        self.ids = Random(seed)  # apart: who is asked first depends on them, and must not on the day it runs

    def _subjects(self, number: int, kind: str = Subject.Kind.PERSON) -> list[Subject]:
        return Subject.objects.bulk_create(
            Subject(id=UUID(int=self.ids.getrandbits(128), version=4), kind=kind) for _n in range(number)
        )

    def _applications(self) -> None:
        positions = Position.objects.bulk_create(
            Position(
                slug=f"position-{n}",
                title_nl="Vormingswerker",
                text_nl="Begeleiden",
                place="Leuven",
                pay_from=2000,
                opened_on=(opened := self.day()),
                closed_on=self.end_after(opened, open_share=0.3),
            )
            for n in range(max(3, self.people // 5))
        )
        strangers = self._subjects(self.people // 2)
        found = []
        for n in range(self.people):
            on = self.day()
            choice = self.rng.choice(("", "position", "reserve", "reserve"))
            found.append(
                Application(
                    subject=self.rng.choice([*strangers, *(contact.subject for contact in self.contacts)]),
                    position=self.rng.choice(positions),
                    first_name=self.text(0.7),
                    tags=self.text(0.3),
                    stage=self.rng.choice(("", "received", "hired")),
                    choice=choice,
                    origin=self.rng.choice(("form", "paper")) if choice else "paper",
                    confirmed_at=self._moment() if self.chance(0.5) else None,
                    applied_on=on,
                    ended_on=self.end_after(on, open_share=0.0) if n % 2 else None,
                )
            )
        # One application of a person for a position is open at a time.
        once = {(each.subject_id, each.position_id, each.ended_on): each for each in found}
        self.applications = Application.objects.bulk_create(once.values())
        self._of_applications()

    def _of_applications(self) -> None:
        again = Replacement.objects.bulk_create(
            Replacement(
                application=self.rng.choice(self.applications),
                choice="position",
                letter=self.text(),
                sent_on=(sent := self.day()),
                ended_on=self.end_after(sent, open_share=0.0) or sent,
            )
            for _n in range(self.people // 5)
        )
        Document.objects.bulk_create(
            Document(
                application=self.rng.choice(self.applications),
                kind="cv",
                name="cv.pdf",
                received_on=self.day(),
                ended_on=self.maybe(self.day(), 0.4),
            )
            for _n in range(self.people // 2)
        )
        Document.objects.bulk_create(
            Document(
                application_id=each.application_id,
                replacement=each,
                kind="cv",
                name="cv.pdf",
                received_on=each.sent_on,
                ended_on=each.ended_on,
            )
            for each in again
        )
        Evaluation.objects.bulk_create(
            Evaluation(
                application=application,
                evaluator=self.rng.choice(self.staff),
                remarks="Kent het werk",
                written_at=self._moment(),
            )
            for application in self.applications
            if self.chance(0.5)
        )
        StageChange.objects.bulk_create(
            StageChange(application=application, stage="received", at=self._moment())
            for application in self.applications
            if self.chance(0.5)
        )
        Interview.objects.bulk_create(
            Interview(application=application, starts_at=self._moment(), place="hier")
            for application in self.applications
            if self.chance(0.3)
        )
        ReserveContact.objects.bulk_create(
            ReserveContact(
                application=application,
                position=self.rng.choice(self.applications).position,
                channel="phone",
                held_on=self.day(),
                note="Er komt een plaats vrij",
            )
            for application in self.applications
            if self.chance(0.3)
        )
        HiringDossier.objects.bulk_create(
            HiringDossier(
                subject=self.rng.choice(self.applications).subject,
                position=self.rng.choice(self.applications).position,
                made_on=self.about_now() if self.chance(0.6) else self.day(),
            )
            for _n in range(4)
        )
