"""``import_contacts``: its JSON, its exit, and what it leaves alone."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from contacts.models import Contact, ImportBatch
from privacy.models import Suppression
from privacy.subjects import identifiers
from tests.importing.known import EARLIER, ContactFactory

pytestmark = pytest.mark.django_db

HEADINGS = "Voornaam;Achternaam;E-mailadres;Telefoon;Bedrijf;Straat;Postcode;Gemeente\n"
ROWS = HEADINGS + (
    "Els;Maes;els@example.org;016 20 30 40;De Linde;Dorp 1;3020;Herent\n"
    "Bo;Zonder;;;;;;\n"
    "Nora;Nee;no@example.org;;;;;\n"
    "Dirk;Dom;dirk@example.org;vraag Dirk;;;;\n"
    "Jan;Peeters;jan@example.org;;;;;\n"
)


def run(tmp_path: Path, content: str | bytes, *options: str) -> tuple[str, str]:
    """Import a file of that content; return standard output and standard error."""
    file = tmp_path / "people.dat"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    out, err = io.StringIO(), io.StringIO()
    call_command("import_contacts", str(file), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def report(tmp_path: Path, content: str | bytes, *options: str) -> dict[str, Any]:
    out, _err = run(tmp_path, content, "--json", *options)
    document: dict[str, Any] = json.loads(out)
    return document


@pytest.fixture
def _known() -> None:
    ContactFactory.create(emails=["jan@example.org"])
    Suppression.objects.create(digest=identifiers.keyed_digest("no@example.org"), since=EARLIER)


@pytest.mark.usefixtures("_known")
def test_the_report_names_rows_by_line_and_reason_and_never_a_person(tmp_path: Path) -> None:
    document = report(tmp_path, ROWS)
    assert list(document) == ["read", "created", "updated", "skipped", "refused", "warnings"]
    assert (document["read"], document["created"], document["updated"]) == (5, 2, 1)
    assert {
        kind: [remark["line"] for remark in document[kind]] for kind in ("skipped", "refused", "warnings")
    } == {
        "skipped": [3],
        "refused": [4],
        "warnings": [5],
    }
    text = json.dumps(document, ensure_ascii=False)
    assert not [word for word in ("Bo", "Zonder", "Nora", "no@", "Dirk", "vraag") if word in text]


@pytest.mark.usefixtures("_known")
def test_people_read_the_same_report_in_sentences(tmp_path: Path) -> None:
    out, err = run(tmp_path, ROWS)
    assert all(str(line) in out for line in (3, 4, 5))
    assert str(ImportBatch.objects.get().pk) in err


@pytest.mark.usefixtures("_known")
def test_a_dry_run_reports_the_same_and_writes_nothing(tmp_path: Path) -> None:
    rehearsed = report(tmp_path, ROWS, "--dry-run")
    assert Contact.objects.count() == 1
    assert not ImportBatch.objects.exists()
    assert report(tmp_path, ROWS) == rehearsed


def test_a_given_source_is_kept_with_every_person(tmp_path: Path) -> None:
    report(tmp_path, ROWS, "--source", "the former secretary")
    assert set(Contact.objects.values_list("source", flat=True)) == {"the former secretary"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n%\xe2\xe3\n",
        b"PK\x03\x04junk",
        b'{"a": 1}',
        b"colour,size\nred,2\n",
        HEADINGS.encode(),
    ],
)
def test_a_file_that_is_not_recognised_or_has_no_row_writes_nothing_and_fails(
    tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(CommandError):
        run(tmp_path, content, "--json")
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_not_there_fails_without_naming_it(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("import_contacts", str(tmp_path / "els.maes.csv"))
    assert "els" not in str(caught.value)


def test_a_vcard_is_named_by_the_line_of_its_beginning(tmp_path: Path) -> None:
    cards = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Maes;Els;;;\r\nFN:Els Maes\r\nEMAIL:els@example.org\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Zonder;Bo;;;\r\nFN:Bo Zonder\r\nEND:VCARD\r\n"
    )
    document = report(tmp_path, cards)
    assert (document["created"], [remark["line"] for remark in document["skipped"]]) == (1, [7])
    assert Contact.objects.get().full_name() == "Els Maes"
