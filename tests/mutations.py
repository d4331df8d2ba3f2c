"""Mistakes that a colleague could make in the engine, and a run that shows that each turns a test red.

``python -m tests.mutations [--only N] [--jobs N]`` makes each mistake in a copy of the tree, runs the tests
there and says whether they noticed. A mistake that survives is a missing test. ``tests/mistakes`` has the
lists, ``docs/testing.md`` has it in words.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from queue import Queue
from unittest import mock

from tests import mould
from tests.mistakes import (
    at_once,
    in_applicants,
    in_cleaning,
    in_importing,
    in_outreach_rules,
    in_policies,
    in_previews,
    in_reaching,
    in_refusals,
    in_restrictions,
    in_rules,
    in_staff_accounts,
    in_telling_others,
    in_terms,
    in_the_gate,
    in_time,
    in_transfers,
    in_uploads,
    in_who_asks,
)
from tests.mistakes.mutation import Mutation
from tests.mistakes.tests_to_run import ENGINE, OF_THE_ENGINE, OF_THE_GATE, TESTS_OF

ROOT = Path(__file__).resolve().parents[1]
COPIED = [
    "privacy",
    "contacts",
    "applicants",
    "som",
    "tests",
    "templates",
    "static",
    "locale",
    "manage.py",
    "pyproject.toml",
]
SERVED = os.environ.get("DATABASE_URL", "").startswith("postgres")
ALL = [
    *(
        in_terms.MISTAKES
        + in_policies.MISTAKES
        + in_rules.MISTAKES
        + in_outreach_rules.MISTAKES
        + in_the_gate.MISTAKES
        + in_reaching.MISTAKES
        + in_time.MISTAKES
    ),
    *(
        in_telling_others.MISTAKES
        + in_who_asks.MISTAKES
        + in_previews.MISTAKES
        + in_refusals.MISTAKES
        + in_transfers.MISTAKES
        + in_staff_accounts.MISTAKES
        + in_restrictions.MISTAKES
        + in_importing.MISTAKES
        + in_applicants.MISTAKES
        + in_uploads.MISTAKES
        + in_cleaning.MISTAKES
        + at_once.MISTAKES
        + (at_once.ON_A_SERVER if SERVED else [])
    ),
]


@dataclass(frozen=True)
class Verdict:
    """Whether the tests noticed a mutation, and which one did."""

    killed: bool
    by: str


@contextmanager
def copy_of_the_tree() -> Iterator[Path]:
    """Yield a temporary copy of what the tests need, and remove it."""
    with tempfile.TemporaryDirectory(prefix="som-mutation-") as folder:
        for name in COPIED:
            source, target = ROOT / name, Path(folder) / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, target)
        yield Path(folder)


def applied(mutation: Mutation, text: str) -> str:
    """Return ``text`` with the mistake in it; ``ValueError`` if the line to change is not there exactly
    once."""
    if text.count(mutation.old) != 1:
        raise ValueError(f"{mutation.mistake}: {text.count(mutation.old)} places in {mutation.file}")
    return text.replace(mutation.old, mutation.new)


def tests_of(mutation: Mutation) -> list[str]:
    """Return the tests that must notice ``mutation``."""
    races = mutation in [*at_once.MISTAKES, *at_once.ON_A_SERVER]
    if races:
        return at_once.RACES[mutation.file]
    engine = mutation.file.startswith(ENGINE)
    either = [*OF_THE_ENGINE, *OF_THE_GATE] if engine else [*OF_THE_GATE, *OF_THE_ENGINE]
    return TESTS_OF.get(mutation.file, either)


def run(mutation: Mutation | None, tree: Path) -> Verdict:
    """Run the tests in ``tree`` with the mistake made, and take it back."""
    before = None
    every = chain(OF_THE_GATE, OF_THE_ENGINE, *TESTS_OF.values(), *at_once.RACES.values())
    tests = tests_of(mutation) if mutation else list(dict.fromkeys(every))
    if mutation:
        before = (tree / mutation.file).read_text(encoding="utf-8")
        (tree / mutation.file).write_text(applied(mutation, before), encoding="utf-8")
    try:
        without = {"VAR_DIR"} if mutation in at_once.ON_A_SERVER else {"VAR_DIR", "DATABASE_URL"}
        environment = {k: v for k, v in os.environ.items() if k not in without} | {
            "PYTHONDONTWRITEBYTECODE": "1"
        }
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "--tb=no",
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
            *tests,
        ]
        found = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, check=False
        )
    finally:
        if mutation and before is not None:
            (tree / mutation.file).write_text(before, encoding="utf-8")
    red = re.search(r"^(?:FAILED|ERROR) (\S.*?)(?: - .*)?$", found.stdout, re.MULTILINE)
    return Verdict(killed=found.returncode == 1, by=red[1] if red else found.stdout[-300:])


@contextmanager
def shared_mould() -> Iterator[None]:
    """Have all runs within start from one migrated database: no mistake is one in a migration."""
    with (
        tempfile.TemporaryDirectory(prefix="som-mould-") as folder,
        mock.patch.dict(os.environ, **{mould.FOLDER: folder}),
    ):
        try:
            yield
        finally:
            mould.break_up(Path(folder))


def report(number: int, tree: Path) -> bool:
    """Say what became of the mutation with that number, and return whether it was killed."""
    mutation = ALL[number - 1]
    try:
        verdict = run(mutation, tree)
    except ValueError as stale:
        verdict = Verdict(killed=False, by=str(stale))
    said = "killed  " if verdict.killed else "SURVIVED"
    print(f"{number:3} {said} {mutation.file}: {mutation.mistake} [{verdict.by}]", flush=True)
    return verdict.killed


def main() -> int:
    """Run all mutations, or some; return 0 if every one was killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", type=int, metavar="N", action="append", help="the mutation with this number (repeatable)"
    )
    parser.add_argument("--jobs", type=int, metavar="N", default=1, help="so many at once, each in its copy")
    arguments = parser.parse_args()
    chosen = arguments.only or range(1, len(ALL) + 1)
    with ExitStack() as held:
        held.enter_context(shared_mould())
        trees: Queue[Path] = Queue()
        for _ in range(arguments.jobs):
            trees.put(held.enter_context(copy_of_the_tree()))

        def tried(number: int) -> bool:
            tree = trees.get()
            try:
                return report(number, tree)
            finally:
                trees.put(tree)

        if run(None, trees.queue[0]).killed:
            print("the tests are red without any mutation")
            return 1
        with ThreadPoolExecutor(arguments.jobs) as pool:
            killed = sum(pool.map(tried, chosen))
    print(f"{killed} killed, {len(chosen) - killed} survived")
    return 0 if killed == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
