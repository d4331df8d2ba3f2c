"""What people said no to elsewhere, remembered here: for its purpose, with the address book as its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from contacts.importing.entries import Entry
from contacts.importing.noes import NEWSLETTER, No
from privacy.models import Choice, Subject
from privacy.purposes import OFFER
from privacy.subjects import choices
from privacy.subjects.suppression_list import EVERYTHING


def sentence_about_no(no: No) -> str:
    """Return what whoever imports is told of ``no``; nothing of what else its cell says."""
    if no.deceased:
        return _("%(heading)s: deceased: kept as a no to everything") % {"heading": no.heading}
    words = {NEWSLETTER: _("newsletters"), OFFER.slug: _("offers"), EVERYTHING: _("everything")}
    what = ", ".join(words[purpose] for purpose in no.purposes)
    return _("%(heading)s: a no, remembered for: %(purposes)s") % {"heading": no.heading, "purposes": what}


def record_noes(subject: UUID, noes: Iterable[No], *, source: str, on: dt.date) -> None:
    """Record for ``subject`` each of ``noes`` of the address book ``source``, once for each purpose."""
    person = Subject.objects.get(pk=subject)
    for purpose, no in _by_purpose(noes).items():
        choices.record_objection(
            person,
            purpose,
            on=on,
            source=Choice.Source.IMPORT,
            wording=f"{source} – {no.heading}: {no.written}",
        )


def remember_noes_of_mailboxes(entry: Entry, *, on: dt.date) -> None:
    """Remember the noes of an organisation's ``entry`` by each of its addresses and numbers."""
    for purpose in _by_purpose(entry.noes):
        for reach in entry.reaches:
            if reach.digests:
                choices.suppress_address(reach.value, purpose, on=on)


def _by_purpose(noes: Iterable[No]) -> dict[str, No]:
    found: dict[str, No] = {}
    for no in noes:
        for purpose in no.purposes:
            found.setdefault(purpose, no)
    return found
