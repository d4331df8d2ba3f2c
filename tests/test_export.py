"""``privacy_export``: everything about one person, and nothing about anybody else."""

from __future__ import annotations

import csv
import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage

from contacts import register
from contacts.models import Contact, Invoice
from privacy.declarations.registry import registry
from privacy.files.writing import place_of
from privacy.models import Identifier
from tests.cast import TODAY, ContactFactory, amina, brecht, louise, noor, pieter
from tests.commands import answer, refusal

pytestmark = pytest.mark.django_db


def exported(email: str, folder: Path, *options: str) -> dict[str, bytes]:
    """Return the files of the person's export, by name."""
    target = folder / "export.zip"
    document = answer(
        "privacy_export", email, "--output", str(target), "--as-of", TODAY.isoformat(), *options
    )
    assert document["file"] == str(target)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == document["contents"]
        return {name: archive.read(name) for name in archive.namelist()}


def data(files: dict[str, bytes]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(files["data.json"])
    return document


@pytest.mark.promise("P37")
def test_every_personal_field_of_every_table_is_there(tmp_path: Path) -> None:
    contact = pieter()
    tables = data(exported("pieter@example.be", tmp_path))["tables"]
    assert set(tables) == {policy.label for policy in registry.policies if policy.subject}
    for group in registry.groups:
        for row in tables.get(group.policy.label, []):
            assert set(group.fields) - set(group.policy.withheld) <= set(row), group.label
    assert tables["contacts.contact"][0]["last_name"] == "Claessens"
    assert {point["value"] for point in tables["contacts.contactpoint"]} == set(
        contact.points.values_list("value", flat=True)
    )
    assert tables["contacts.enquiry"][0]["question"] == "Geven jullie workshops?"
    assert len(tables["contacts.interaction"]) == 1
    assert tables["contacts.invoice"][0]["billed_name"] == "Pieter Claessens"


@pytest.mark.promise("P37")
def test_files_come_along_as_they_are(tmp_path: Path) -> None:
    pieter()
    invoice = Invoice.objects.get()
    files = exported("pieter@example.be", tmp_path)
    with default_storage.open(str(invoice.document.name)) as stored:
        assert files[f"files/invoice-{invoice.pk}-document.pdf"] == stored.read()


@pytest.mark.promise("P37")
def test_nothing_of_anybody_else_is_in_it(tmp_path: Path) -> None:
    pieter()
    noor()
    amina()
    brecht()
    everything = b"".join(exported("pieter@example.be", tmp_path).values())
    assert b"Claessens" in everything
    for foreign in (b"noor", b"Hendrickx", b"Verhaegen", b"amina", b"brecht", b"Mag ik eens"):
        assert foreign not in everything


def test_the_reasons_are_told_as_by_explain(tmp_path: Path) -> None:
    contact = pieter()
    document = data(exported("pieter@example.be", tmp_path))
    assert (document["subject"], document["kind"], document["as_of"]) == (
        str(contact.subject.pk),
        "person",
        TODAY.isoformat(),
    )
    assert document["controller"]
    (subject,) = answer("privacy_explain", "pieter@example.be", "--as-of", TODAY.isoformat())["subjects"]
    assert document["why"] == subject["groups"]


@pytest.mark.promise("P42")
def test_a_card_for_an_address_book_is_in_it(tmp_path: Path) -> None:
    pieter()
    card = exported("pieter@example.be", tmp_path)["contact.vcf"].decode()
    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert card.endswith("END:VCARD\r\n")
    for part in ("Claessens", "pieter@example.be", "+3216550102", "Voorbeeldstraat 12"):
        assert part in card


@pytest.mark.promise("P42")
def test_each_table_is_there_for_a_spreadsheet_too(tmp_path: Path) -> None:
    pieter()
    files = exported("pieter@example.be", tmp_path)
    tables = {label: rows for label, rows in data(files)["tables"].items() if rows}
    assert {f"{label}.csv" for label in tables} == {name for name in files if name.endswith(".csv")}
    rows = list(csv.DictReader(io.StringIO(files["contacts.enquiry.csv"].decode("utf-8-sig"))))
    assert [row["question"] for row in rows] == ["Geven jullie workshops?"]
    assert files["contacts.enquiry.csv"].startswith("\ufeff".encode())


@pytest.mark.parametrize("risky", ["=1+1", "+32 16 55", "-x", "@SUM(A1)", "\tx", "\n=1+1", "＝1+1"])
def test_a_cell_is_never_a_formula_and_the_document_stays_true(risky: str, tmp_path: Path) -> None:
    contact = noor()
    register.receive_enquiry(contact, question=risky, on=TODAY, channel="web")
    files = exported("noor@example.org", tmp_path)
    rows = list(csv.DictReader(io.StringIO(files["contacts.enquiry.csv"].decode("utf-8-sig"))))
    assert rows[1]["question"] == f"'{risky}"
    assert data(files)["tables"]["contacts.enquiry"][1]["question"] == risky


def test_nor_does_one_begin_where_a_spreadsheet_parts_a_cell_that_has_no_quotes(tmp_path: Path) -> None:
    contact = noor()
    register.receive_enquiry(
        contact, question='Ja; of nee;=HYPERLINK("https://example.org")', on=TODAY, channel="web"
    )
    table = exported("noor@example.org", tmp_path)["contacts.enquiry.csv"].decode("utf-8-sig")
    assert "Ja; of nee;'=HYPERLINK" in table
    assert ";=" not in table


def test_no_password_leaves_the_house(tmp_path: Path) -> None:
    contact = noor()
    staff = brecht()
    staff.set_password("a long secret of Brecht")
    staff.subject = contact.subject
    staff.save()
    everything = exported("noor@example.org", tmp_path)
    assert b"Wouters" in everything["data.json"]
    assert staff.password.encode() not in b"".join(everything.values())


# --- What goes wrong ----------------------------------------------------------------------------------


def test_an_unknown_address_exits_1_and_writes_nothing(tmp_path: Path) -> None:
    noor()
    before = {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()}
    for address in ("nobody@example.org", "no address"):
        assert refusal("privacy_export", address, "--output", str(tmp_path / "export.zip"))
    assert list(tmp_path.iterdir()) == []
    assert {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()} == before


def test_several_people_at_one_address_are_listed_and_one_is_chosen(tmp_path: Path) -> None:
    first, second = (ContactFactory.create(emails=["shared@example.org"]) for _n in range(2))
    message = refusal("privacy_export", "shared@example.org", "--output", str(tmp_path / "export.zip"))
    assert str(first.subject.pk) in message
    assert str(second.subject.pk) in message
    assert list(tmp_path.iterdir()) == []
    files = exported("shared@example.org", tmp_path, "--subject", str(second.subject.pk))
    assert data(files)["subject"] == str(second.subject.pk)
    assert [row["id"] for row in data(files)["tables"]["contacts.contact"]] == [second.pk]


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    louise()
    assert refusal(
        "privacy_export", "louise@example.be", "--output", str(tmp_path / "no" / "such" / "folder.zip")
    )
    assert list(tmp_path.iterdir()) == []


def test_an_export_cut_off_leaves_no_half_file(tmp_path: Path) -> None:
    pieter()
    place_of(str(Invoice.objects.get().document.name)).unlink()
    assert refusal("privacy_export", "pieter@example.be", "--output", str(tmp_path / "export.zip"))
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_for_who_made_it_also_in_a_folder_that_others_write_in(tmp_path: Path) -> None:
    pieter()
    target, taken = tmp_path / "copy.zip", tmp_path / "taken"
    for planted in (target, taken):
        planted.write_text("of somebody else")
        planted.chmod(0o666)
    (tmp_path / ".copy.zip.part").symlink_to(taken)
    assert answer("privacy_export", "pieter@example.be", "--output", str(target))
    assert zipfile.is_zipfile(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert taken.read_text() == "of somebody else"


def test_exporting_changes_nothing(tmp_path: Path) -> None:
    pieter()
    before = {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()}
    assert Contact.objects.exists()
    assert Identifier.objects.exists()
    exported("pieter@example.be", tmp_path)
    assert {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()} == before
