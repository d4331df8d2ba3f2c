"""A form with files, over a real connection to a real server: what is sent lies sealed and without a name
while it arrives, is kept as it lies there, and leaves nothing where it is refused, cut off or not kept."""

from __future__ import annotations

import hashlib
import os
import re
import resource
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy.files.writing import FOLDER
from tests.files.opened import open_stored_files
from tests.files.sending import PDF, WHO, begin, connected, named_files, open_files, send, take_answer
from tests.instances import Instance, eventually, instance
from tests.public.test_odd_bodies import END, file_part

LARGE = 3_000_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance whose web server has our pages and those of ``upload_pages``."""
    with instance(tmp_path_factory.mktemp("uploads")) as made:
        serve(made)
        yield made


def serve(made: Instance) -> None:
    made.start(
        *("-m", "gunicorn", "tests.files.upload_server", "--config", "python:som.gunicorn"),
        *("--bind", f"127.0.0.1:{made.port}", "--workers", "1"),
    )
    eventually(lambda: made.status("/contact/") == 200)


def stored_names(served: Instance) -> set[str]:
    return {name for (name,) in served.query("SELECT name FROM privacy_storedfile")}


def worker_of(served: Instance) -> int:
    """The process that answers, not the one that watches over it."""
    [master] = [
        process
        for process in served.processes()
        if Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]
    return int(Path(f"/proc/{master}/task/{master}/children").read_text().split()[0])


# --- What is taken ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["function", "class", "admin"])
def test_files_are_kept_as_they_were_sent_by_every_kind_of_view(served: Instance, page: str) -> None:
    cv, more = PDF + page.encode(), b"PK\x03\x04" + os.urandom(200_000)
    body = WHO + file_part(b"cv", cv) + file_part(b"more", more, b"a letter.DOCX") + END
    status, said = send(served, body, path=page)
    who, *names = said.split("\n")
    assert (status, who, len(names)) == (200, "An", 2)
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "docx"]
    contents = open_stored_files(served)
    assert [contents[name] for name in names] == [cv, more]


def test_what_is_kept_is_the_very_file_that_arrived(served: Instance) -> None:
    with connected(served) as connection:
        body = WHO + file_part(b"cv", PDF + b"z" * LARGE) + END
        begin(connection, body[:-20], length=len(body))
        eventually(lambda: open_files(served) == 1)
        [arriving] = _nodes(served)
        connection.sendall(body[-20:])
        _status, said = take_answer(connection)
    media = served.var_dir / "media" / FOLDER
    assert (media / said.split("\n")[1]).stat().st_ino == arriving


def _nodes(served: Instance) -> set[int]:
    """The files without a name that the worker writes to."""
    handles = Path(f"/proc/{worker_of(served)}/fd")
    return {os.stat(handle).st_ino for handle in handles.iterdir() if f"/{FOLDER}/" in _leads_to(handle)}


def _leads_to(handle: Path) -> str:
    try:
        return str(handle.readlink())
    except OSError:
        return ""


def test_nothing_lies_in_clear_while_it_arrives(served: Instance) -> None:
    planted = b"Noor Hendrickx, geboren te Leuven "
    with connected(served) as connection:
        begin(connection, WHO + file_part(b"cv", b"%PDF-1.7 " + planted * 40_000)[:-2], length=9_000_000)
        eventually(lambda: open_files(served) == 1)
        eventually(lambda: sum(_sizes(served)) > 1_000_000)
        for handle in Path(f"/proc/{worker_of(served)}/fd").iterdir():
            if _leads_to(handle).startswith(str(served.var_dir)):
                assert planted not in handle.read_bytes(), _leads_to(handle)
    assert not any(planted in Path(path).read_bytes() for path in named_files(served))


def _sizes(served: Instance) -> list[int]:
    handles = Path(f"/proc/{worker_of(served)}/fd")
    return [os.stat(handle).st_size for handle in handles.iterdir() if f"/{FOLDER}/" in _leads_to(handle)]


def test_what_a_view_does_not_keep_is_gone(served: Instance) -> None:
    before = named_files(served), stored_names(served)
    assert send(served, WHO + file_part(b"cv", PDF) + END, path="looks-only") == (200, "1")
    assert (named_files(served), stored_names(served)) == before
    eventually(lambda: open_files(served) == 0)


# --- What is refused ----------------------------------------------------------------------------------

REFUSED = {
    "a file that no field asks for": (400, WHO + file_part(b"photo", PDF) + END),
    "two where one is taken": (413, WHO + file_part(b"cv", PDF) * 2 + END),
    "a fourth of three": (413, WHO + file_part(b"more", PDF) * 4 + END),
    "a kind that is not taken": (415, WHO + file_part(b"cv", PDF, b"cv.exe") + END),
    "a name without an ending": (415, WHO + file_part(b"cv", PDF, b"cv") + END),
    "a file that is not what its name says": (415, WHO + file_part(b"cv", b"PK\x03\x04" + PDF) + END),
    "an empty file": (415, WHO + file_part(b"cv", b"") + END),
    "a good file, then one that is not": (
        415,
        WHO + file_part(b"cv", PDF) + file_part(b"more", b"MZ" + PDF, b"a.docx") + END,
    ),
}


@pytest.mark.parametrize("what", list(REFUSED))
def test_what_the_form_does_not_take_is_refused_whole(served: Instance, what: str) -> None:
    status, body = REFUSED[what]
    before = named_files(served), stored_names(served)
    got, page = send(served, body)
    assert got == status
    assert "<h1>" in page
    assert (named_files(served), stored_names(served)) == before
    eventually(lambda: open_files(served) == 0)


def test_a_form_that_takes_no_file_takes_none(served: Instance) -> None:
    assert send(served, WHO + file_part(b"cv", PDF) + END, path="none")[0] == 400


def test_who_sends_another_kind_reads_which_are_taken(served: Instance) -> None:
    _status, page = send(served, WHO + file_part(b"cv", PDF, b"cv.exe") + END)
    assert "docx, odt, pdf" in page


@pytest.mark.parametrize("length", [102_000_000, 200_000_000, 2**40])
def test_a_form_that_says_it_is_too_large_is_refused_before_it_is_read(served: Instance, length: int) -> None:
    """The body is not sent: whoever waited for it would never answer."""
    with connected(served) as connection:
        begin(connection, b"", length=length)
        assert take_answer(connection)[0] == 413


def test_a_file_is_stopped_at_its_limit_and_what_follows_is_not_read(served: Instance) -> None:
    with connected(served) as connection:
        begin(connection, WHO + file_part(b"cv", PDF)[:-2], length=100_000_000)
        block, sent = b"y" * 1_000_000, 0
        try:
            while sent < 99_000_000:
                connection.sendall(block)
                sent += len(block)
        except ConnectionError:
            pass
        assert take_answer(connection)[0] in (413, 0)
    assert 50_000_000 < sent < 75_000_000
    eventually(lambda: open_files(served) == 0)


def test_all_files_together_have_a_limit(served: Instance) -> None:
    half = file_part(b"more", PDF + b"y" * 51_000_000)
    before = named_files(served)
    with connected(served) as connection:
        connection.settimeout(30)
        # The form itself may be that large: what its fields may have besides is not for files.
        begin(connection, half * 2 + END, length=len(half) * 2 + len(END) - 1_100_000)
        assert take_answer(connection)[0] in (413, 0)
    assert named_files(served) == before


def test_who_may_send_nothing_is_refused_before_it_is_read(served: Instance) -> None:
    with connected(served) as connection:
        begin(connection, b"", path="staff", length=900_000)
        status, page = take_answer(connection)
    assert status == 403
    assert "aangemeld" in page


# --- What ends in the middle --------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["in a file", "after a file", "in a field"])
def test_a_form_that_is_cut_off_is_never_handed_on_as_if_it_were_whole(served: Instance, at: str) -> None:
    whole = {
        "in a file": WHO + file_part(b"cv", PDF)[:-9],
        "after a file": WHO + file_part(b"cv", PDF),
        "in a field": file_part(b"cv", PDF) + WHO[:-3],
    }[at]
    before = named_files(served), stored_names(served)
    with connected(served) as connection:
        begin(connection, whole, length=len(whole) + 5000)
        connection.shutdown(socket.SHUT_WR)
        assert take_answer(connection)[0] == 400
    assert (named_files(served), stored_names(served)) == before
    eventually(lambda: open_files(served) == 0)


def test_a_client_that_goes_away_leaves_nothing(served: Instance) -> None:
    before = named_files(served), stored_names(served)
    with connected(served) as connection:
        begin(connection, WHO + file_part(b"cv", PDF + b"z" * LARGE)[:-2], length=9_000_000)
        eventually(lambda: open_files(served) == 1)
        assert named_files(served) == before[0]
    eventually(lambda: open_files(served) == 0)
    assert (named_files(served), stored_names(served)) == before


def test_a_killed_worker_leaves_nothing_and_another_goes_on(served: Instance) -> None:
    before = named_files(served), stored_names(served)
    killed = worker_of(served)
    with connected(served) as connection:
        begin(connection, WHO + file_part(b"cv", PDF + b"z" * LARGE)[:-2], length=9_000_000)
        eventually(lambda: open_files(served) == 1)
        os.kill(killed, signal.SIGKILL)
        assert take_answer(connection)[0] == 0
    assert (named_files(served), stored_names(served)) == before
    assert open_files(served) == 0
    eventually(lambda: served.status("/contact/") == 200)
    assert send(served, WHO + file_part(b"cv", PDF) + END)[0] == 200


# --- No room ------------------------------------------------------------------------------------------


def test_where_there_is_no_room_one_reads_so_and_later_there_is(tmp_path: Path) -> None:
    """A limit on the size of a file stands for the end of the disk: whoever meets it is told the same."""
    given = resource.getrlimit(resource.RLIMIT_FSIZE)
    with instance(tmp_path / "full") as made:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000_000, given[1]))
        try:
            serve(made)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, given)
        before = named_files(made)
        status, page = send(
            made, WHO + file_part(b"cv", PDF) + file_part(b"more", PDF + b"z" * 9_000_000) + END
        )
        assert status == 507
        assert "We hebben op dit moment geen plaats meer" in page
        assert (named_files(made), stored_names(made), open_files(made)) == (before, set(), 0)
        content = PDF + b"z" * LARGE
        status, said = send(made, WHO + file_part(b"cv", content) + END)
        assert status == 200
        [kept] = open_stored_files(made).values()
        assert hashlib.sha256(kept).digest() == hashlib.sha256(content).digest()
        assert re.fullmatch(r"An\n[0-9a-f/]+\.pdf", said)
