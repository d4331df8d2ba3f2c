"""The process that opens a document is bounded by the kernel, and knows nothing that it could give away."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from applicants.cleaning import bounded
from applicants.cleaning.refused import Refused, Why
from tests.cleaning import pdf_samples

LIMITED = (
    f"import sys; sys.path.insert(0, {str(bounded.ROOT)!r}); "
    "from applicants.cleaning import inside; inside._bound(); "
)


def run(monkeypatch: pytest.MonkeyPatch, program: str, seconds: float = 20) -> bounded.Opened:
    """Run ``program`` in the place of ours, as if a document had taken it over."""
    monkeypatch.setattr(bounded, "START", program)
    return bounded.open_bounded(b"", task="clean", kind="pdf", seconds=seconds)


def why_not(monkeypatch: pytest.MonkeyPatch, program: str, seconds: float = 20) -> Why:
    with pytest.raises(Refused) as refused:
        run(monkeypatch, program, seconds)
    return refused.value.why


def test_it_gives_back_a_copy_and_its_pages() -> None:
    data = pdf_samples.save(pdf_samples.letter(2))
    opened = bounded.open_bounded(data, task="clean", kind="pdf", seconds=20)
    assert opened.copy.startswith(b"%PDF-")
    assert opened.pages == 2


def test_it_cannot_have_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    program = LIMITED + "bytes(900_000_000); print('done 1 0')"
    assert why_not(monkeypatch, program) == Why.DAMAGED


def test_it_cannot_write_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "taken"
    program = LIMITED + f"open({str(file)!r}, 'wb', buffering=0).write(b'x'); print('done 1 0')"
    assert why_not(monkeypatch, program) == Why.DAMAGED
    assert file.read_bytes() == b""


def test_it_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    assert why_not(monkeypatch, "import time; time.sleep(60)", seconds=0.5) == Why.TOO_MUCH
    assert time.monotonic() - began < 10


def test_an_answer_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys\nprint('done 1 0')\nwhile True: sys.stdout.buffer.write(bytes(1_000_000))"
    assert why_not(monkeypatch, program) == Why.TOO_MUCH


@pytest.mark.parametrize(
    "answer",
    ["", "done", "done x", "refused", "refused because", "done -1 0", "done 1", "done 1 2 3", "\\x00"],
)
def test_an_answer_that_is_none_of_ours_is_no_copy(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    assert why_not(monkeypatch, f"print('{answer}')") == Why.DAMAGED


def test_it_knows_no_settings_and_no_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "told-to-nobody")
    program = LIMITED + (
        "import os, applicants.cleaning.docx, applicants.cleaning.odt, applicants.cleaning.pdf; "
        "django = any(name.split('.')[0] == 'django' for name in sys.modules); "
        "print('refused virus' if django or 'SECRET_KEY' in os.environ else 'done 7 0')"
    )
    assert run(monkeypatch, program).pages == 7


def test_two_are_opened_at_once_and_the_third_waits() -> None:
    order: list[str] = []

    def third() -> None:
        with bounded.take_place(patience=10):
            order.append("third")

    with bounded.take_place(patience=1), bounded.take_place(patience=1):
        with pytest.raises(bounded.NoPlace), bounded.take_place(patience=0.1):
            pass
        waiting = threading.Thread(target=third)
        waiting.start()
        time.sleep(0.2)
        order.append("two are done")
    waiting.join(10)
    assert order == ["two are done", "third"]


def test_the_locks_are_ours_alone(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with bounded.take_place(patience=1):
        assert (tmp_path / "cleaning").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "cleaning" / "0.lock").stat().st_mode & 0o777 == 0o600
