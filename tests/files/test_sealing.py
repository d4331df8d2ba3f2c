"""A stored file comes back as it went in, or not at all: whatever is changed on the disk or in its row."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.files.keys import NoKey
from privacy.files.sealed import CHUNK, TAG, Sealer, Tampered, Unsealer, compute_sealed_size
from privacy.files.writing import place_of
from privacy.models import StoredFile
from tests.files.room import opened, sealed_bytes, some_bytes, stored

pytestmark = pytest.mark.django_db

STEP = CHUNK + TAG
LENGTHS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 77]


@pytest.mark.parametrize("length", LENGTHS)
def test_a_file_of_any_length_comes_back_and_shows_nothing_on_the_disk(length: int) -> None:
    content = some_bytes(length)
    name = stored(content)
    assert opened(name) == content
    assert default_storage.size(name) == length
    sealed = sealed_bytes(name)
    assert len(sealed) == compute_sealed_size(length)
    assert not any(content[at : at + 32] in sealed for at in range(0, length - 32, 1024))
    assert stat.S_IMODE(place_of(name).stat().st_mode) == 0o600


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_part_is_read_without_the_rest(data: st.DataObject) -> None:
    content = some_bytes(3 * CHUNK + 5)
    sealed = io.BytesIO()
    sealer = Sealer(sealed, b"k" * 32)
    at = 0
    while at < len(content):  # in pieces of any length
        step = data.draw(st.sampled_from([1000, 65_535, CHUNK, CHUNK + 1, 200_000]))
        sealer.write(content[at : at + step])
        at += step
    reader = Unsealer(sealed, b"k" * 32, sealer.finish())
    for _part in range(5):
        start = data.draw(st.integers(0, len(content) + 10))
        length = data.draw(st.integers(0, 2 * CHUNK))
        reader.seek(start)
        assert reader.read(length) == content[start : start + length]
    reader.seek(-9, io.SEEK_END)
    assert reader.read() == content[-9:]
    with io.BufferedReader(reader) as buffered:
        buffered.seek(0)
        assert buffered.read() == content


def flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda raw: (
        raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] if at >= 0 else flipped(len(raw) + at)(raw)
    )


TAMPERINGS: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda raw: b"",
    "cut at a chunk": lambda raw: raw[: 2 * STEP],
    "cut by a byte": lambda raw: raw[:-1],
    "a byte more": lambda raw: raw + b"x",
    "a chunk twice": lambda raw: raw[:STEP] + raw,
    "two chunks swapped": lambda raw: raw[STEP : 2 * STEP] + raw[:STEP] + raw[2 * STEP :],
    "the first for the second": lambda raw: raw[:STEP] + raw[:STEP] + raw[2 * STEP :],
    "the last at the front": lambda raw: raw[2 * STEP :] + raw[: 2 * STEP],
    "a bit of the data": flipped(0),
    "a bit of a tag": flipped(STEP - 1),
    "a bit of the second chunk": flipped(STEP),
    "a bit of the last tag": flipped(-1),
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_what_was_tampered_with_does_not_open(how: str) -> None:
    name = stored(some_bytes(2 * CHUNK + 500))
    raw = sealed_bytes(name)
    place_of(name).write_bytes(TAMPERINGS[how](raw))
    with pytest.raises(Tampered):
        opened(name)
    place_of(name).write_bytes(raw)
    assert opened(name) == some_bytes(2 * CHUNK + 500)


def test_an_empty_file_is_sealed_too() -> None:
    name = stored(b"")
    place_of(name).write_bytes(bytes(TAG))
    with pytest.raises(Tampered):
        opened(name)


def test_a_file_cut_at_a_chunk_does_not_open_though_its_row_was_changed_to_match() -> None:
    name = stored(some_bytes(3 * CHUNK))
    place_of(name).write_bytes(sealed_bytes(name)[: 2 * STEP])
    StoredFile.objects.update(size=2 * CHUNK)
    with pytest.raises(NoKey):
        opened(name)


def test_two_files_of_one_length_cannot_take_each_others_place() -> None:
    one, other = stored(b"1" * 3000), stored(b"2" * 3000)
    first, second = sealed_bytes(one), sealed_bytes(other)
    place_of(one).write_bytes(second)
    place_of(other).write_bytes(first)
    with pytest.raises(Tampered):
        opened(one)
    keys = dict(StoredFile.objects.values_list("name", "wrapped_key"))
    StoredFile.objects.filter(name=one).update(wrapped_key=keys[other])
    with pytest.raises(NoKey):
        opened(one)


def test_each_file_has_a_key_of_its_own() -> None:
    one, other = stored(b"the same"), stored(b"the same")
    assert sealed_bytes(one) != sealed_bytes(other)
    assert len(set(StoredFile.objects.values_list("wrapped_key"))) == 2
