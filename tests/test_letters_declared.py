"""One declaration a letter: it has its words, somebody sends it, and nothing else lies among the letters."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from privacy.checks.letters import check_letters
from privacy.declarations.letters import Letter, Letters, letters
from privacy.delivery import handlers, paper, smtp
from privacy.delivery.catalogue import PRIVACY_LETTERS
from privacy.purposes import REQUESTS
from tests.gate.readings import sources

FOLDER = Path(settings.BASE_DIR) / "templates"
DECLARING = {"privacy.delivery.catalogue", "som.letters", "contacts.letters", "applicants.letters"}
OF_APPS = {
    *("staff-welcome", "staff-password", "staff-address", "staff-change", "answer-question"),
    *("application-received", "application-entered", "application-too-late", "reserve-renewal"),
    *("applicant-question", "applicant-invitation", "applicant-cancellation", "applicant-refusal"),
    "applicant-later-position",
}
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Letters:
    """The letters as they are declared, which a test may add to."""
    monkeypatch.setattr(letters, "_registry", dict(letters._registry))
    return letters


def texts(tree: ast.Module) -> Iterator[str]:
    """Yield each slug that the source says, and each that it puts together as a pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SLUG.fullmatch(node.value):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "[a-z]+" for part in node.values]
            if any(SLUG.match(part) and "[" not in part for part in parts):
                yield "".join(parts)


def test_an_app_declares_its_own_letters_and_privacy_names_none_of_them() -> None:
    own = {letter.slug for letter in PRIVACY_LETTERS}
    assert {letter.slug for letter in letters.every} - own == OF_APPS
    for name, tree in sources():
        if name.startswith("privacy"):
            assert not OF_APPS & set(texts(tree)), name


def test_every_letter_is_sent_somewhere() -> None:
    said = {text for name, tree in sources() if name not in DECLARING for text in texts(tree)}
    assert len(letters.every) > 20
    unsent = [
        letter.slug for letter in letters.every if not any(re.fullmatch(text, letter.slug) for text in said)
    ]
    assert unsent == []


def test_every_file_among_the_letters_belongs_to_one_or_is_a_part_of_one() -> None:
    own = {name for letter in letters.every for name in letter.templates}
    files = {str(path.relative_to(FOLDER)) for path in (FOLDER / "mail").iterdir()}
    used = {
        name
        for path in (FOLDER / "mail").iterdir()
        for name in re.findall(r'{% *(?:extends|include) "(mail/[^"]+)"', path.read_text())
    }
    assert own <= files
    assert files == own | used, "a template that no letter uses"


def test_a_letter_without_its_words_is_named_and_nothing_starts_with_it(declared: Letters) -> None:
    assert check_letters(None) == []
    declared.add(Letter("birthday", purpose=REQUESTS))
    (fault,) = check_letters(None)
    assert fault.id == "privacy.E016"
    for name in ("mail/birthday.subject.txt", "mail/birthday.txt", "mail/birthday.html"):
        assert name in fault.msg


def test_a_letter_is_declared_once(declared: Letters) -> None:
    declared.add(*PRIVACY_LETTERS)
    with pytest.raises(ValueError, match="refusal is declared twice"):
        declared.add(Letter("refusal", purpose=REQUESTS))


def test_what_gives_the_reasons_is_needed() -> None:
    reasoned = {letter.slug: letter.reasons for letter in letters.every if letter.reasons}
    assert reasoned == {
        "refusal": "ground",
        "extension": "reasons",
        "answer-partly": "refused",
        "answer-portability-none": "behind",
        "answer-deceased": "ground",
        "for-another-reasons": "why",
    }
    assert all(letter.reasons in letter.needs for letter in letters.every if letter.reasons)


def test_who_hands_over_is_said_and_hangs_on_no_import(
    monkeypatch: pytest.MonkeyPatch, declared: Letters
) -> None:
    """An import that looks unused may go: everything is imported already when the app says it again here."""
    monkeypatch.setattr(handlers, "_handlers", {})
    declared._registry.clear()
    apps.get_app_config("privacy").ready()
    assert handlers._handlers == {"mail": smtp.hand_over_mail, "paper": paper.wait_for_post}
    assert declared.named("refusal").purpose is REQUESTS
