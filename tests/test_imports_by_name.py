"""A module goes by its own name wherever it is imported: the name that the table of the rooms lists."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ("privacy", "contacts", "applicants", "som", "tests", "benchmarks")


def is_module(dotted: str) -> bool:
    path = ROOT.joinpath(*dotted.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def other_names(path: Path) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {name.name} as {name.asname}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS
        for name in node.names
        if name.asname not in (None, name.name) and is_module(f"{node.module}.{name.name}")
    ]


def test_no_module_of_ours_is_imported_under_another_name() -> None:
    files = [path for folder in OURS for path in sorted((ROOT / folder).rglob("*.py"))]
    assert [found for path in files for found in other_names(path)] == []
