"""The words of a letter: its templates filled in, in the language of whoever it goes to.

Nothing in a letter is fetched from anywhere, and nothing tells us whether it was read.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from privacy.declarations.letters import Letter, letters


class Incomplete(ValueError):
    """The letter lacks a part that the law asks for."""


def render_letter(template: str, *, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Return subject and plain text of a letter, as it is mailed, or printed to be posted; raises
    ``Incomplete``."""
    letter = letters.named(template)
    subject, plain, _html = letter.templates
    facts = _facts(language, context)
    with translation.override(language):
        title, text = _one_line(_plain_text(subject, facts)), _plain_text(plain, facts)
        _refuse_incomplete(letter, text, context)
    return title, text


def render_html_part(template: str, *, title: str, language: str, context: dict[str, Any]) -> str:
    """Return the HTML part of a letter, under ``title``."""
    with translation.override(language):
        return render_to_string(
            letters.named(template).templates[2], _facts(language, context) | {"title": title}
        )


def _refuse_incomplete(letter: Letter, text: str, context: dict[str, Any]) -> None:
    """Raise ``Incomplete`` if ``letter`` must give reasons, and ``text`` lacks them, the authority to
    complain to, or the way to a court."""
    if not letter.reasons:
        return
    court, authority = (
        _("Ask a court to decide (GDPR art. 79)."),
        str(settings.AUTHORITY.get("website") or ""),
    )
    if not str(context[letter.reasons]).strip():
        raise Incomplete(_("This letter needs reasons that the person can understand."))
    if not authority or authority not in text or "art. 77" not in text or court not in text:
        raise Incomplete(
            _("This letter lacks the way to complain or to go to court, without which it may not be sent.")
        )


def _facts(language: str, context: dict[str, Any]) -> dict[str, Any]:
    return context | {"organisation": _organisation(), "authority": settings.AUTHORITY, "language": language}


def _organisation() -> dict[str, str]:
    return {
        "name": settings.ORGANISATION_NAME,
        "number": settings.ORGANISATION_NUMBER,
        "address": settings.ORGANISATION_ADDRESS,
        "email": settings.ORGANISATION_EMAIL,
    }


def _one_line(text: str) -> str:
    """Return ``text`` without breaks; the space that French keeps before its marks stays one that does not
    break."""
    return re.sub(r"[^\S\N{NO-BREAK SPACE}]+", " ", text).strip()


def _plain_text(name: str, facts: dict[str, Any]) -> str:
    """Return a plain text without the gaps that template tags leave."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", render_to_string(name, facts)).strip() + "\n"
