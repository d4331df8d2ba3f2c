"""The invented people of the demo association's client register, on reserved domains."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from contacts import invoices, public_enquiries, register
from contacts.models import Contact, ContactRole, Interaction
from contacts.models.people import Origin
from contacts.public_enquiries import Enquirer
from privacy.models import Choice

INVOICED_ON = date(2026, 3, 10)

Maker: TypeAlias = Callable[[str, date], None]
Person: TypeAlias = tuple[str, str, Maker]


def make_active_client(email: str, today: date) -> None:
    """Make a client for whom work is going on."""
    contact = _client(email, "Amina", "Verhaegen", phone="016 55 01 01", since=today - timedelta(days=200))
    register.open_assignment(
        contact, title="Vormingstraject digitale geletterdheid", on=today - timedelta(days=90)
    )
    _talk(contact, "Planning van het najaar besproken.", today - timedelta(days=12))


def make_invoiced_client(email: str, today: date) -> None:
    """Make a client whose work is done and was invoiced on 10 March 2026."""
    contact = _client(email, "Pieter", "Claessens", phone="016 55 01 02", since=date(2026, 1, 5))
    _asked(
        contact,
        "Geven jullie ook workshops op school?",
        date(2025, 12, 18),
        answer="Ja, graag! We bellen even om af te spreken.",
    )
    assignment = register.open_assignment(contact, title="Workshop samen lezen", on=date(2026, 1, 5))
    _talk(contact, "Twee groepen van twaalf leerlingen, lokaal 2.04.", date(2026, 1, 20))
    register.close_assignment(assignment, on=date(2026, 3, 6))
    draft = invoices.draft_invoice(
        assignment, lines=[{"text": "Workshop samen lezen, 2 dagen", "quantity": "2", "price": "450.00"}]
    )
    invoices.issue_invoice(draft, on=INVOICED_ON)


def make_past_client(email: str, today: date) -> None:
    """Make a client whose work is done and was never invoiced."""
    contact = _client(
        email, "Louise", "Dumont", phone="02 555 01 03", since=today - timedelta(days=700), language="fr"
    )
    assignment = register.open_assignment(
        contact, title="Conseil pour un projet de lecture", on=today - timedelta(days=700)
    )
    register.close_assignment(assignment, on=today - timedelta(days=400))


def make_enquirer(email: str, today: date) -> None:
    """Make somebody who only asked a question."""
    contact = register.add_contact(
        origin=Origin.QUESTION,
        on=today - timedelta(days=30),
        emails=[email],
        first_name="Noor",
        last_name="Hendrickx",
    )
    register.receive_enquiry(
        contact, question="Mag ik eens langskomen?", on=today - timedelta(days=30), channel=Choice.Channel.WEB
    )


def make_commissioner(email: str, today: date) -> None:
    """Make somebody who gave an assignment through the form and waits for our answer."""
    public_enquiries.receive_assignment(
        Enquirer(name="Katrien Baeten", email=email, language="nl"),
        about="Voorlezen in de wachtzaal\n\nKunnen jullie dat elke woensdag doen, vanaf januari?",
        notice=None,
        today=today - timedelta(days=3),
    )


def make_two_at_one_address(email: str, today: date) -> None:
    """Make two people who asked something from one mailbox: a person says whether they are the same."""
    for name, question in (
        ("Mieke Goris", "Hebben jullie nog plaats in de leesgroep?"),
        ("Lander Goris", "Vanaf welke leeftijd mag je komen?"),
    ):
        public_enquiries.receive_question(
            Enquirer(name=name, email=email, language="nl"),
            question=question,
            notice=None,
            today=today - timedelta(days=5),
        )


def _bystanders() -> Iterator[Person]:
    """Yield a dozen people who asked a question, always the same, so that lists are not empty."""
    dice = random.Random(2026)  # noqa: S311  (invented people, not secrets)
    firsts = [
        "Bram",
        "Chloé",
        "Dieter",
        "Elif",
        "Fatima",
        "Gilles",
        "Hanne",
        "Ibrahim",
        "Julie",
        "Karel",
        "Lotte",
        "Mehdi",
    ]
    lasts = [
        "Aerts",
        "Baert",
        "Ceulemans",
        "Demir",
        "El Idrissi",
        "Fontaine",
        "Goossens",
        "Hermans",
        "Janssens",
        "Kaya",
        "Lambert",
        "Maes",
    ]
    for first, last in zip(firsts, dice.sample(lasts, len(lasts)), strict=True):
        days = dice.randrange(20, 600)
        yield (
            "",
            f"{first}.{last}@example.org".lower().replace(" ", "").replace("é", "e"),
            _bystander(first, last, days),
        )


QUESTIONS = [
    ("Kunnen jullie ons helpen met huiswerkbegeleiding?", "Zeker. We stuurden de uren en de prijzen door."),
    ("Komen jullie ook langs bij een kinderopvang?", "Ja, op dinsdag en donderdag."),
    ("Is er nog plaats in de leesgroep van januari?", "Nog twee plaatsen: we hielden er een vrij."),
    ("Hebben jullie materiaal in eenvoudige taal?", "Ja, het zit in bijlage."),
]


def _bystander(first: str, last: str, days: int) -> Maker:
    def make(email: str, today: date) -> None:
        on = today - timedelta(days=days)
        contact = register.add_contact(
            origin=Origin.QUESTION, on=on, emails=[email], first_name=first, last_name=last
        )
        question, answer = QUESTIONS[days % len(QUESTIONS)]
        _asked(contact, question, on, answer=answer if days > LATELY else "")

    return make


LATELY = 60
"""A question of the last so many days still waits for its answer."""


def _contact_persons() -> Iterator[Person]:
    """Yield the contact persons of a few organisations that we work for; each comes with their
    organisation."""
    for address, person, organisation, role, work, days, street in (
        (
            "sofie@wijkschool.example.be",
            ("Sofie", "Willems"),
            "Wijkschool De Linde",
            "directeur",
            "Leesouders vormen",
            75,
            "",
        ),
        (
            "youssef@buurthuis.example.be",
            ("Youssef", "Amrani"),
            "Buurthuis Hal 9",
            "coördinator",
            "Praattafels opstarten",
            40,
            "Voorbeeldplein 9",
        ),
        (
            "ann@bibliotheek.example.be",
            ("Ann", "Peeters"),
            "Bibliotheek Zuid",
            "jeugdwerker",
            "Voorlezen in twee talen",
            25,
            "Voorbeeldlaan 5",
        ),
    ):
        yield "", address, _contact_person(person, organisation, role, work, days, street)


UNBILLED = {"Leesouders vormen": "450.00", "Voorlezen in twee talen": "300.00"}
"""Work of which a draft invoice waits, with its price. One client's address is not complete yet."""


