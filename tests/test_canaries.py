"""Gone means gone: after an erasure no byte of the person is left in database, files, queue, logs or
ledger."""

from __future__ import annotations

import base64
import contextlib
import json
import quopri
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from privacy.declarations.registry import registry
from tests import canaries, canary_search
from tests.files.opened import open_stored_files
from tests.instances import Instance, instance

KEPT = {
    "contacts.invoice.billed_to",
    "privacy.disclosure.gift",
    "privacy.choice.wish",
    "privacy.identifier.address",
    "privacy.dutyfulfilled.duty",
}
Planted = dict[str, dict[str, str]]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Instance]:
    with instance(tmp_path / "instance") as made, a_reader(made):
        yield made


READER = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1])
print(database.execute("SELECT count(*) FROM privacy_subject").fetchall(), flush=True)
time.sleep(600)
"""


@contextlib.contextmanager
def a_reader(fresh: Instance) -> Iterator[None]:
    """Keep somebody connected, as a server is: SQLite's last one to leave would empty the write-ahead log for
    us.

    In a process of its own: here, the locks of a connection would be lost with the first reading of the
    file's bytes.
    """
    reader = fresh.start("-c", READER, str(fresh.var_dir / "som.sqlite3")) if _is_sqlite(fresh) else None
    if reader and reader.stdout:
        assert reader.stdout.readline()
    yield
    if reader:
        assert reader.poll() is None, "it was connected to the end"
        reader.kill()
        reader.communicate()


def _is_sqlite(fresh: Instance) -> bool:
    return fresh.environment["DATABASE_URL"].startswith("sqlite")


def where(words: set[str], fresh: Instance) -> dict[str, set[str]]:
    """Return each file or table that holds one of ``words`` in any form, with those it holds; a stored file
    by what it says when it is opened, for sealed it may say nothing."""
    assert canary_search.in_files(words, fresh.var_dir / "media") == {}
    opened = open_stored_files(fresh)
    holding = canary_search.in_files(words, fresh.var_dir) | canary_search.in_contents(words, opened)
    return (
        holding if _is_sqlite(fresh) else holding | _in_postgresql(words, fresh.environment["DATABASE_URL"])
    )


def _in_postgresql(words: set[str], url: str) -> dict[str, set[str]]:
    """Look through every row of every table, statistics among them, and through a dump; dead rows are
    vacuumed first."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (FULL, ANALYZE)")
        tables = connection.execute(
            "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
            " WHERE table_type = 'BASE TABLE' AND (table_schema NOT IN ('pg_catalog', "
            "'information_schema') OR table_name = 'pg_statistic')"
        ).fetchall()
        holding = {}
        for (table,) in tables:
            rows = connection.execute(f"SELECT t::text FROM {table} t".encode()).fetchall()
            if held := canary_search.found(words, "\n".join(text for (text,) in rows).encode()):
                holding[str(table)] = held
    if shutil.which("pg_dump"):
        dump = subprocess.run(["pg_dump", url], capture_output=True, check=True).stdout
        if held := canary_search.found(words, dump):
            holding["pg_dump"] = held
    return holding


def all_of(planted: Planted, *labels: str) -> set[str]:
    return {
        word for label, fields in planted.items() if not labels or label in labels for word in fields.values()
    }


def ends_of_searched_words(planted: Planted) -> set[str]:
    """Return how the words end that staff could have found the person by, as far as no other word begins
    so."""
    searched = {group.label: set(group.fields) & set(group.policy.searched) for group in registry.groups}
    return {
        word[8:]
        for label, fields in planted.items()
        for name, word in fields.items()
        if name in searched[label]
    }


def held_anywhere(words: set[str], fresh: Instance) -> set[str]:
    return set().union(*where(words, fresh).values())


