"""Killed at any moment and started again, sweep, erasure and import end where an undisturbed run ends.

``SOM_KILLS`` says how often each is killed in the long version (30), ``SOM_SEED`` at which moments; a failure
names both.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.instances import instance
from tests.soak.killing import CONFIRMED, Work, World, kill_often

KILLS = int(os.environ.get("SOM_KILLS", "30"))
LINES = range(80_000, 160_000, 5_000)
"""Lines of our code that a small sweep goes through; at one of these something is erased and nothing vouched
for yet."""
SEED = int(os.environ.get("SOM_SEED", "2026"))


def book(folder: Path, rows: int) -> Path:
    """Write an address book: new people, people who are known, people who said no, and rows nobody can
    read."""
    lines = ["Voornaam;Achternaam;E-mailadres;Telefoon;Bedrijf"]
    lines += [f"Robin;Maes{at};maes{at}@example.org;0470{at:06d};School {at % 50}" for at in range(rows)]
    lines += [f"Kim;Peeters{at};peeters{at}@example.org;0471{at:06d};" for at in range(rows // 10)]
    lines += ["Niemand;Nergens;;;", "Jan;Janssens;geen adres;geen nummer;"]
    target = folder / "people.csv"
    target.write_text("\n".join(lines) + "\n")
    return target


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A few thousand people, so that a sweep goes through several chunks."""
    yield from _world(tmp_path_factory.mktemp("kill"), people=4_000)


def _world(folder: Path, *, people: int) -> Iterator[World]:
    with instance(folder / "home") as home:
        done = home.start("-m", "tests.soak.build", str(people))
        output, _rest = done.communicate(timeout=300)
        assert done.returncode == 0, output
        yield World(home, folder)


def works(folder: Path, rows: int) -> dict[str, Work]:
    return {
        "sweep": Work(("privacy_sweep", *CONFIRMED)),
        "erasure": Work(("privacy_erase", "kim1@example.org"), nobody="kim1@example.org"),
        "import": Work(("import_contacts", str(book(folder, rows)))),
    }


@pytest.mark.soak
@pytest.mark.parametrize("work", ["sweep", "erasure", "import"])
def test_killed_often_it_ends_as_if_it_had_not_been(work: str, world: World, tmp_path: Path) -> None:
    killed, halfway = kill_often(world, works(tmp_path, 9_000)[work], kills=KILLS, seed=SEED)
    assert killed >= KILLS / 2
    assert halfway >= KILLS / 10, "some were cut off when they had begun to change things"


def test_a_sweep_that_is_killed_is_finished_and_vouched_for_by_the_next(tmp_path: Path) -> None:
    sweep = Work(("privacy_sweep", *CONFIRMED))
    with instance(tmp_path / "instance") as home:
        done = home.start("-m", "tests.soak.build", "90")
        output, _rest = done.communicate(timeout=60)
        assert done.returncode == 0, output
        begun = (
            line
            for line in LINES
            if sweep.cut_at_line(home, line) and home.query("SELECT count(*) FROM privacy_erasuretrace")[0][0]
        )
        assert next(begun), "it was killed when something was erased"
        assert home.query("SELECT count(*) FROM privacy_sweeprun WHERE finished_at IS NULL") == [(1,)]
        assert home.query("SELECT count(*) FROM privacy_ledgerentry WHERE kind = 'erased'") == [(0,)]
        home.manage("privacy_sweep", *CONFIRMED)
        assert home.query("SELECT count(*) FROM privacy_sweeprun WHERE finished_at IS NULL") == [(0,)]
        assert json.loads(home.manage("privacy_audit", "--json")) == {"ok": True, "findings": []}
        erased, traced = home.query(
            "SELECT sum(erased), (SELECT count(*) FROM privacy_erasuretrace) FROM privacy_sweepline"
        )[0]
        assert erased == traced > 0
