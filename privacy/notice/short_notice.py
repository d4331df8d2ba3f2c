"""The notice beside a form, when data are asked for (GDPR art. 13): of what that form stores, and no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from privacy.declarations.purposes import Purpose
from privacy.notice.recipients import recipient_name, recipients_of, staff_words, transfer_words
from privacy.notice.text import PurposeText, purpose_text


@dataclass(frozen=True)
class ShortNotice:
    """What the form is for, who else receives what it stores, and what leaves the European Economic Area."""

    purposes: list[PurposeText]
    staff: str
    recipients: list[str]
    transfer: str


def short_notice(stored: Mapping[Purpose, Collection[str]]) -> ShortNotice:
    """Return the notice beside a form that stores, for each purpose, the groups with these labels."""
    receiving = recipients_of({label for labels in stored.values() for label in labels})
    return ShortNotice(
        purposes=[purpose_text(purpose, labels=labels) for purpose, labels in stored.items()],
        staff=staff_words(receiving),
        recipients=[recipient_name(each) for each in receiving],
        transfer=transfer_words(receiving),
    )
