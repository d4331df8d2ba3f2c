"""How the sources are written, where a rule of the house can be read off them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from privacy.declarations.registry import registry

APPS = ("privacy", "contacts", "som")


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the programs of ours, with the file and line where it stands."""
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    yield f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}", node


def test_the_day_of_a_moment_has_one_spelling() -> None:
    spelled = [(place, ast.unparse(call)) for place, call in calls()]
    assert sum(text.startswith("day_of(") for _place, text in spelled) > 20
    another = re.compile(r"(timezone\.)?(localdate\(.+\)|localtime\(.+\.date\(\))")
    other = [place for place, text in spelled if another.match(text)]
    assert other == [], "privacy.dates.day_of says it"


def test_every_policy_of_privacy_is_about_rights_and_no_other_is() -> None:
    ours = {policy.label for policy in registry.policies if policy.label.startswith("privacy.")}
    assert len(ours) > 10
    assert {policy.label for policy in registry.policies if policy.about_rights} == ours
