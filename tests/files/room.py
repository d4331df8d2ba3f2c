"""What the tests of the file room store, and how they look at what lies on the disk."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from privacy.files.writing import place_of, room_folder


def some_bytes(length: int) -> bytes:
    """Return so many bytes of which no two chunks are alike."""
    return (b"".join(number.to_bytes(4, "big") for number in range(length // 4 + 1)))[:length]


def stored(content: bytes = b"%PDF-1.7 the letter of Noor", *, name: str = "letter.pdf") -> str:
    """Store ``content``; return the name that it has from then on."""
    return default_storage.save(name, ContentFile(content))


def opened(name: str) -> bytes:
    """Return what a stored file says."""
    with default_storage.open(name) as file:
        return bytes(file.read())


def sealed_bytes(name: str) -> bytes:
    """Return the bytes of a stored file as they lie on the disk."""
    return place_of(name).read_bytes()


def lying_there() -> list[str]:
    """Return the names of all files in the room, whether they have a row or not."""
    return sorted(str(path.relative_to(room_folder())) for path in room_folder().rglob("*") if path.is_file())
