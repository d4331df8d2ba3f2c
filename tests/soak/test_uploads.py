"""Large files that come slowly, and a disk that is really full."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.opened import open_stored_files
from tests.files.sending import PDF, WHO, begin, connected, named_files, open_files, send, take_answer
from tests.files.test_uploads import serve, stored_names, worker_of
from tests.instances import Instance, instance
from tests.public.test_odd_bodies import END, file_part

pytestmark = pytest.mark.soak

MB = 1_000_000
SLOWLY = 250_000
"""Bytes at a time, thirty times a second at most."""
MAY_MOUNT = os.geteuid() == 0


def most_memory(process: int) -> float:
    """Return the most megabytes that a process ever had at once."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def test_memory_stays_flat_while_fifty_megabytes_arrive_slowly(tmp_path: Path) -> None:
    with instance(tmp_path / "slowly") as made:
        serve(made)
        assert send(made, WHO + file_part(b"cv", PDF) + END)[0] == 200
        before, digest, began = most_memory(worker_of(made)), hashlib.sha256(b"%PDF-1.7 "), time.monotonic()
        heading, end = WHO + file_part(b"cv", b"%PDF-1.7 ")[:-2], b"\r\n" + END
        with connected(made) as connection:
            begin(connection, heading, length=len(heading) + 50 * MB + len(end))
            for number in range(50 * MB // SLOWLY):
                block = number.to_bytes(4, "big") * (SLOWLY // 4)
                digest.update(block)
                connection.sendall(block)
                time.sleep(1 / 30)
            connection.sendall(end)
            status, said = take_answer(connection)
        after = most_memory(worker_of(made))
        print(f"50 MB in {time.monotonic() - began:.1f} s: {before:.1f} MB before, {after:.1f} MB at most")
        assert status == 200
        assert after - before < 8
        assert hashlib.sha256(open_stored_files(made)[said.split("\n")[1]]).digest() == digest.digest()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


if MAY_MOUNT:

    def test_a_full_disk_is_said_so_and_is_as_it_was_after(tmp_path: Path, small_disk: Path) -> None:
        with instance(tmp_path / "full") as made:
            made.environment["MEDIA_ROOT"] = str(small_disk)
            serve(made)
            assert send(made, WHO + file_part(b"cv", PDF) + END)[0] == 200
            before = named_files(made), stored_names(made), _used(small_disk)
            for _each in range(3):
                status, page = send(made, WHO + file_part(b"cv", PDF + b"z" * 30 * MB) + END)
                assert status == 507
                assert "We hebben op dit moment geen plaats meer" in page
            assert made.status("/privacy/") == 200
            assert open_files(made) == 0
            assert (named_files(made), stored_names(made), _used(small_disk)) == before
            assert send(made, WHO + file_part(b"cv", PDF + b"z" * 5 * MB) + END)[0] == 200
            _kill(made)


def _used(disk: Path) -> int:
    status = os.statvfs(disk)
    return status.f_blocks - status.f_bfree


def _kill(made: Instance) -> None:
    """End what runs there, so that its disk can be taken away."""
    made.kill()
    while made.processes():
        time.sleep(0.05)
