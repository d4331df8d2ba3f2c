"""That what people are told is there in each language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext, override

from privacy.declarations.purposes import Words
from privacy.declarations.recipients import recipients
from privacy.declarations.registry import registry


def check_translations(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E009: what a person is told about a purpose or a term is there in each of the project's languages."""
    found: list[CheckMessage] = []
    for said in sorted({_in_language("en", words) for words in _all_words()}):
        missing = [code for code, _name in settings.LANGUAGES if code != "en" and not _translated(said, code)]
        if missing:
            hint = "Translate it in locale/, then run `make translations`."
            found.append(
                Error(f"No words in {', '.join(missing)} for “{said}”.", hint=hint, id="privacy.E009")
            )
    return found


def _all_words() -> Iterable[Words]:
    for purpose in registry.purposes.values():
        yield from (purpose.words, purpose.basis.words, *purpose.tells)
        if purpose.assessment:
            yield from (purpose.assessment.interest, purpose.assessment.necessity, purpose.assessment.balance)
    for group in registry.groups:
        for term in group.keep.values():
            yield from term.words()
            yield from (words for part in term.parts() if (words := part.exception()))
    for policy in registry.policies:
        yield from (technical.because for technical in policy.technical)
        if policy.subject_because:
            yield policy.subject_because
    yield from registry.impersonal.values()
    for recipient in recipients.every:
        yield from (
            words
            for words in (recipient.called, recipient.why, recipient.data, recipient.role.words)
            if words
        )


def _in_language(language: str, words: Words) -> str:
    """Return ``words`` in ``language``."""
    with override(language):
        return str(words)


def _translated(said: str, language: str) -> bool:
    with override(language):
        return gettext(said) != said
