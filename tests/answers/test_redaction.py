"""Nothing of anyone else: other people are left out of free texts, and that is said (GDPR art. 15(4),
P37)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from contacts import register
from contacts.models import Company, Contact, ContactRole, Interaction
from contacts.models.people import Origin
from privacy.export.redaction import Marks
from privacy.models import Choice
from tests.answers.copies import copy, data
from tests.cast import TODAY, amina, brecht, noor, pieter, school

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P37")]
OUT = "[left out]"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def note(contact: Contact, text: str) -> None:
    register.record_interaction(
        contact, note=text, on=TODAY, channel=Interaction.Channel.PHONE, purpose="assignment"
    )


def told(contact: Contact, folder: Path, *, marks: Marks = Marks()) -> str:  # noqa: B008  (it never changes)
    """Return the last note in the person's copy."""
    return str(data(copy(contact, folder, marks=marks))["tables"]["contacts.interaction"][-1]["note"])


def person(
    first: str, last: str, email: str, *, phones: tuple[str, ...] = (), company: Company | None = None
) -> Contact:
    contact = register.add_contact(
        origin=Origin.QUESTION,
        on=TODAY,
        emails=[email],
        phones=list(phones),
        first_name=first,
        last_name=last,
    )
    if company:
        contact.company = company
        contact.save()
    return contact


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("Noor Hendrickx belde.", f"{OUT} belde."),
        ("Hendrickx Noor belde.", f"{OUT} belde."),
        ("mevrouw Hendrickx belde.", f"mevrouw {OUT} belde."),
        ("HENDRICKX belde.", f"{OUT} belde."),
        ("noor hendrickx en Hendrickx belden.", f"{OUT} en {OUT} belden."),
        ("Mail naar noor@example.org.", f"Mail naar {OUT}."),
        ("Mail naar iemand.anders@elders.example!", f"Mail naar {OUT}!"),
        ("Bel 016 55 01 99 na vijf.", f"Bel {OUT} na vijf."),
        ("Bel +32 2 274 48 00.", f"Bel {OUT}."),
        ("Van den Eynde komt ook.", f"{OUT} komt ook."),
        ("Afspraak met de heer van den Eynde.", f"Afspraak met de heer {OUT}."),
        (
            "De Hendrickxstraat 12, op 2026-11-22, 3 x 450,00 euro.",
            "De Hendrickxstraat 12, op 2026-11-22, 3 x 450,00 euro.",
        ),
        ("Planning besproken.", "Planning besproken."),
    ],
)
def test_another_person_is_left_out_of_a_note(written: str, given: str, tmp_path: Path) -> None:
    contact = amina()
    noor()
    person("Jan", "van den Eynde", "jan@example.org", phones=("+3216550199",))
    note(contact, written)
    assert told(contact, tmp_path) == given


def test_the_persons_own_name_address_and_number_stay(tmp_path: Path) -> None:
    contact = amina()
    text = (
        "Amina Verhaegen, mevrouw Verhaegen, amina@example.be, +32 16 55 01 01, info@som.example: alles "
        "blijft."
    )
    note(contact, text.replace("info@som.example", ""))
    assert told(contact, tmp_path) == text.replace("info@som.example", "")


def test_our_own_address_stays(tmp_path: Path, settings: object) -> None:
    contact = amina()
    note(contact, f"Antwoord via {settings.ORGANISATION_EMAIL}.")  # type: ignore[attr-defined]
    assert told(contact, tmp_path) == f"Antwoord via {settings.ORGANISATION_EMAIL}."  # type: ignore[attr-defined]


def test_a_relative_of_the_same_name_goes_in_full_and_the_shared_name_stays(tmp_path: Path) -> None:
    contact = amina()
    person("Samir", "Verhaegen", "samir@example.org")
    note(contact, "Samir Verhaegen belde voor mevrouw Verhaegen.")
    assert told(contact, tmp_path) == f"{OUT} belde voor mevrouw Verhaegen."


def test_who_shares_the_mailbox_goes_by_the_first_name_too(tmp_path: Path) -> None:
    contact = amina()
    person("Samir", "Verhaegen", "amina@example.be")
    note(contact, "Samir las de mail van Amina.")
    assert told(contact, tmp_path) == f"{OUT} las de mail van Amina."


def test_a_colleague_at_the_same_organisation_goes_by_the_first_name_too(tmp_path: Path) -> None:
    company = school()
    contact = person("Els", "Maes", "els@example.org", company=company)
    person("Karim", "Benali", "karim@example.org", company=company)
    person("Tom", "Ver", "tom@example.org")
    note(contact, "Karim beslist, niet Tom.")
    assert told(contact, tmp_path) == f"{OUT} beslist, niet Tom."


def test_who_works_on_the_same_assignment_goes_by_the_first_name_too(tmp_path: Path) -> None:
    contact = amina()
    other = person("Karim", "Benali", "karim@example.org")
    ContactRole.objects.create(contact=other, assignment=contact.assignments.get(), role="coach")
    note(contact, "Karim coacht.")
    assert told(contact, tmp_path) == f"{OUT} coacht."


def test_staff_are_not_named_in_a_note_nor_in_the_log(tmp_path: Path) -> None:
    contact = amina()
    staff = brecht()
    note(contact, "Brecht belde terug, zei Wouters.")
    files = copy(contact, tmp_path)
    assert data(files)["tables"]["contacts.interaction"][-1]["note"] == f"{OUT} belde terug, zei {OUT}."
    for table in data(files)["tables"].values():
        for row in table:
            assert not {"user", "recorded_by", "decided_by", "placed_by", "owner"} & set(row)
    assert staff.last_name.encode() not in b"".join(files.values())


def test_questions_answers_and_titles_are_read_as_well(tmp_path: Path) -> None:
    contact = amina()
    noor()
    register.receive_enquiry(
        contact, question="Kan Noor Hendrickx mee?", on=TODAY, channel=Choice.Channel.WEB
    )
    register.open_assignment(contact, title="Duo met Noor Hendrickx", on=TODAY)
    files = copy(contact, tmp_path)
    tables = data(files)["tables"]
    assert tables["contacts.enquiry"][-1]["question"] == f"Kan {OUT} mee?"
    assert tables["contacts.assignment"][-1]["title"] == f"Duo met {OUT}"
    assert data(files)["redacted"] == {"contacts.enquiry": 1, "contacts.assignment": 1}
    assert b"Hendrickx" not in b"".join(files.values())


def test_staff_mark_what_the_program_does_not_know_and_let_stand_what_is_no_person(tmp_path: Path) -> None:
    contact = amina()
    person("Kim", "Leuven", "kim@example.org")
    note(contact, "De buurvrouw Fatou belde, uit Leuven.")
    assert told(contact, tmp_path) == f"De buurvrouw Fatou belde, uit {OUT}."
    marks = Marks(also=("buurvrouw fatou",), stand=("leuven",))
    assert told(contact, tmp_path, marks=marks) == f"De {OUT} belde, uit Leuven."


def test_a_copy_of_somebody_alone_has_nothing_left_out(tmp_path: Path) -> None:
    contact = pieter()
    assert data(copy(contact, tmp_path))["redacted"] == {}


def test_the_mark_is_in_the_language_of_the_person(tmp_path: Path) -> None:
    contact = amina()
    noor()
    note(contact, "Noor Hendrickx belde.")
    for language, mark in (("nl", "[weggelaten]"), ("fr", "[supprimé]")):
        with translation.override(language):
            assert told(contact, tmp_path) == f"{mark} belde."
