"""Killed at any moment, the file room holds whole files or none: while storing, while keys rotate, while
plain files are taken in."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.opened import open_stored_files
from tests.instances import Instance, instance

NAMES = ("a", "b", "c")
KEYS = {name: f"{name}:" + f"{number}{number}" * 32 for number, name in enumerate(NAMES, start=1)}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Instance]:
    with instance(tmp_path / "instance") as made:
        made.environment["FILE_KEYS"] = ",".join(KEYS.values())
        yield made


def killed(office: Instance, work: str, *, after: float) -> None:
    """Let ``work`` run in that instance, and kill it so many seconds after it said that it began."""
    running = office.start("-m", "tests.files.working", work)
    assert running.stdout is not None
    assert running.stdout.readline().strip() == "begun", running.communicate()[0]
    time.sleep(after)
    assert running.poll() is None, running.communicate()[0]
    running.kill()
    running.communicate()


def lying_there(office: Instance) -> set[str]:
    root = office.var_dir / "media/sealed"
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def rounds(often: int) -> list[pytest.param]:  # type: ignore[valid-type]
    """Return how often a test kills: once always, often in a soak."""
    return [pytest.param(1, id="once"), pytest.param(often, id="often", marks=pytest.mark.soak)]


@pytest.mark.parametrize("kills", rounds(25))
def test_killed_while_storing_every_row_has_its_whole_file(office: Instance, kills: int) -> None:
    dice = random.Random(kills)
    for _time in range(kills):
        killed(office, "store", after=dice.uniform(0.1, 0.6))
    while not (contents := open_stored_files(office)):  # on a busy machine the first was not whole yet
        killed(office, "store", after=2)
        kills += 1
    for content in contents.values():
        assert len(set(content)) == 1, "the file of one storing"
    # At most one a kill got its name and not its row; nobody can read it, and the sweep finds it.
    assert len(lying_there(office) - set(contents)) <= kills


@pytest.mark.parametrize("kills", rounds(25))
def test_killed_while_keys_rotate_all_are_under_one_key_and_open(office: Instance, kills: int) -> None:
    dice = random.Random(kills)
    office.start("-m", "tests.files.working", "fill").communicate(timeout=60)
    before = open_stored_files(office)
    assert len(before) == 300
    for _time in range(kills):
        killed(office, "rotate", after=dice.uniform(0.0, 0.3))
        assert len(office.query("SELECT DISTINCT key_name FROM privacy_storedfile")) == 1
    assert open_stored_files(office) == before


@pytest.mark.parametrize("kills", rounds(15))
def test_killed_while_plain_files_are_taken_in_nothing_is_lost_or_left(office: Instance, kills: int) -> None:
    office.start("-m", "tests.files.working", "plain").communicate(timeout=60)
    media = office.var_dir / "media"
    before = {path.name: path.read_bytes() for path in (media / "uploads").iterdir()}
    assert len(before) == 200
    dice = random.Random(kills)
    for _time in range(kills):
        running = office.start("-m", "tests.files.working", "take-in")
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(dice.uniform(0.0, 0.1))
        running.kill()
        running.communicate()
    done = office.start("-m", "tests.files.working", "take-in")
    assert done.communicate(timeout=60)[0].strip() == "begun"
    contents = open_stored_files(office)
    assert {Path(name).name: content for name, content in contents.items()} == before
    assert not (media / "uploads").exists()
    assert lying_there(office) == set(contents)