def _contact_person(
    person: tuple[str, str], organisation: str, role: str, work: str, days: int, street: str
) -> Maker:
    def make(email: str, today: date) -> None:
        on = today - timedelta(days=days)
        company = register.add_company(
            name=organisation,
            on=on,
            email=f"info@{email.partition('@')[2]}",
            street=street,
            postcode="3000",
            city="Leuven",
        )
        first, last = person
        contact = register.add_contact(
            origin=Origin.ASSIGNMENT, on=on, emails=[email], first_name=first, last_name=last, company=company
        )
        assignment = register.open_assignment(company, title=work, on=on)
        ContactRole.objects.create(contact=contact, assignment=assignment, role=role)
        if price := UNBILLED.get(work):
            invoices.draft_invoice(assignment, lines=[{"text": work, "quantity": "2", "price": price}])

    return make


def _asked(contact: Contact, question: str, on: date, *, answer: str) -> None:
    """Keep a question, answered the day after if there is an answer."""
    enquiry = register.receive_enquiry(contact, question=question, on=on, channel=Choice.Channel.WEB)
    if answer:
        enquiry.answer, enquiry.answered_on = answer, on + timedelta(days=1)
        enquiry.save(update_fields=["answer", "answered_on"])


def _client(email: str, first: str, last: str, *, phone: str, since: date, language: str = "nl") -> Contact:
    address: dict[str, Any] = {"street": "Voorbeeldstraat 12", "postcode": "3000", "city": "Leuven"}
    return register.add_contact(
        origin=Origin.ASSIGNMENT,
        on=since,
        emails=[email],
        phones=[phone],
        first_name=first,
        last_name=last,
        language=language,
        **address,
    )


def _talk(contact: Contact, note: str, on: date) -> None:
    assignment = contact.assignments.first()
    register.record_interaction(
        contact,
        note=note,
        on=on,
        channel=Interaction.Channel.PHONE,
        purpose="assignment",
        assignment=assignment,
    )


PEOPLE: tuple[Person, ...] = (
    ("client_active", "amina.verhaegen@example.be", make_active_client),
    ("client_invoiced", "pieter.claessens@example.be", make_invoiced_client),
    ("client_past", "louise.dumont@example.be", make_past_client),
    ("enquirer", "noor.hendrickx@example.org", make_enquirer),
    ("commissioner", "katrien.baeten@example.be", make_commissioner),
    ("two_at_one_address", "goris@example.org", make_two_at_one_address),
    *_bystanders(),
    *_contact_persons(),
)
