"""Lines of a preview as a letter tells them: as words and ISO days, in the active language."""

from __future__ import annotations

from collections.abc import Iterable

from privacy.declarations.registry import registry
from privacy.retention.summary import Item
from privacy.wording.durations import own_term_words
from privacy.wording.words import citation_words, group_words, group_words_for_subject


def told_in_words(items: Iterable[Item], *, of_another: bool = False) -> list[str]:
    """Return the groups of ``items`` as My data names them; ``of_another``: as who acts for the person reads
    of them."""
    return [_what(item.label, of_another=of_another) for item in items]


def kept_in_words(items: Iterable[Item], *, of_another: bool = False) -> list[dict[str, str | None]]:
    """Return for each of ``items`` what stays, why, by which law, and its last day; ``of_another`` as
    above."""
    return [_kept(item, of_another=of_another) for item in items]


def _what(label: str, *, of_another: bool) -> str:
    group = registry.group(label)
    return group_words(group) if of_another else group_words_for_subject(group)


def _kept(item: Item, *, of_another: bool) -> dict[str, str | None]:
    purpose = registry.purposes.get(item.purpose)
    why, law = str(item.why), item.law
    if of_another and purpose:
        why, law = str(purpose.basis.words_of_another), item.law or purpose.basis.article
    return {
        "what": _what(item.label, of_another=of_another),
        "why": why,
        "rule": str(item.text) if item.until is None and not of_another else "",
        "law": citation_words(law or "") or None,
        "until": item.until.isoformat() if item.until else None,
        "term_source": own_term_words() if item.own_term else "",
    }
