"""What a person may take along, row for row as the vectors say (LAW §1.2, P42). Each row is a test named by
its data.

The rows about newsletters, transfers and recipients wait in ``OPEN`` for the apps that will have
them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from contacts import register
from contacts.models import Contact, ContactRole, Interaction
from privacy.models import AccessLog, Choice
from privacy.subjects import choices
from tests.answers.copies import copy, data
from tests.applicants.selecting import lien, mehdi_applied, trainer, with_everything
from tests.cast import TODAY, brecht, noor, pieter, school
from tests.originals import OURS, vectors

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P42")]
VECTORS = "access_vs_portability.csv"
OWN = OURS / "vectors" / VECTORS

OPEN = {
    "open/click log (if any)": "newsletters",
    "recipients (named)": "processors",
    "transfer safeguards": "processors",
}

Found = Callable[[dict[str, bytes]], bool]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def says(text: str) -> Found:
    """Whether any file of the copy holds ``text``."""
    return lambda files: any(text.encode() in content for content in files.values())


def has_file(start: str) -> Found:
    return lambda files: any(name.startswith(start) for name in files)


def has_rows(table: str) -> Found:
    return lambda files: bool(data(files)["tables"].get(table))


def has_content(content: bytes) -> Found:
    """Whether one of its files is that one, as it was received."""
    return lambda files: content in files.values()


WHERE: dict[str, list[Found]] = {
    "name; address; phone; e-mail": [
        says("Claessens"),
        says("Voorbeeldstraat 12"),
        says("+3216550102"),
        says("pieter@example.be"),
    ],
    "question text sent by the person": [says("Geven jullie workshops?")],
    "CV; motivation letter": [says("Ik werk graag met groepen."), has_content(b"received")],
    "staff evaluation of an applicant": [has_rows("applicants.evaluation"), says("Kent het werk.")],
    "newsletter preferences; consent events": [says("Ja, bel me gerust.")],
    "assignment texts delivered by the client": [says("Workshop lezen")],
    "agreed timing": [says("2026-01-05")],
    "meeting notes by staff": [says("Vergadering over tarief")],
    "invoice": [has_file("files/invoice-"), has_rows("contacts.invoice")],
    "retention date per field": [lambda files: any(each["reasons"] for each in data(files).get("why", []))],
    "suppression hash": [lambda files: bool(data(files).get("no_remembered"))],
    "audit log: dates and purposes of consultations": [has_rows("privacy.accesslog")],
    "data about other persons in the same note": [says("Hendrickx"), says("noor@example.org")],
    "company data of a legal person": [says("info@debrug.example.be"), says("0123.456.789")],
}


def person() -> Contact:
    """Pieter, with something of every row."""
    contact = pieter()
    noor()
    with_everything(mehdi_applied(trainer(), subject=contact.subject), by=lien())
    company = school()
    company.number = "0123.456.789"
    company.save()
    ContactRole.objects.create(contact=contact, company=company, role="directeur")
    choices.record_consent(
        contact.subject,
        "client-file",
        on=date(2026, 1, 5),
        source=Choice.Channel.WEB,
        wording="Ja, bel me gerust.",
    )
    choices.record_objection(contact.subject, "enquiry", on=date(2026, 11, 1), source=Choice.Channel.WEB)
    text = "Vergadering over tarief. Noor Hendrickx (noor@example.org) was erbij."
    register.record_interaction(
        contact, note=text, on=TODAY, channel=Interaction.Channel.MEETING, purpose="assignment"
    )
    AccessLog.objects.create(
        subject=contact.subject,
        user=brecht(),
        purpose="assignment",
        what="contacts.contact 1",
        at=timezone.now(),
    )
    return contact


def assert_vector(row: dict[str, str], folder: Path) -> None:
    contact = person()
    for portable, column in ((False, "in_art15"), (True, "in_art20")):
        wanted = row[column].startswith("yes")
        files = copy(contact, folder, portable=portable)
        for there in WHERE[row["data"]]:
            assert there(files) is wanted, column


@pytest.mark.parametrize(
    "row", [row for row in rows_of(OWN) if row["data"] not in OPEN], ids=lambda row: row["data"]
)
def test_access_and_portability_as_the_vector(row: dict[str, str], tmp_path: Path) -> None:
    assert_vector(row, tmp_path)


def test_every_row_is_tested_or_open() -> None:
    assert {row["data"] for row in rows_of(OWN)} == WHERE.keys() | OPEN.keys()


def test_the_original_vectors_agree_where_they_are_at_hand() -> None:
    assert rows_of(vectors(VECTORS)) == rows_of(OWN)


def test_a_no_is_no_consent_and_stays_behind(tmp_path: Path) -> None:
    contact = person()
    kinds = {row["kind"] for row in data(copy(contact, tmp_path, portable=True))["tables"]["privacy.choice"]}
    assert {row["kind"] for row in data(copy(contact, tmp_path))["tables"]["privacy.choice"]} == {
        "consent",
        "objection",
    }
    assert kinds == {"consent"}


def test_of_an_assignment_the_own_input_comes_along_and_not_our_folder(tmp_path: Path) -> None:
    contact = person()
    (row,) = data(copy(contact, tmp_path, portable=True))["tables"]["contacts.assignment"]
    assert row == {
        "id": contact.assignments.get().pk,
        "title": "Workshop lezen",
        "opened_on": "2026-01-05",
        "closed_on": "2026-03-06",
    }


def test_it_comes_as_json_vcard_jcard_and_csv(tmp_path: Path) -> None:
    contact = person()
    files = copy(contact, tmp_path, portable=True)
    assert files["contact.vcf"].startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    ((_vcard, properties),) = json.loads(files["contact.jcard.json"])
    said = {name: value for name, _parameters, _type, value in properties}
    assert (said["version"], said["fn"], said["n"]) == (
        "4.0",
        "Pieter Claessens",
        ["Claessens", "Pieter", "", "", ""],
    )
    assert ["tel", {}, "uri", "tel:+3216550102"] in properties
    assert "contacts.contactpoint.csv" in files
    assert "answer.html" not in files


def test_a_phone_number_is_guarded_in_a_spreadsheet_only_and_our_importer_takes_the_guard_off(
    tmp_path: Path,
) -> None:
    from contacts.importing.cells import cell_text

    files = copy(person(), tmp_path, portable=True)
    rows = list(csv.DictReader(io.StringIO(files["contacts.contactpoint.csv"].decode("utf-8-sig"))))
    (cell,) = [row["value"] for row in rows if row["kind"] == "phone"]
    assert cell == "'+3216550102"
    assert cell_text(cell) == "+3216550102"
    assert "+3216550102" in {row["value"] for row in data(files)["tables"]["contacts.contactpoint"]}


def test_asking_to_take_data_along_erases_nothing(tmp_path: Path) -> None:
    contact = person()
    copy(contact, tmp_path, portable=True)
    assert Contact.objects.get(pk=contact.pk).last_name == "Claessens"
    assert contact.interactions.count() == 2
