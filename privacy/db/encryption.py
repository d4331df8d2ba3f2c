"""Text that is readable only with a key outside the database: request files and what waits in the outbox."""

from __future__ import annotations

import contextlib
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class SecretTextField(models.BinaryField):  # type: ignore[type-arg]  # takes none at run time
    """A text stored encrypted under the newest of ``FILE_KEYS``; older keys still open it. Cannot be
    searched."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"null": True, "blank": True, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("null", "blank", "editable"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = encrypt(value) if isinstance(value, str) else value
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(bytes(value))

    def value_to_string(self, obj: Any) -> str:
        return str(self.value_from_object(obj) or "")


def encrypt(text: str) -> bytes:
    """Return ``text`` encrypted under the newest key."""
    return _keys(tuple(settings.FILE_KEYS)).encrypt(text.encode())


def decrypt(sealed: bytes) -> str:
    """Return the text again; ``cryptography.fernet.InvalidToken`` if no key of ours opens it."""
    return _keys(tuple(settings.FILE_KEYS)).decrypt(sealed).decode()


def reencrypt(sealed: bytes) -> bytes | None:
    """Return the text encrypted under the newest key; ``None`` if it is so already, ``InvalidToken`` if no
    key of ours opens it."""
    with contextlib.suppress(InvalidToken):
        _keys(tuple(settings.FILE_KEYS[:1])).decrypt(sealed)
        return None
    return _keys(tuple(settings.FILE_KEYS)).rotate(sealed)


@lru_cache(maxsize=4)
def _keys(specs: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(bytes.fromhex(spec.rpartition(":")[2]))) for spec in specs])