@pytest.mark.promise("P10")
@pytest.mark.promise("P11")
@pytest.mark.promise("P39")
def test_nothing_of_a_person_is_left_but_what_the_law_keeps_and_that_goes_too(fresh: Instance) -> None:
    person, other = canary_search.word(), canary_search.word()
    people: dict[str, Planted] = json.loads(fresh_output(fresh, "-m", "tests.canaries", person, other))
    mine, theirs = people[person], people[other]
    everything_of_mine = all_of(mine) | {person}
    assert len(all_of(mine)) > 30
    assert held_anywhere(everything_of_mine, fresh) == everything_of_mine, (
        "planted, and the search finds them"
    )
    assert held_anywhere(all_of(theirs), fresh) == all_of(theirs)
    assert held_anywhere(ends_of_searched_words(mine), fresh) == ends_of_searched_words(mine)
    document_bytes = _slices_of_the_invoice(fresh, mine)
    assert len(document_bytes) == 2

    answer = json.loads(fresh.manage("privacy_erase", f"{person}@example.org", "--json"))
    assert {entry["label"] for entry in answer["kept"]} == KEPT
    assert set(answer["erased"]) >= set(mine) - KEPT
    kept = all_of(mine, *KEPT)
    left = where(everything_of_mine, fresh)
    assert set().union(*left.values()) == kept, left
    assert where(ends_of_searched_words(mine), fresh) == {}, (
        "an index of words keeps what they begin with apart"
    )
    assert _slices_of_the_invoice(fresh, mine) == document_bytes
    assert held_anywhere(all_of(theirs), fresh) == all_of(theirs), "nobody else lost anything"

    fresh.manage("privacy_sweep", "--as-of", "2033-12-31")
    assert all_of(mine, "contacts.invoice.billed_to") <= held_anywhere(everything_of_mine, fresh)
    fresh.manage("privacy_sweep", "--as-of", "2034-01-01")
    assert where(everything_of_mine, fresh) == {}
    everything = [path.read_bytes() for path in fresh.var_dir.rglob("*") if path.is_file()]
    assert not any(needle in data for needle in document_bytes for data in everything)
    names = set(theirs["contacts.contact.name"].values()) | set(
        theirs["contacts.contactpoint.reach"].values()
    )
    assert held_anywhere(names, fresh) == names, "who asked for nothing stays in the client file"


def fresh_output(fresh: Instance, *command: str) -> str:
    """Return what a program prints in that instance."""
    done = fresh.start(*command)
    output, _ = done.communicate(timeout=60)
    assert done.returncode == 0, output
    return output


def _slices_of_the_invoice(fresh: Instance, planted: Planted) -> set[bytes]:
    """Return a piece out of the middle of the person's stored invoice, as it is on the disk and opened."""
    word = planted["contacts.invoice.billed_to"]["document"].encode()
    found = set()
    for name, data in open_stored_files(fresh).items():
        if word in data:
            sealed = (fresh.var_dir / "media/sealed" / name).read_bytes()
            found |= {some[len(some) // 2 : len(some) // 2 + 64] for some in (data, sealed)}
    return found


# --- The search itself --------------------------------------------------------------------------------

SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "capitals": lambda word: word.upper().encode(),
    "UTF-16": lambda word: word.encode("utf-16"),
    "UTF-16, big end first": lambda word: word.encode("utf-16-be"),
    "hexadecimal": lambda word: word.encode().hex().upper().encode(),
    "base64": lambda word: base64.b64encode(word.encode()),
    "base64, one further": lambda word: base64.b64encode(f"x{word}yz".encode()),
    "base64, two further": lambda word: base64.b64encode(f"xy{word}z".encode()),
    "quoted-printable": lambda word: quopri.encodestring(f"Zoë {word}".encode()),
    "in an address of the web": lambda word: f"q=Zo%C3%AB%20{word}%40example.org".encode(),
    "in JSON": lambda word: json.dumps({"note": f"é {word}"}).encode(),
    "backwards": lambda word: word[::-1].encode(),
    "in a stream of a PDF": lambda word: b"stream\n" + zlib.compress(word.encode()) + b"\nendstream",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_search_finds_a_word_however_it_is_written(spelling: str, tmp_path: Path) -> None:
    word, absent = canary_search.word(), canary_search.word()
    (tmp_path / "some.file").write_bytes(b"\0before " + SPELLINGS[spelling](word) + b" after\xff")
    assert canary_search.in_files({word, absent}, tmp_path) == {"some.file": {word}}


def test_the_search_looks_at_the_names_of_files_too(tmp_path: Path) -> None:
    word = canary_search.word()
    (tmp_path / f"letter of {word}.txt").touch()
    assert set().union(*canary_search.in_files({word}, tmp_path).values()) == {word}


def test_what_is_not_planted_is_said_by_name() -> None:
    labels = {group.label for group in registry.groups}
    assert canaries.OF_ORGANISATIONS | set(canaries.CARRIES_NO_WORD) <= labels
    assert {
        group.label for group in registry.groups if group.policy.subject is None
    } == canaries.WITHOUT_SUBJECT
    for label, fields in canaries.CARRIES_NO_WORD.items():
        assert fields <= set(registry.group(label).fields)
