"""How the sources are written, where a rule of the house can be read off them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from privacy.declarations.registry import registry

APPS = ("privacy", "contacts", "applicants", "som")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Yield every program of ours, read."""
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            yield path.relative_to(root), ast.parse(path.read_text())


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the programs of ours, with the file and line where it stands."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{path}:{node.lineno}", node


READINGS = {
    *(
        "Closings.parse",
        "_read",
        "_refuse_out_of_place",
        "UUID",
        "base64.b64decode",
        "date",
        "date.fromisoformat",
        "date.fromordinal",
        "datetime.fromisoformat",
        "etree.fromstring",
        "float",
        "int",
        "int.from_bytes",
        "ip_address",
        "json.load",
        "json.loads",
    ),
    *(
        "parse_header_parameters",
        "parse_date",
        "relativedelta",
        "signing.loads",
        "signing.Signer(salt=SALT).unsign",
        "urlsplit",
    ),
    "super()._queue_bind",  # kombu reads a file that another process is just writing
}
"""What reads a text from outside, or a calendar, and says with a ``ValueError`` that it cannot."""
AROUND = {
    *(
        "Answers",
        "Running",
        "ValueError",
        "dated.add",
        "len",
        "max",
        "min",
        "moment.replace",
        "now.timestamp",
        "posted.text",
        "require_near_year",
    ),
    *("request.GET.get", "signing.Signer", "super", "written.strip", "_DATED.fullmatch", "_YEARLY.fullmatch"),
}
"""What stands beside such a reading and raises none."""
EDGES = ("admin", "views", "management", "views.py", "tasks.py", "staff")


def handlers() -> Iterator[tuple[Path, ast.Try, ast.ExceptHandler]]:
    """Yield every ``except`` in the programs of ours, with the ``try`` it belongs to."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Try):
                yield from ((path, node, handler) for handler in node.handlers)


def kinds(handler: ast.ExceptHandler) -> set[str]:
    """Return the names of what ``handler`` catches; "" for everything."""
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(each) if each else "" for each in named}


def test_a_value_error_is_caught_only_where_a_text_is_read() -> None:
    """Anywhere else it is a mistake of ours, which is logged; what people are told is a ``Refusal``."""
    seen = 0
    for path, tried, handler in handlers():
        if "ValueError" in kinds(handler):
            called = {ast.unparse(c.func) for s in tried.body for c in ast.walk(s) if isinstance(c, ast.Call)}
            assert called & READINGS, f"{path}:{handler.lineno}"
            assert called <= READINGS | AROUND, f"{path}:{handler.lineno}"
            seen += 1
    assert seen > 10


def test_no_page_or_command_catches_everything() -> None:
    at_the_edge = [(path, handler) for path, _tried, handler in handlers() if {*path.parts} & {*EDGES}]
    assert len(at_the_edge) > 40
    for path, handler in at_the_edge:
        assert not kinds(handler) & {"", "Exception", "BaseException"}, f"{path}:{handler.lineno}"


def test_a_sentence_for_people_is_a_refusal() -> None:
    """Words in the reader's language in any other exception would be shown by nobody, or by chance."""
    words = {"_", "gettext", "gettext_lazy", "ngettext"}
    refusals, others = 0, []
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                said = {ast.unparse(each.func) for each in ast.walk(node.exc) if isinstance(each, ast.Call)}
                refusals += "Refusal" in said
                if said & words and said & {"ValueError", "TypeError", "RuntimeError", "Exception"}:
                    others.append(f"{path}:{node.lineno}")
    assert refusals > 20
    assert others == []


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
