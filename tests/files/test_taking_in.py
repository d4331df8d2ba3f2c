"""The plain files of an older version are taken into the file room by the migration, wherever it is
killed."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from contacts.models import Invoice, Upload
from privacy.files import taking_in
from privacy.files.writing import place_of
from privacy.models import FileToDelete, StoredFile
from tests import cast
from tests.files.room import lying_there, opened

pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENT = "invoices/2024/3d2f9a0e-4a6c-4a53-9f53-0e8f4a0b8d11.pdf"
BOOK = "uploads/6f1cbb1e-9df5-4fb5-93f3-0a7d3e0fb2aa"


def plain(name: str, content: bytes = b"") -> Path:
    """Store a file as the version before did: as it is, under its name."""
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content or f"%PDF of {name}".encode())
    return path


@pytest.fixture
def invoice() -> Invoice:
    """An issued invoice of before: its document lies in clear."""
    invoice = cast.pieter().subject.invoices.get()
    name = str(invoice.document.name)
    content = opened(name)
    StoredFile.objects.all().delete()
    place_of(name).unlink()
    plain(name, content)
    return invoice


def migrate() -> None:
    """Run what the migration runs."""
    migration = importlib.import_module("contacts.migrations.0005_files_into_the_file_room")
    with connection.schema_editor(atomic=False) as editor:
        migration.take_in(apps, editor)


def plain_files() -> list[str]:
    """Return what lies below ``MEDIA_ROOT`` beside the room."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] != "sealed"
    )


def test_what_is_named_is_sealed_under_its_name_and_nothing_stays_in_clear(invoice: Invoice) -> None:
    Upload.objects.create(file=BOOK, source="the cooperative")
    plain(BOOK, b"first name,e-mail")
    migrate()
    document = str(invoice.document.name)
    assert plain_files() == []
    assert lying_there() == sorted([document, BOOK])
    assert opened(BOOK) == b"first name,e-mail"
    with invoice.document.open() as file:
        assert file.read(4) == b"%PDF"
    assert not any(b"first name" in place_of(name).read_bytes() for name in lying_there())
    assert [path.name for path in Path(settings.MEDIA_ROOT).iterdir()] == ["sealed"], "nor an empty folder"


def test_a_second_time_changes_nothing(invoice: Invoice) -> None:
    migrate()
    before = list(StoredFile.objects.values_list("name", "wrapped_key"))
    migrate()
    assert list(StoredFile.objects.values_list("name", "wrapped_key")) == before


@pytest.mark.parametrize("where", ["keep_at", "create", "_remove"])
def test_who_is_killed_goes_on_where_they_were(
    invoice: Invoice, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the sealed file has its name, before its row is written, before the plain one is gone."""
    Upload.objects.create(file=BOOK)
    plain(BOOK, b"a book")

    def killed(*_arguments: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    places = {
        "keep_at": "privacy.files.nameless.NamelessFile.keep_at",
        "create": "django.db.models.query.QuerySet.create",
        "_remove": "privacy.files.taking_in._remove",
    }
    with monkeypatch.context() as cut:
        cut.setattr(places[where], killed)
        with pytest.raises(KeyboardInterrupt):
            migrate()
    assert len(plain_files()) == 2, "nothing is gone before it is sealed"
    migrate()
    assert plain_files() == []
    assert opened(BOOK) == b"a book"
    assert opened(str(invoice.document.name)).startswith(b"%PDF")
    assert StoredFile.objects.count() == 2


def test_a_file_of_an_erased_row_goes_and_is_not_sealed() -> None:
    FileToDelete.objects.create(name=DOCUMENT)
    plain(DOCUMENT)
    migrate()
    assert plain_files() == []
    assert lying_there() == []


def test_what_no_row_names_is_left_where_it_is_and_a_missing_file_stops_nothing(invoice: Invoice) -> None:
    plain("invoices/2019/unknown.pdf")
    Upload.objects.create(file=BOOK)
    migrate()
    assert plain_files() == ["invoices/2019/unknown.pdf"]
    assert lying_there() == [str(invoice.document.name)]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("somebody else's")
    Upload.objects.create(file=BOOK)
    plain(BOOK).unlink()
    (Path(settings.MEDIA_ROOT) / BOOK).symlink_to(tmp_path / "elsewhere")
    migrate()
    assert (tmp_path / "elsewhere").read_text() == "somebody else's"
    assert lying_there() == []


def test_memory_is_not_asked_for_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "BLOCK", 1000)
    Upload.objects.create(file=BOOK)
    plain(BOOK, b"0123456789" * 1000)
    migrate()
    assert opened(BOOK) == b"0123456789" * 1000
