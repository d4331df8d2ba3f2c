"""A recipient outside the European Economic Area, and what each mechanism must be told."""

from __future__ import annotations

IMPORTER = "Example Mail Inc."
CARRIES: dict[str, str] = {
    "DPF_2023_1795": "checked=2026-05-01",
    "SCC_2021_914": "module=2,assessed=2026-05-01",
    "BCR_P": "approved",
}
