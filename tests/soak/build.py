"""Fill this instance with people for the kill harness: ``python -m tests.soak.build NUMBER``.

Two in three asked long ago and are due, a few of the others asked to be forgotten; Kim has invoices, old and
new.
"""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta


def build(number: int) -> None:
    """Make ``number`` people and a person named Kim with everything an erasure has to go through."""
    from django.utils import timezone

    from contacts import invoices, register
    from contacts.models import Contact, ContactPoint, Enquiry
    from contacts.models.people import Origin
    from privacy.models import Identifier, Subject
    from privacy.subjects import choices
    from privacy.subjects.identifiers import keyed_digest

    today = timezone.localdate()
    long_ago, lately = today - timedelta(days=1500), today - timedelta(days=40)
    subjects = Subject.objects.bulk_create([Subject() for _n in range(number)])
    days = [long_ago if at % 3 else lately for at in range(number)]
    contacts = Contact.objects.bulk_create(
        [
            Contact(
                subject=s,
                last_name=f"Peeters{at}",
                origin=Origin.QUESTION,
                collected_on=days[at],
                last_activity_on=days[at],
            )
            for at, s in enumerate(subjects)
        ]
    )
    emails = [f"peeters{at}@example.org" for at in range(number)]
    ContactPoint.objects.bulk_create(
        [ContactPoint(contact=c, kind="email", value=emails[at]) for at, c in enumerate(contacts)]
    )
    Identifier.objects.bulk_create(
        [
            Identifier(subject=s, kind="email", digest=keyed_digest(emails[at]))
            for at, s in enumerate(subjects)
        ]
    )
    Enquiry.objects.bulk_create(
        [Enquiry(contact=c, question=f"Question {at}", received_on=days[at]) for at, c in enumerate(contacts)]
    )
    for subject in subjects[3::60]:
        choices.record_erasure_wish(subject, on=today, source="email")
    for at, year in enumerate([2014, 2015, 2016, 2026]):
        day = date(year, 3, 2)
        email = f"kim{at}@example.org"
        client = register.add_contact(
            origin=Origin.ASSIGNMENT,
            on=day,
            emails=[email],
            first_name="Kim",
            last_name=f"Kaya{at}",
            street="Dorpsplein 1",
            postcode="3000",
            city="Leuven",
        )
        register.receive_enquiry(client, question=f"Kim's question {at}", on=day, channel="web")
        work = register.open_assignment(client, title=f"Kim's work {at}", on=day)
        register.record_interaction(
            client, note=f"Kim's talk {at}", on=day, channel="phone", purpose="assignment", assignment=work
        )
        register.close_assignment(work, on=day + timedelta(days=3))
        for _n in range(3):
            invoices.issue_invoice(
                invoices.draft_invoice(work, lines=[{"text": "Work", "quantity": "1", "price": "100.00"}]),
                on=day + timedelta(days=5),
            )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    import django

    django.setup()
    build(int(sys.argv[1]))
