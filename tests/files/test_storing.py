"""What a ``FileField`` stores lies in the file room: without the name that it came with, read by nobody but
through us, and erased with its row."""

from __future__ import annotations

import errno
import io
import os
from typing import Any

import pytest
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse

from contacts.models import Upload
from privacy.files.sealed import CHUNK
from privacy.files.writing import begin_file, make_name, place_of
from privacy.models import FileToDelete, StoredFile
from privacy.retention.stored_files import remove_files
from tests.files.room import lying_there, opened, sealed_bytes, some_bytes, stored

pytestmark = pytest.mark.django_db


def test_a_name_says_nothing_of_who_sent_it() -> None:
    assert make_name("/Noor.Hendrickx").count("Noor") == 0
    name = stored(name="cv/Noor Hendrickx.PDF")
    assert name.endswith(".pdf")
    assert "noor" not in name.lower()
    assert lying_there() == [name]
    assert opened(name).startswith(b"%PDF")


def test_nobody_is_given_a_path_or_an_address_of_a_file() -> None:
    name = stored()
    with pytest.raises(NotImplementedError):
        default_storage.path(name)
    with pytest.raises(NotImplementedError):
        default_storage.url(name)
    with pytest.raises(ValueError, match="never changed"):
        default_storage.open(name, "ab")


def test_a_server_that_asks_for_the_file_itself_gets_none_and_sends_what_it_says() -> None:
    """It would send the sealed bytes (gunicorn does, where a file has a ``fileno``)."""
    content = some_bytes(CHUNK + 9)
    with default_storage.open(stored(content)) as file:
        with pytest.raises(io.UnsupportedOperation):
            file.fileno()
        answer = FileResponse(file, filename="invoice.pdf")
        assert answer["Content-Length"] == str(len(content))
        assert b"".join(answer) == content


def test_a_stored_file_opens_again_after_it_was_closed() -> None:
    upload = Upload(source="the cooperative")
    upload.file.save("book.csv", File(io.BytesIO(b"first name")), save=False)
    for _time in range(2):
        with upload.file.open("rb") as file:
            assert file.read() == b"first name"


def test_what_is_written_bit_by_bit_is_sealed_while_it_arrives_and_kept_once_it_is_whole() -> None:
    with begin_file() as sealed:
        for part in (b"one ", b"two ", b"three"):
            sealed.write(part)
        assert sealed.finish() == 13
        with sealed.open() as reader:
            assert reader.read() == b"one two three"
        assert lying_there() == [], "it has no name before it is kept"
        name = sealed.keep(suffix=".txt")
        with pytest.raises(ValueError, match="finished"):
            sealed.write(b"four")
        with pytest.raises(ValueError, match="kept"):
            sealed.keep()
    assert name.endswith(".txt")
    assert opened(name) == b"one two three"
    assert lying_there() == [name]


def test_what_is_not_kept_leaves_nothing() -> None:
    with begin_file() as sealed:
        sealed.write(some_bytes(3 * CHUNK))
    assert lying_there() == []
    assert not StoredFile.objects.exists()


def test_what_arrived_sealed_is_kept_without_being_copied_and_a_second_time_as_a_copy() -> None:
    with begin_file() as sealed:
        sealed.write(b"an address book")
        reader: Any = sealed.open()
        arrived: Any = File(reader, name="book.csv")
        arrived.sealed = sealed
        with sealed._file.open() as file:
            raw = file.read()
        first, second = (default_storage.save("book.csv", arrived) for _time in range(2))
    assert sealed_bytes(first) == raw
    assert sealed_bytes(second) != raw
    assert opened(first) == opened(second) == b"an address book"


def test_where_no_file_can_be_without_a_name_it_lies_apart_until_it_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_nameless_files(monkeypatch)
    with begin_file() as sealed:
        sealed.write(b"one")
        assert [name.partition("/")[0] for name in lying_there()] == ["unfinished"]
        name = sealed.keep()
    assert lying_there() == [name]
    assert opened(name) == b"one"
    with begin_file() as sealed:
        sealed.write(b"two")
    assert lying_there() == [name]


def without_nameless_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be one that has no ``O_TMPFILE``."""
    real = os.open

    def refusing(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, "no such thing here")
        return real(path, flags, *more, **named)

    monkeypatch.setattr("privacy.files.nameless.os.open", refusing)


@pytest.mark.promise("P10")
def test_who_deletes_the_row_erased_the_file_also_where_an_old_copy_of_it_is_put_back() -> None:
    name = stored()
    copy = sealed_bytes(name)
    default_storage.delete(name)
    remove_files()
    assert not default_storage.exists(name)
    assert not place_of(name).exists()
    place_of(name).write_bytes(copy)
    with pytest.raises(FileNotFoundError):
        opened(name)


@pytest.mark.django_db(transaction=True)
def test_a_file_deleted_in_a_transaction_that_fails_is_still_there() -> None:
    name = stored()
    with transaction.atomic():
        default_storage.delete(name)
        transaction.set_rollback(True)
    assert opened(name).startswith(b"%PDF")
    assert not FileToDelete.objects.exists()
    default_storage.delete(name)
    assert lying_there() == []


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_bytes_that_nobody_can_read() -> None:
    with transaction.atomic():
        name = stored()
        transaction.set_rollback(True)
    assert lying_there() == [name]
    with pytest.raises(FileNotFoundError):
        opened(name)
