"""Address books that other people's programs wrote, read a second time in a much simpler way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contacts.importing.card import Card
from contacts.importing.file_format import open_address_book
from tests.originals import original_samples

from . import samples

OURS = {"gmail": samples.GMAIL, "evolution": samples.EVOLUTION}
"""Those of our own that the simple way can read."""
ORIGINALS = {path.name: path for path in original_samples("vcards")}


@pytest.mark.parametrize("name", [*OURS, *ORIGINALS])
def test_every_name_mail_and_phone_that_a_simple_reading_finds_is_read(name: str, tmp_path: Path) -> None:
    path = ORIGINALS.get(name, tmp_path / name)
    if name in OURS:
        path.write_bytes(OURS[name])
    text = re.sub(r"\n[ \t]", "", path.read_bytes().replace(b"\r\n", b"\n").decode())
    entries = list(open_address_book(path))
    cards = [one for one in entries if isinstance(one, Card)]
    assert len(entries) == len(cards) == text.count("BEGIN:VCARD")
    for one, written in zip(cards, text.split("END:VCARD"), strict=False):
        mails = re.findall(r"^EMAIL[^\n]*?:([^\s:=]+@[^\s:]+)$", written, re.MULTILINE)
        assert {value for value, _label in one.emails} >= set(mails)
        numbers = {
            re.sub(r"\D", "", tel.partition(";ext=")[0])
            for tel in re.findall(r'^TEL(?:;[^;:"]+|;[^;:"]+"[^"]*")*:(.+)$', written, re.MULTILINE)
        }
        assert {re.sub(r"\D", "", value) for value, _label in one.phones} == numbers
        assert bool(one.first_name or one.last_name) == bool(re.search(r"^(N|FN)[;:]", written, re.MULTILINE))
        family = re.search(r"^N(?:;LANGUAGE=[^:]*)?:([^;]+);([^;]+)", written, re.MULTILINE)
        if family:
            assert one.last_name == family.group(1)
            assert one.first_name.startswith(family.group(2))
