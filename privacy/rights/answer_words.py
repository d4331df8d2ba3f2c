"""Lines of a preview as a letter tells them: as words and ISO days, in the active language."""

from __future__ import annotations

from collections.abc import Iterable

from privacy.declarations.registry import registry
from privacy.retention.summary import Item
from privacy.wording.durations import own_term_words
from privacy.wording.words import citation_words, group_words_for_subject


def told_in_words(items: Iterable[Item]) -> list[str]:
    """Return the groups of ``items`` as My data names them."""
    return [group_words_for_subject(registry.group(item.label)) for item in items]


def kept_in_words(items: Iterable[Item]) -> list[dict[str, str | None]]:
    """Return for each of ``items`` what stays, why, by which law, and its last day."""
    return [_kept(item) for item in items]


def _kept(item: Item) -> dict[str, str | None]:
    return {
        "what": group_words_for_subject(registry.group(item.label)),
        "why": str(item.why),
        "rule": str(item.text) if item.until is None else "",
        "law": citation_words(item.law or "") or None,
        "until": item.until.isoformat() if item.until else None,
        "term_source": own_term_words() if item.own_term else "",
    }
