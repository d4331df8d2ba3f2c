"""A full disk: nothing half is stored, it is said, and afterwards all goes on."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from privacy.db.disk_full import is_disk_full
from privacy.files.sealed import CHUNK
from privacy.files.writing import begin_file
from privacy.models import StoredFile
from tests.files.room import lying_there, opened, some_bytes, stored
from tests.invoices.clients import a_person, draft_for
from tests.staff.browsing import signed_in
from tests.staff.people import director

pytestmark = pytest.mark.django_db


@contextlib.contextmanager
def room_for(length: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes: the system says so as it says that a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("length", [100, CHUNK, 20 * CHUNK])
def test_what_finds_no_room_leaves_nothing_and_the_next_is_stored(length: int) -> None:
    content = some_bytes(30 * CHUNK)
    with room_for(length), pytest.raises(OSError, match="large") as error:
        stored(content)
    assert is_disk_full(error.value)
    assert lying_there() == []
    assert not StoredFile.objects.exists()
    assert opened(stored(content)) == content


def test_what_arrives_stops_where_the_room_ends() -> None:
    with room_for(2 * CHUNK), begin_file() as sealed:
        sealed.write(some_bytes(CHUNK))
        with pytest.raises(OSError, match="large"):
            sealed.write(some_bytes(40 * CHUNK))
    assert lying_there() == []


def test_an_invoice_that_finds_no_room_stays_a_draft_and_is_issued_later() -> None:
    draft = draft_for(a_person())
    client: Client = signed_in(director())
    client.raise_request_exception = False
    page = reverse("admin:contacts_invoice_issue", args=(draft.pk,))
    with room_for(100):
        assert client.post(page).status_code == 507
    draft.refresh_from_db()
    assert (draft.number, lying_there()) == (None, [])
    assert client.post(page).status_code == 302
    draft.refresh_from_db()
    assert default_storage.exists(str(draft.document.name))
