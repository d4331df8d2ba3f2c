"""What is logged tells where something broke, never whose data it broke on."""

from __future__ import annotations

import logging
import sys

from django.db import DatabaseError

from som.logs import DiscreetFormatter


def test_an_exception_is_logged_by_kind_and_place_without_its_message() -> None:
    address = "amina@example.be"
    try:
        try:
            raise ValueError(f"{address} already exists")
        except ValueError as error:
            raise DatabaseError(f"DETAIL: Key (value)=({address})") from error
    except DatabaseError:
        record = logging.LogRecord("som", logging.ERROR, __file__, 1, "request failed", None, sys.exc_info())

    assert address in logging.Formatter().format(record), "the ordinary formatter would tell"
    record.exc_text = None
    told = DiscreetFormatter().format(record)
    assert "amina" not in told
    for part in ("django.db.utils.DatabaseError", "builtins.ValueError", "test_logs.py"):
        assert part in told


def test_every_handler_of_ours_is_discreet() -> None:
    handlers = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    assert handlers
    assert all(isinstance(handler.formatter, DiscreetFormatter) for handler in handlers)
