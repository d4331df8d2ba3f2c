"""A scanner is asked where the settings name one; where it does not answer, nothing is taken for clean."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from applicants.cleaning import virus_scan
from applicants.cleaning.virus_scan import Scanned, ScannerAway, scan
from tests.cleaning import scanner

MISBEHAVING = ("hangs up", "says nothing", "never ends", "finds it too large")


@pytest.fixture
def path(tmp_path: Path, settings: Any) -> Path:
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
    return tmp_path / "clamd"


def test_without_a_scanner_nothing_is_asked(settings: Any) -> None:
    settings.CLAMAV_SOCKET = ""
    assert scan(io.BytesIO(scanner.VIRUS)) == Scanned.OFF


@pytest.mark.parametrize("manner", ["", "stammers"])
def test_the_whole_document_is_looked_at(path: Path, manner: str) -> None:
    document = bytes(range(256)) * 1000
    with scanner.running(path, manner) as asked:
        source = io.BytesIO(document)
        source.seek(7)
        assert scan(source) == Scanned.CLEAN
        assert source.tell() == 0
        assert scan(io.BytesIO(document + scanner.VIRUS)) == Scanned.FOUND
    assert asked.received[0] == document


@pytest.mark.parametrize("manner", MISBEHAVING)
def test_no_answer_is_no_leave(path: Path, manner: str) -> None:
    with scanner.running(path, manner), pytest.raises(ScannerAway):
        scan(io.BytesIO(b"a letter" * 100_000))


def test_a_scanner_that_does_not_run_is_no_leave(path: Path) -> None:
    with pytest.raises(ScannerAway):
        scan(io.BytesIO(b"a letter"))
    assert not path.exists()


def test_a_scanner_that_never_answers_is_not_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virus_scan, "SECONDS", 0.2)
    with scanner.running(path) as asked:
        asked.shutdown()  # the socket takes connections and nobody reads them
        with pytest.raises(ScannerAway):
            scan(io.BytesIO(b"a letter"))
        asked.shutdown = lambda: None  # type: ignore[method-assign]


def test_the_reason_of_a_silence_names_no_document(path: Path) -> None:
    with pytest.raises(ScannerAway) as away:
        scan(io.BytesIO(b"a letter"))
    assert str(away.value) == "FileNotFoundError"
