"""How Django talks to the database: SQLite in WAL mode, or PostgreSQL over a pool of connections."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def add_options(database: dict[str, Any], *, folder: Path) -> dict[str, Any]:
    """Return the settings of ``database``, as its address gives them, with what this program asks of it. A
    file whose path is not whole is sought from ``folder``."""
    if "sqlite" not in database["ENGINE"]:
        return database | _postgresql(database)
    name = str(database["NAME"])
    return database | _sqlite() | {"NAME": name if name == ":memory:" else str(folder / name)}


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "privacy.db.sqlite",
        # pytest-django takes it for granted of Django's own engine only.
        "TEST": {"NAME": ":memory:"},
        "CONN_MAX_AGE": None,
        # Read-then-write under Django's default deferred transactions fails at once when another process
        # writes; IMMEDIATE waits its turn. secure_delete: what is erased leaves the file, not only the table.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536"
            ),
        },
    }


def _postgresql(database: dict[str, Any]) -> dict[str, Any]:
    return {
        "CONN_HEALTH_CHECKS": True,
        # Compiling a statement of the sweep to machine code takes PostgreSQL longer than running it: a second
        # against 0.1.
        "OPTIONS": {
            "options": "-c jit=off",
            **database.get("OPTIONS", {}),
            "pool": {"min_size": 1, "max_size": 8},
        },
    }
