"""The project's original samples and vectors, in the folder beside the repository; a fresh clone has none,
and is told so."""

from __future__ import annotations

import warnings
from pathlib import Path

ORIGINALS = Path(__file__).resolve().parents[2] / "shared"
OURS = Path(__file__).parent


def vectors(name: str) -> Path:
    """Return the original vectors of that name where they are at hand, else our own copy."""
    return OURS / "vectors" / name if _away(f"vectors/{name}") else ORIGINALS / "vectors" / name


def original_samples(kind: str) -> list[Path]:
    """Return the original sample files of a kind; none where they are not at hand."""
    return [] if _away(f"samples/{kind}") else sorted((ORIGINALS / "samples" / kind).iterdir())


def _away(name: str) -> bool:
    if (ORIGINALS / name).exists():
        return False
    warnings.warn(f"the original {name} is not beside the repository: only our own ran", stacklevel=3)
    return True
