"""An app brings what it adds to the program: what stands above the apps names no table of theirs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

APPS = ("contacts", "applicants")
"""The apps that work with people, and that could be taken out."""
EXCEPTIONS = {Path("som/settings.py"), Path("som/urls.py")}
"""Where an app is installed: these name the app itself, and its periodic tasks."""
BASE = Path(settings.BASE_DIR)


def above() -> list[Path]:
    """Return the source of som and privacy, and the templates that are nobody's own."""
    code = [path for folder in ("som", "privacy") for path in (BASE / folder).rglob("*.py")]
    own = tuple(BASE / "templates" / "admin" / app for app in APPS)
    templates = [path for path in (BASE / "templates").rglob("*") if path.is_file()]
    return sorted([*code, *(path for path in templates if not any(folder in path.parents for folder in own))])


@pytest.mark.parametrize("app", APPS)
def test_what_stands_above_the_apps_names_no_table_label_or_admin_page_of_theirs(app: str) -> None:
    tables = "|".join(sorted(model._meta.model_name or "" for model in apps.get_app_config(app).get_models()))
    named = re.compile(rf"\b{app}[._](?:{tables})\b|\b{app}\.(?:view|add|change|delete)_", re.IGNORECASE)
    places = above()
    assert BASE / "som" / "roles.py" in places
    assert BASE / "templates" / "admin" / "index.html" in places
    found = {str(path.relative_to(BASE)): named.findall(path.read_text(encoding="utf-8")) for path in places}
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize("app", APPS)
def test_som_imports_nothing_of_an_app(app: str) -> None:
    importing = [
        str(path.relative_to(BASE))
        for path in (BASE / "som").rglob("*.py")
        if any(module.split(".")[0] == app for module in _imported(path))
    ]
    assert importing == []


@pytest.mark.parametrize("app", APPS)
def test_som_names_an_app_only_where_it_is_installed(app: str) -> None:
    named = {
        path.relative_to(BASE)
        for path in (BASE / "som").rglob("*.py")
        if any(re.match(rf"{app}\b", text) for text in _texts(path))
    }
    assert Path("som/settings.py") in named <= EXCEPTIONS


def _imported(path: Path) -> list[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [
        name
        for node in tree
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    ]


def _texts(path: Path) -> list[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)]
