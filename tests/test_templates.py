"""Templates can be read: no line of one runs off the screen."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

LONGEST = 160


def test_no_line_of_a_template_is_too_long() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    paths = [path for path in folder.rglob("*") if path.suffix in (".html", ".txt")]
    assert len(paths) > 150
    too_long = [
        f"{path.relative_to(folder)}:{number}"
        for path in sorted(paths)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]
    assert too_long == []
