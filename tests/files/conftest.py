"""Each test of these has a file room of its own, in which nothing lies yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

OLD = "old:" + "11" * 32
NEW = "new:" + "22" * 32


@pytest.fixture(autouse=True)
def _empty_room(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_KEYS = [OLD]
    settings.LEDGER_URL = f"file://{tmp_path}/ledger"
