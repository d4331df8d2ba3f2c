"""A zip file opened under limits, and one written anew. Nothing is unpacked to disk, and no name leads
anywhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from applicants.cleaning.limits import ALL_ENTRIES, ENTRIES, ENTRY, RATIO
from applicants.cleaning.refused import Refused, Why

PLAIN_NAME = re.compile(r"[\w.\-\[\] ()]+(/[\w.\-\[\] ()]+)*/?", re.ASCII)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1
LOCAL_HEADER = 30
"""Bytes before the name of an entry."""


def read_entries(data: bytes) -> dict[str, bytes]:
    """Return what the archive holds, by name. ``Refused`` for one that is damaged, locked or too much, or
    that holds a name twice, an entry within another, or a path out of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _judge(infos, len(data))
            return {info.filename: _read(archive, info) for info in infos if not info.is_dir()}
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # zlib, zipfile and struct raise errors without a common ancestor: whichever it is, it is damaged.
        raise Refused(Why.DAMAGED) from error


def _judge(infos: list[zipfile.ZipInfo], size: int) -> None:
    if len(infos) > ENTRIES or sum(info.file_size for info in infos) > ALL_ENTRIES:
        raise Refused(Why.TOO_MUCH)
    if any(info.file_size > ENTRY or _is_bomb(info) for info in infos):
        raise Refused(Why.TOO_MUCH)
    if any(info.flag_bits & IS_ENCRYPTED for info in infos):
        raise Refused(Why.ENCRYPTED)
    if any(info.compress_type not in METHODS or not _is_plain(info.filename) for info in infos):
        raise Refused(Why.DAMAGED)
    if len({info.filename.lower() for info in infos}) != len(infos) or _overlap(infos, size):
        raise Refused(Why.DAMAGED)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > 1_000_000 and info.file_size > RATIO * info.compress_size


def _is_plain(name: str) -> bool:
    return PLAIN_NAME.fullmatch(name) is not None and ".." not in name.split("/")


def _overlap(infos: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether entries share their bytes, which makes the small large. Python looks for that from 3.11.8
    on."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + LOCAL_HEADER + len(info.orig_filename.encode()) + info.compress_size
    return end > size


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as entry:
        data = entry.read(
            ENTRY + 1
        )  # zipfile stops at the size that the directory states, and checks the sum
    if len(data) != info.file_size:
        raise Refused(Why.DAMAGED)
    return data


def write_archive(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip file of ``entries`` in their order, all of one moment; ``mimetype`` comes uncompressed, as
    OpenDocument wants it (part 2, 3.3)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return out.getvalue()
