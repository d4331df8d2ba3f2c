"""Who else sees the data, in the words of the notice (GDPR art. 13(1)(e)-(f)): the whole notice and the short
one beside a form read the same register."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy.declarations.recipients import Recipient, recipients
from privacy.wording.words import citation_words, label_words, list_words


def recipients_of(labels: Collection[str]) -> list[Recipient]:
    """Return those here who receive any of the groups with ``labels``."""
    return [each for each in recipients.here if any(each.takes(label) for label in labels)]


def staff_words(receiving: Sequence[Recipient]) -> str:
    """Return the sentence that our staff see the data; with ``receiving``, it introduces them."""
    if receiving:
        return _(
            "Our staff see only what they need for their work. Those named below also receive data at times."
        )
    return _("Our staff see only what they need for their work. Nobody else sees your data.")


def transfer_words(receiving: Sequence[Recipient]) -> str:
    """Return what leaves the European Economic Area, and that something safeguards it (GDPR art. 13(1)(f));
    no more than we know."""
    away = [each for each in receiving if each.leaves_the_eea]
    if away:
        names = ", ".join(f"{each.name} ({each.country})" for each in away)
        return _(
            "We sell nothing. Outside the European Economic Area: %(names)s. Ask us for a copy of what "
            "safeguards your data there."
        ) % {"names": names}
    if all(each.party and each.party.country for each in receiving):
        return _("We sell nothing, and send nothing to countries outside the European Economic Area.")
    return _("We sell nothing.")


def recipient_name(recipient: Recipient) -> str:
    """Return who it is, where, and what for."""
    where = f" ({recipient.country})" if recipient.country else ""
    return f"{capfirst(recipient.name)}{where}: {citation_words(str(recipient.why))}."


def recipient_words(recipient: Recipient) -> str:
    """Return in sentences who it is, where, what for, and what it receives."""
    what = (
        str(recipient.data)
        or list_words(label_words(label, to_subject=True) for label in recipient.labels)
        or _("all that we keep about you")
    )
    lines = [
        recipient_name(recipient),
        _("Gets: %(what)s.") % {"what": what},
        _("Only when necessary, and we record it each time.") if recipient.by_hand else "",
        _("Safeguard: %(safeguard)s.") % {"safeguard": recipient.party.safeguard}
        if recipient.party and recipient.party.safeguard
        else "",
    ]
    return " ".join(line for line in lines if line)
