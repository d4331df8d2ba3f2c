"""Where the source reads tables of personal data: found in the syntax, so that nobody need remember to name a
new place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from privacy.declarations.registry import registry

ROOT = Path(__file__).resolve().parents[2]
APPS = ("contacts", "applicants", "privacy", "som")
MANAGERS = {"objects", "_base_manager", "_default_manager"}
FILTERS = {"visible_to", "usable_for", "may_contact", "may_use", "may_reach", "prefetch_visible", "people_of"}
"""What stands between a table and people; ``may_reach`` asks ``may_contact``, the last two are made of
``visible_to``."""
WRITERS = {"create", "bulk_create"}
SENDERS = {
    "send_mail",
    "send_mass_mail",
    "mail_admins",
    "mail_managers",
    "EmailMessage",
    "EmailMultiAlternatives",
    "get_connection",
}


@dataclass(frozen=True)
class Place:
    """A function, or the body of a class or module, that reads tables about people; whether it filters what
    it reads."""

    name: str
    tables: frozenset[str]
    filtered: bool


def personal_models() -> set[str]:
    """Return the names of the models whose rows lead to a person."""
    return {policy.model.__name__ for policy in registry.policies if policy.subject}


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Yield each module of our own apps by its dotted name."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield name.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


def places() -> list[Place]:
    """Return every place that reads a table about people, in order of its name."""
    models = personal_models()
    found = (place for name, tree in sources() for place in _inside(name, tree, models))
    return sorted((place for place in found if place.tables), key=lambda place: place.name)


def senders() -> set[str]:
    """Return the modules that can send mail."""
    return {name for name, tree in sources() if any(_name(node) in SENDERS for node in ast.walk(tree))}


def _inside(name: str, tree: ast.AST, models: set[str]) -> Iterator[Place]:
    own: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield from _inside(f"{name}.{node.name}", node, models)
        elif isinstance(node, ast.FunctionDef):
            yield _place(f"{name}.{node.name}", [node], models)
        else:
            own.append(node)
    yield _place(name, own, models)


def _place(name: str, nodes: list[ast.AST], models: set[str]) -> Place:
    inside = [node for top in nodes for node in ast.walk(top)]
    written = {id(node.value) for node in inside if isinstance(node, ast.Attribute) and node.attr in WRITERS}
    tables = {
        node.value.id
        for node in inside
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and isinstance(node.value, ast.Name)
        if node.value.id in models and id(node) not in written
    }
    return Place(name, frozenset(tables), any(_name(node) in FILTERS for node in inside))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
