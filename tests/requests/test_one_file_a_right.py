"""What a right does stands in its own file: no other room asks which right it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy.models import Request
from privacy.rights.base import Right
from privacy.rights.registered import every_right

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("requests", "my_data", "views", "admin", "notice", "export")
FILES = sorted(path for room in ROOMS for path in (ROOT / "privacy" / room).rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
MEMBERS = set(Request.Kind.__members__)
SLUGS = set(Request.Kind.values)
LOOKS_UP = {"filter", "exclude", "get"}


def is_kind(node: ast.AST, aliases: set[str]) -> bool:
    """Whether ``node`` is a member of ``Request.Kind``, or holds one."""
    return any(
        isinstance(each, ast.Attribute) and each.attr in MEMBERS and ast.unparse(each.value) in aliases
        for each in ast.walk(node)
    )


def is_slug(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Constant) and each.value in SLUGS for each in ast.walk(node))


def branches(tree: ast.AST) -> Iterator[str]:
    """Yield what of a module depends on which right it is: comparisons, tables, cases, look-ups by kind."""
    aliases = {"Request.Kind"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.value) == "Request.Kind":
            aliases |= {ast.unparse(target) for target in node.targets}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            text = ast.unparse(node)
            if is_kind(node, aliases) or (is_slug(node) and ".kind" in text):
                yield text
        elif isinstance(node, ast.Dict):
            if any(key is not None and is_kind(key, aliases) for key in node.keys):
                yield ast.unparse(node)[:60]
        elif isinstance(node, ast.Set | ast.Tuple | ast.List):
            if any(is_kind(each, aliases) for each in node.elts):
                yield ast.unparse(node)[:60]
        elif isinstance(node, ast.match_case):
            if is_kind(node.pattern, aliases):
                yield ast.unparse(node.pattern)
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKS_UP
        ):
            for word in node.keywords:
                if (word.arg or "").startswith("kind") and (
                    is_kind(word.value, aliases) or is_slug(word.value)
                ):
                    yield ast.unparse(node)[:80]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_room_asks_which_right_it_is(path: Path) -> None:
    assert list(branches(ast.parse(path.read_text()))) == []


def test_what_asks_which_right_it_is_would_be_found() -> None:
    for line in (
        "request.kind == Request.Kind.ERASURE",
        "request.kind in (Request.Kind.ERASURE, Request.Kind.ACCESS)",
        "asked.kind == 'erasure'",
        "WILL = {Request.Kind.ERASURE: 1}",
        "Kind = Request.Kind\nx.kind != Kind.ACCESS",
        "Request.objects.filter(kind='erasure')",
        "match request.kind:\n    case Request.Kind.ERASURE:\n        pass",
    ):
        assert list(branches(ast.parse(line))), line


def test_no_template_asks_which_right_it_is() -> None:
    asks = re.compile(rf"kind *(==|!=|in) *['\"]({'|'.join(SLUGS)})")
    found = [path.name for path in TEMPLATES if asks.search(path.read_text(errors="ignore"))]
    assert found == []


def test_every_right_has_a_file_and_says_what_it_must() -> None:
    assert {right.kind for right in every_right()} == set(Request.Kind)
    assert len({right.order for right in every_right()}) == len(every_right())
    for right in every_right():
        assert type(right).__module__ == f"privacy.rights.{right.kind}"
        wanted = [name for name in Right.__annotations__ if name not in vars(Right)]
        assert all(getattr(right, name) for name in wanted), right.kind


def test_the_grounds_of_every_request_come_first_and_those_of_the_right_after_them() -> None:
    every = ["unknown", "excessive", "unfounded"]
    own = {
        "access": ["others"],
        "portability": ["others"],
        "rectification": ["accurate"],
        "erasure": ["claims"],
        "restriction": ["no-case"],
    }
    offered = {right.kind: [ground.slug for ground in right.grounds_for_refusal] for right in every_right()}
    noes = {"objection": ["unknown"], "withdrawal": ["unknown"]}
    assert offered == {kind: [*every, *slugs] for kind, slugs in own.items()} | noes
