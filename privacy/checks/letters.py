"""That every letter has its words."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from privacy.declarations.letters import letters


def check_letters(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E016: each declared letter has its subject, its plain text and its HTML part."""
    found: list[CheckMessage] = []
    for letter in letters.every:
        if lacking := [name for name in letter.templates if not _is_template(name)]:
            hint = "Write it in templates/mail, or take the declaration away."
            found.append(
                Error(f"{letter.slug} lacks {', '.join(lacking)}.", hint=hint, obj=letter, id="privacy.E016")
            )
    return found


def _is_template(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True
