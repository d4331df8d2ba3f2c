"""Log lines that tell where something broke, never with what: exceptions quote values, and values are
people."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any, TypeAlias

ExceptionInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class DiscreetFormatter(logging.Formatter):
    """Writes of an exception, and of those that led to it, the kind and the places, but not the message; and
    of a page its pattern, since the address of a mailed link is the key to somebody's data."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        if request is not None and match is not None:
            record.message = record.message.replace(request.path, f"/{match.route}")
        return super().formatMessage(record)

    def formatException(self, ei: ExceptionInfo) -> str:
        error = ei[1]
        told: list[str] = []
        while error is not None:
            places = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{places}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\ncaused by\n".join(told)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "som.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # It warns at every start that a folder has no host name.
        "kombu.connection": {"level": "ERROR"},
        # It would write down which passkey was used.
        "fido2.server": {"level": "WARNING"},
    },
}
