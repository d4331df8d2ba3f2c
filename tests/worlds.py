"""Random worlds: a register full of people on whose boundaries most days fall exactly, or a day beside them.

The same seed and day make the same world. Rows are written in bulk, straight into the tables: whatever the
database allows may be there, also what the program itself would never write. Two things it never leaves are
left out: a restriction that outlives a later wish to be forgotten, and choices that begin and end again only
in the future.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session

from contacts.models import (
    Assignment,
    Company,
    Contact,
    ContactPoint,
    ContactRole,
    ContactTag,
    Enquiry,
    FilledValue,
    ImportBatch,
    Interaction,
    Invoice,
    Tag,
)
from contacts.models.people import OWN_ACTS, Origin
from privacy.declarations.registry import registry
from privacy.models import Choice, Hold, Identifier, Instance, Subject, Suppression
from som.models import User
from tests.worlds_of_selections import WorldOfSelections

SLUGS = ["enquiry", "assignment", "contact-person", "client-file", "bookkeeping", "newsletter", "reserve", ""]
TALKS_FOR = ["assignment", "contact-person", "enquiry", "offer"]
Kind = Choice.Kind


class World(WorldOfSelections):
    """Builds one world around ``today``."""

    def build(self) -> None:
        """Write everything, and mark the database as a demo, which may be swept on a day to come."""
        Instance.objects.create(demo=True)
        self.batch = ImportBatch.objects.create(fingerprint="0" * 64, format="own")
        self.tags = Tag.objects.bulk_create([Tag(name=name) for name in ("klant", "school", "pers")])
        self._staff()
        self._clients()
        self._work()
        self._talks()
        self._invoices()
        self._applications()
        self._wishes()

    # --- people and organisations ----------------------------------------------------------------------

    def _staff(self) -> None:
        left = [self.maybe(self.day()) for _n in range(8)]
        self.staff = User.objects.bulk_create(
            User(
                subject=subject if self.chance(0.9) else None,
                username=f"staff{n}" if self.chance(0.8) else None,
                first_name=self.text(),
                email="staff@example.org" if self.chance(0.6) else "",
                is_active=self.chance(0.4),
                left_on=left[n],
                last_login=self._moment() if self.chance(0.5) else None,
            )
            for n, subject in enumerate(self._subjects(8))
        )
        LogEntry.objects.bulk_create(
            LogEntry(
                user=self.rng.choice(self.staff),
                action_time=self._moment(),
                object_id="1",
                object_repr="contact 1",
                action_flag=2,
            )
            for _n in range(20)
        )
        Session.objects.bulk_create(
            Session(session_key=f"key{n}", session_data="data", expire_date=self._moment(self.about_now()))
            for n in range(12)
        )

    def _clients(self) -> None:
        self.companies = Company.objects.bulk_create(
            Company(
                subject=subject,
                name=self.text(0.8),
                email="",
                last_activity_on=self.maybe(self.day()),
                collected_on=self.day(),
            )
            for subject in self._subjects(max(3, self.people // 5), Subject.Kind.ORGANISATION)
        )
        origins = [self.rng.choice(list(Origin)) for _n in range(self.people)]
        self.contacts = Contact.objects.bulk_create(
            Contact(
                subject=subject,
                company=self.rng.choice(self.companies) if self.chance(0.3) else None,
                first_name=self.text(0.6),
                last_name=self.text(0.8),
                city=self.text(0.2),
                origin=origins[n],
                source="" if origins[n] in OWN_ACTS else self.rng.choice(("-", "een collega")),
                client_since=self.maybe(self.day(), 0.4),
                last_activity_on=self.maybe(self.day(), 0.9),
                collected_on=self.day(),
                batch=self.batch if self.chance(0.2) else None,
            )
            for n, subject in enumerate(self._subjects(self.people))
        )
        ContactPoint.objects.bulk_create(
            ContactPoint(contact=self.rng.choice(self.contacts), kind="email", value=f"p{n}@example.org")
            for n in range(self.people)
        )
        pairs = {
            (self.rng.choice(self.contacts), self.rng.choice(self.tags)) for _n in range(self.people // 2)
        }
        ContactTag.objects.bulk_create(ContactTag(contact=contact, tag=tag) for contact, tag in pairs)
        FilledValue.objects.bulk_create(
            FilledValue(batch=self.batch, contact=self.rng.choice(self.contacts), field="city")
            for _n in range(6)
        )

    # --- work, talks, books ----------------------------------------------------------------------------

    def _work(self) -> None:
        work = []
        for _n in range(self.people):
            client: dict[str, Any] = {"contact": self.rng.choice(self.contacts)}
            if self.chance(0.3):
                client = {"company": self.rng.choice(self.companies)}
            opened = self.day()
            closed = self.end_after(opened, open_share=0.15)
            subject = next(iter(client.values())).subject
            work.append(
                Assignment(
                    **client, subject=subject, title=self.text(0.8), opened_on=opened, closed_on=closed
                )
            )
        self.assignments = Assignment.objects.bulk_create(work)
        ContactRole.objects.bulk_create(
            ContactRole(
                contact=self.rng.choice(self.contacts),
                role="contact person",
                **(
                    {"assignment": self.rng.choice(self.assignments)}
                    if self.chance(0.6)
                    else {"company": self.rng.choice(self.companies)}
                ),
            )
            for _n in range(self.people // 3)
        )

    def _talks(self) -> None:
        self.enquiries = Enquiry.objects.bulk_create(
            Enquiry(
                contact=self.rng.choice(self.contacts),
                channel=self.rng.choice(Choice.Channel.values),
                question="Een vraag",
                received_on=self.day(),
                answered_on=self.maybe(self.day(), 0.6),
            )
            for _n in range(self.people)
        )
        Interaction.objects.bulk_create(
            Interaction(
                contact=self.rng.choice(self.contacts),
                channel="phone",
                purpose=self.rng.choice(TALKS_FOR),
                assignment=self.rng.choice(self.assignments) if self.chance(0.5) else None,
                enquiry=self.rng.choice(self.enquiries) if self.chance(0.4) else None,
                held_on=self.day(),
                note="Besproken",
            )
            for _n in range(2 * self.people)
        )

    def _invoices(self) -> None:
        invoices = []
        for n in range(self.people):
            work = self.rng.choice(self.assignments)
            issued = self._billing_day() if self.chance(0.85) else None
            invoices.append(
                Invoice(
                    subject=work.subject,
                    assignment=work if self.chance(0.8) else None,
                    number=f"{n}" if issued else None,
                    issued_on=issued,
                    chargeable_on=issued and issued - timedelta(days=self.rng.choice((0, 0, 0, 1, 20))),
                    billed_name=self.text(),
                    lines=[{"text": "Werk", "quantity": "1", "price": "10.00"}] if self.chance(0.5) else [],
                )
            )
        Invoice.objects.bulk_create(invoices)

    def _billing_day(self) -> date:
        """Return a day at the edge of a financial year, or exactly so many years back that a regime may end
        about now."""
        if self.chance(0.4):
            edge = self.rng.choice((date(2000, 1, 1), date(2000, 7, 1), date(2000, 9, 1)))
            return edge.replace(year=self.today.year - self.rng.randrange(5, 13)) - timedelta(
                days=self.rng.choice((0, 1, 2))
            )
        if self.chance(0.2):
            return date(2023, 1, 1) - timedelta(days=self.rng.choice((0, 1)))
        return (
            self.today
            - relativedelta(years=self.rng.randrange(13))
            - timedelta(days=self.rng.choice((0, 1, 150)))
        )

    # --- what people chose -----------------------------------------------------------------------------

    def _wishes(self) -> None:
        known = [(person.subject, person.collected_on) for person in self.contacts]
        known += [(company.subject, company.collected_on) for company in self.companies]
        known += [(user.subject, self.day()) for user in self.staff if user.subject]
        applicants = {each.subject: each.applied_on for each in self.applications}
        known += [pair for pair in applicants.items() if pair[0] not in dict(known)]
        choices: list[Choice] = []
        for subject, collected in known:
            if self.chance(0.6):
                choices += self._choices_of(subject, collected)
        Choice.objects.bulk_create(choices)
        Identifier.objects.bulk_create(
            Identifier(subject=subject, kind="email", digest=f"test:{n}")
            for n, (subject, _c) in enumerate(known)
            if self.chance(0.5)
        )
        Identifier.objects.bulk_create(
            Identifier(subject=s, kind="phone", digest="test:nobody") for s in self._subjects(3)
        )
        Suppression.objects.bulk_create(
            Suppression(digest=f"test:{n}", kind=kind, advertising=advertising, since=self.day())
            for n, (kind, advertising) in enumerate(product(("email", "phone"), (False, True)))
        )
        labels = ["", *(group.label for group in registry.groups)]
        Hold.objects.bulk_create(
            Hold(
                subject=self.rng.choice(known)[0],
                covers=self.rng.choice(labels) if self.chance(0.6) else "",
                reason="geschil",
                law="GDPR art. 17(3)(e)",
                placed_on=(placed := self.rng.choice((self.about_now(), self.day(), self.day()))),
                released_on=self.end_after(placed, open_share=0.4),
                review_on=self.today,
            )
            for _n in range(self.people // 3)
        )

    def _choices_of(self, subject: Subject, collected: date) -> list[Choice]:
        found: list[Choice] = []
        taken: set[tuple[str, str]] = set()
        for _n in range(self.rng.randrange(1, 6)):
            kind = self.rng.choices(Kind.values, weights=[4, 3, 3, 2])[0]
            purpose = self.rng.choice(SLUGS) if kind in (Kind.CONSENT, Kind.OBJECTION) else ""
            if (kind, purpose) in taken and self.chance(0.7):
                continue
            starts = self._choice_starts(collected, new=(kind, purpose) not in taken and kind != Kind.CONSENT)
            ends = (
                starts
                if starts > self.today and self.chance(0.2)
                else self.end_after(starts)
                if starts <= self.today
                else None
            )
            if (kind, purpose) in taken:
                ends = ends if ends is not None else max(starts, self.today)
            taken.add((kind, purpose))
            found.append(
                Choice(subject=subject, kind=kind, purpose=purpose, starts=starts, ends=ends, source="web")
            )
        self._forgetting_ends_restriction(found)
        return found

    def _choice_starts(self, collected: date, *, new: bool) -> date:
        if self.chance(0.3):
            return min(self.today, collected + timedelta(days=self.rng.choice((-1, 0, 1))))
        later = self.about_now()
        return later if self.chance(0.5) and (new or later <= self.today) else self.day()

    @staticmethod
    def _forgetting_ends_restriction(choices: list[Choice]) -> None:
        for restriction in (c for c in choices if c.kind == Kind.RESTRICTION):
            later = [c.starts for c in choices if c.kind == Kind.ERASURE and c.starts >= restriction.starts]
            if later and (restriction.ends is None or restriction.ends > min(later)):
                restriction.ends = min(later)
