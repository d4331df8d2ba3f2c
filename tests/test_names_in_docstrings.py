"""What a docstring names between double backquotes exists: a reader who looks for it finds it.

Names of one word in small letters are left out: they may be a parameter, a file's field or a word of somebody
else's language.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterator
from pathlib import Path
from pydoc import locate

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(
    path
    for folder in ("privacy", "contacts", "applicants", "som", "benchmarks", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and path != Path(__file__)
)
OURS = [path for path in FILES if path.relative_to(ROOT).parts[0] != "tests"]
QUOTED = re.compile(r"``([A-Za-z_][\w.]*?)(?:\(\))?``")
CLASS = re.compile(r"[A-Z]\w*[a-z]\w*")
LABELLED = re.compile(r"[A-Z][a-z]+")
"""A string of such a word is a label that people read, and no name."""


def docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """The strings that stand alone: of modules, classes and functions, and those below a constant."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()) as constant):
                yield constant


def names_in_code(tree: ast.AST) -> Iterator[str]:
    said = set(docstrings(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.keyword(arg=str(name)):
                yield name
            case ast.alias(name=name, asname=other):
                yield from [*name.split("."), other or name]
            case ast.Constant(value=str(text)) if node not in said and not LABELLED.fullmatch(text):
                yield from re.findall(r"[A-Za-z]\w*[A-Z_]\w*", text)


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
MODULES = {part for path in FILES for part in path.relative_to(ROOT).with_suffix("").parts}
NAMES = {path.name for path in FILES} | {name for tree in TREES.values() for name in names_in_code(tree)}


def is_known(name: str) -> bool:
    if keyword.iskeyword(name):
        return True
    if name.endswith(".py"):
        return name in NAMES or Path(name).name == "manage.py"
    if "." in name or "_" in name[1:-1] or CLASS.fullmatch(name):
        return all(part in NAMES | MODULES for part in name.split(".")) or locate(name) is not None
    return True


def test_every_name_in_a_docstring_exists() -> None:
    gone = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in OURS
        for text in docstrings(TREES[path])
        for name in QUOTED.findall(str(text.value))
        if not is_known(name)
    ]
    assert gone == []


@pytest.mark.parametrize(
    "name", ["Settled", "visits.Nothing", "doomed.DoomedFile", "answer_html", "corrected.py"]
)
def test_a_name_that_is_gone_is_found(name: str) -> None:
    assert not is_known(name)
