"""Which sentences of the source are shown to people, read without gettext so that every machine finds the
same.

A sentence that is put together while running (an f-string in ``gettext``) could never be translated: it is a
fault, with its place. What Python looks up by variable is left alone.

Unfold, the skin of the administration, ships no translations: what it shows is ours to translate, except for
the words that Django or another library translates already.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations, translation
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

CALLS = {"_": 1, "gettext": 1, "gettext_noop": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2}
UNTRANSLATED = "unfold"
"""A library without translations of its own."""
SOURCE_LANGUAGE = "en"
TEMPLATE_CALL = re.compile(r"\b(?:ngettext|gettext|_)\(")


class UntranslatableText(ValueError):
    """A sentence that cannot be translated; names its file and line."""


@dataclass(frozen=True, order=True)
class TranslatableText:
    """A sentence as it stands in the source, and its plural if it has one."""

    text: str
    plural: str = ""


def collect_texts() -> list[TranslatableText]:
    """Return the sentences of our apps and templates and those that are borrowed, each once, in order of
    their text.

    Raises ``UntranslatableText`` for one that is put together while running.
    """
    found = {
        message for path in list_source_files() for message in read_texts(path)
    } | collect_borrowed_texts()
    with_plural = {message.text for message in found if message.plural}
    return sorted(message for message in found if message.plural or message.text not in with_plural)


def list_source_files() -> list[Path]:
    """Return the files in which sentences stand: Python of our own apps, and our templates."""
    base = Path(settings.BASE_DIR)
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == base]
    return sorted(
        path
        for folder in [base / "templates", *own]
        for path in _files(folder)
        if "migrations" not in path.parts
    )


def collect_borrowed_texts() -> set[TranslatableText]:
    """Return the sentences of the library without translations that no other library says in each of our
    languages."""
    folders = [Path(app.path) for app in apps.get_app_configs() if app.name.split(".")[0] == UNTRANSLATED]
    # What it has for other packages lies below contrib, of which only installed parts are shown.
    paths = [
        path
        for folder in folders
        for path in _files(folder)
        if "contrib" not in path.relative_to(folder).parts
    ]
    known = [_translated(code) for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]
    found = {message for path in paths for message in read_texts(path)}
    return {
        message
        for message in found
        if any(library.gettext(message.text) == message.text for library in known)
    }


def read_texts(path: Path) -> Iterator[TranslatableText]:
    """Yield the sentences of one file."""
    text = path.read_text(encoding="utf-8")
    return (
        read_python_texts(text, path.name) if path.suffix == ".py" else read_template_texts(text, path.name)
    )


def read_python_texts(text: str, name: str) -> Iterator[TranslatableText]:
    """Yield the sentences that Python source hands to gettext."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (count := CALLS.get(_called(node), 0)):
            given = node.args[:count]
            if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in given):
                raise UntranslatableText(
                    f"{name}:{node.lineno}: translate one plain text and fill in %(names)s afterwards"
                )
            texts = [
                part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            if len(texts) == count:
                yield TranslatableText(*texts)


def read_template_texts(text: str, name: str) -> Iterator[TranslatableText]:
    """Yield the sentences of a template; Django itself turns its tags into calls."""
    calls = templatize(text, origin=name)
    for match in TEMPLATE_CALL.finditer(calls):
        yield from read_python_texts(_whole_call(calls[match.start() :]), name)


def _files(folder: Path) -> Iterator[Path]:
    for kind in ("*.py", "*.html", "*.txt"):
        yield from folder.rglob(kind)


def _translated(language: str) -> NullTranslations:
    """Return what Django and the other libraries say in ``language``, one falling back on the next."""
    base = Path(settings.BASE_DIR)
    folders = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent != base]
    said = NullTranslations()
    for folder in [Path(django.__file__).parent / "conf", *folders]:
        said.add_fallback(translation("django", folder / "locale", [language], fallback=True))
    return said


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _whole_call(text: str) -> str:
    """Return the call at the start of ``text``: up to the first bracket at which it is whole Python."""
    for end in (match.end() for match in re.finditer(r"\)", text)):
        try:
            ast.parse(text[:end])
        except SyntaxError:
            continue
        return text[:end]
    raise UntranslatableText("a template tag could not be read")
