"""What this program writes is read by nobody else on the machine, whatever the umask, and works from any
folder."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from som.private_files import make_all_private, make_private
from tests.instances import Instance, eventually, instance
from tests.mould import ROOT

PIETER = "pieter.claessens@example.be"
OPEN = 0o000
"""The umask that leaves everything open to everybody."""


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Instance]:
    with instance(tmp_path / "instance") as made:
        # Not in the demo's environment: letters as files.
        made.environment.pop("EMAIL_URL", None)
        yield made


def start(home: Instance, *command: str, folder: Path) -> subprocess.Popen[str]:
    """Start ``manage.py COMMAND…`` from ``folder`` under an umask of nothing."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *command],
        cwd=folder,
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        umask=OPEN,
        start_new_session=True,
    )


def run(home: Instance, *command: str, folder: Path) -> str:
    """Run a command from ``folder`` under an umask of nothing, to its end; it must succeed."""
    done = start(home, *command, folder=folder)
    said, _nothing = done.communicate(timeout=90)
    assert done.returncode == 0, said
    return said


def open_to_others(*roots: Path) -> list[str]:
    """Return what below ``roots`` others than its owner may read, write or enter, with its mode."""
    found = []
    for root in roots:
        for path in [root, *root.rglob("*")]:
            mode = stat.S_IMODE(path.lstat().st_mode)
            if mode & 0o077 and not path.is_symlink():
                found.append(f"{mode:o} {path}")
    return found


def ask(home: Instance) -> None:
    """Ask a link to My data, which mails and queues something."""
    page = f"http://127.0.0.1:{home.port}/privacy/my-data/"
    sent = urllib.request.Request(page, f"email={quote(PIETER)}".encode(), {"Sec-Fetch-Site": "same-origin"})
    with urllib.request.urlopen(sent, timeout=10) as answered:  # noqa: S310
        assert answered.status == 200


def test_nothing_of_a_whole_story_is_open_to_others_and_every_command_works_from_any_folder(
    fresh: Instance, tmp_path: Path
) -> None:
    home, out = tmp_path / "elsewhere", tmp_path / "written"
    home.mkdir()
    out.mkdir(mode=0o700)
    # What an older version left: a database and a letter that everybody reads.
    (fresh.var_dir / "mail").mkdir(parents=True)
    (fresh.var_dir / "mail" / "old.log").write_text("a letter")
    for path in (fresh.var_dir, *fresh.var_dir.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    assert open_to_others(fresh.var_dir)

    run(fresh, "demo", folder=home)
    stack = start(fresh, "stack", "--bind", f"127.0.0.1:{fresh.port}", folder=home)
    try:
        eventually(lambda: fresh.status("/healthz/") == 200 or stack.poll() is not None)
        assert stack.poll() is None, stack.communicate()[0]
        ask(fresh)
        eventually(lambda: len(list((fresh.var_dir / "mail").iterdir())) > 1)
        eventually(lambda: list(fresh.var_dir.glob("beat-schedule*")))
        run(fresh, "privacy_erase", "amina.verhaegen@example.be", folder=home)
        run(fresh, "privacy_export", PIETER, "--output", str(out / "a.zip"), folder=home)
        run(fresh, "privacy_export", PIETER, "--output", "b.zip", folder=home)
        run(fresh, "privacy_publish", "--language", "nl", "--output", str(out / "notice"), folder=home)
        assert open_to_others(fresh.var_dir) == []
    finally:
        stack.send_signal(signal.SIGINT)
        stack.communicate(timeout=30)
    assert [path.name for path in home.iterdir()] == ["b.zip"], "nothing else is written where one stands"
    names = {path.relative_to(fresh.var_dir).parts[0] for path in fresh.var_dir.rglob("*")}
    assert {"mail", "ledger", "queue", "tmp", "keys", "stack.lock"} <= names
    assert open_to_others(fresh.var_dir, out, home / "b.zip") == []


def test_a_path_that_is_not_whole_begins_where_the_program_lies(tmp_path: Path) -> None:
    names = ("VAR_DIR", "MEDIA_ROOT", "STATIC_ROOT")
    said = {name: os.path.relpath(tmp_path / name.lower(), ROOT) for name in names}
    said["DATABASE_URL"] = f"sqlite:///{os.path.relpath(tmp_path / 'a.sqlite3', ROOT)}"
    ask_for = "; print(*map(str, (s.VAR_DIR, s.MEDIA_ROOT, s.STATIC_ROOT, s.DATABASES['default']['NAME'])))"
    done = subprocess.run(
        [sys.executable, "-c", "from som import settings as s" + ask_for],
        cwd=tmp_path,
        env={**os.environ, **said, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = [str(Path(path).resolve()) for path in done.stdout.split()]
    assert found == [str(tmp_path / name) for name in ("var_dir", "media_root", "static_root", "a.sqlite3")]


def test_what_many_share_and_what_a_link_points_to_is_left_alone(tmp_path: Path) -> None:
    shared, inside, target = tmp_path / "shared", tmp_path / "shared" / "file", tmp_path / "target"
    shared.mkdir()
    for path in (inside, target):
        path.touch()
        path.chmod(0o644)
    shared.chmod(0o1777)
    (tmp_path / "link").symlink_to(target)
    make_private(tmp_path / "link")
    make_private(shared)
    make_all_private([shared, tmp_path / "nowhere"])
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (shared, inside, target)]
    assert modes == [0o1777, 0o644, 0o644]
    make_all_private([target])
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_words_of_the_program_are_there_to_be_read() -> None:
    compiled = sorted((ROOT / "locale").rglob("*.mo"))
    assert compiled
    assert all(path.stat().st_mode & stat.S_IROTH for path in compiled)
