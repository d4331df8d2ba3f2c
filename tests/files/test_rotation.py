"""A new key of ``FILE_KEYS`` takes over all or nothing, and no key leaves while something needs it."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.utils import timezone

from privacy.files.keys import NoKey
from privacy.files.rotation import Rotated, rotate_file_keys
from privacy.models import OutboxMessage, StoredFile
from tests.commands import answer, refusal
from tests.files.conftest import NEW, OLD
from tests.files.room import opened, sealed_bytes, stored

pytestmark = pytest.mark.django_db


def letter(text: str) -> OutboxMessage:
    """Put a letter in the outbox: its text is encrypted."""
    return OutboxMessage.objects.create(handler="mail", payload=text, next_at=timezone.now())


def key_names() -> set[str]:
    return set(StoredFile.objects.values_list("key_name", flat=True))


def test_the_new_key_takes_over_and_the_old_one_may_go(settings: Any) -> None:
    names = [stored(b"%d" % number) for number in range(12)]
    message = letter("Dear Noor")
    before = {name: sealed_bytes(name) for name in names}
    settings.FILE_KEYS = [NEW, OLD]
    assert [opened(name) for name in names] == [b"%d" % number for number in range(12)]
    newer = stored(b"under the new one from the first")
    assert rotate_file_keys() == Rotated(files=12, texts=1)
    assert rotate_file_keys() == Rotated(files=0, texts=0)

    settings.FILE_KEYS = [NEW]
    assert [opened(name) for name in names] == [b"%d" % number for number in range(12)]
    assert opened(newer) == b"under the new one from the first"
    message.refresh_from_db()
    assert message.payload == "Dear Noor"
    assert {name: sealed_bytes(name) for name in names} == before, "no file was written"


def test_the_old_key_opens_nothing_afterwards(settings: Any) -> None:
    name = stored()
    letter("Dear Noor")
    settings.FILE_KEYS = [NEW, OLD]
    rotate_file_keys()
    settings.FILE_KEYS = [OLD]
    with pytest.raises(NoKey):
        opened(name)
    with pytest.raises(InvalidToken):
        OutboxMessage.objects.get()


@pytest.mark.parametrize("lost", ["a file", "a text"])
def test_a_missing_key_stops_it_before_anything_is_changed(settings: Any, lost: str) -> None:
    for number in range(3):
        stored(b"%d" % number)
    if lost == "a file":
        StoredFile.objects.filter(pk=StoredFile.objects.latest("pk").pk).update(key_name="gone")
    else:
        OutboxMessage.objects.filter(pk=letter("Dear Noor").pk).update(payload=b"of another key")
    before = sorted(StoredFile.objects.values_list("pk", "key_name"))
    settings.FILE_KEYS = [NEW, OLD]
    assert "FILE_KEYS" in refusal("privacy_rotate_file_keys")
    assert sorted(StoredFile.objects.values_list("pk", "key_name")) == before


def test_the_command_says_how_many(settings: Any) -> None:
    stored()
    letter("Dear Noor")
    settings.FILE_KEYS = [NEW, OLD]
    assert answer("privacy_rotate_file_keys") == {"files": 1, "texts": 1}
    assert key_names() == {"new"}


def test_a_key_that_left_while_a_file_needs_it_is_said_everywhere(settings: Any, client: Client) -> None:
    stored()
    assert said("privacy.E021") == []
    settings.FILE_KEYS = [NEW]
    [told] = said("privacy.E021")
    assert "old" in told
    with pytest.raises(SystemCheckError):
        call_command("check", databases=["default"])
    assert client.get("/healthz/").json()["missing_file_keys"] == 1
    assert client.get("/healthz/").status_code == 503
    assert [one["where"] for one in answer("privacy_audit")["findings"] if one["where"] == "old"] == ["old"]


@pytest.mark.parametrize(
    "keys",
    [
        ["11" * 32],
        ["a:" + "11" * 31],
        ["a:" + "zz" * 32],
        [f"{'n' * 51}:{'11' * 32}"],
        ["a:" + "11" * 32, "a:" + "22" * 32],
    ],
)
def test_keys_that_cannot_be_right_stop_the_start_and_are_not_repeated(
    settings: Any, keys: list[str]
) -> None:
    settings.FILE_KEYS = keys
    [told] = said("privacy.E020")
    assert "1111" not in told


def said(number: str) -> list[str]:
    """Return what the checks say under a number, those of the database too."""
    found = run_checks() + run_checks(tags=["database"], databases=["default"])
    return [message.msg for message in found if message.id == number]
