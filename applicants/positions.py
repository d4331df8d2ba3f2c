"""A position from draft to closing. Closing is one act, after a look at whom it lets go, and when.

What can go wrong: somebody is let go whom nobody saw in the preview, or who chose otherwise meanwhile; two
colleagues close at once; a dossier is half written. Hence the preview is signed, and what is closed is what
was seen or nothing: it is made again under the latch, in the transaction that closes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applicants.closing_preview import ClosingPreview, preview_closing
from applicants.counts import settle_counts
from applicants.hiring import hand_over
from applicants.models import HiringDossier, Position
from applicants.models.positions import open_positions
from applicants.sent_forms import removing_on_failure
from privacy.dates import Months, day_of
from privacy.locks import latched
from privacy.web.refusal import Refusal

OPEN_TOO_LONG = Months(6)
COPIED = (
    *("title_nl", "title_fr", "title_en", "text_nl", "text_fr", "text_en", "place", "contract", "hours"),
    *("pay_from", "pay_to", "pay_per", "criteria", "blind_first_look"),
)


class ClosedAlready(Refusal):
    """Somebody else closed the position first."""

    def __init__(self) -> None:
        super().__init__(_("This position is closed already."))


class ChangedMeanwhile(Refusal):
    """What the closing would do is not what was looked at."""

    def __init__(self) -> None:
        super().__init__(_("Something changed meanwhile. Look again at what closing does, and confirm it."))


def open_position(position: Position, *, on: date) -> Position:
    """Let people apply from ``on``; return the position. ``Refusal`` in words if something is missing, such
    as the pay."""
    with latched():
        row = Position.objects.get(pk=position.pk)
        row.opened_on = on
        try:
            row.full_clean()
        except ValidationError as error:
            raise Refusal(" ".join(error.messages)) from error
        row.save(update_fields=["opened_on"])
        return row


def copy_position(position: Position, *, by: AbstractBaseUser | None = None) -> Position:
    """Return a new draft with the words, pay and hiring group of an earlier position, and an address of its
    own."""
    with latched():
        facts = {name: getattr(position, name) for name in COPIED}
        copy = Position.objects.create(
            slug=next(_free_slugs(position.slug)), created_by_id=by.pk if by else None, **facts
        )
        copy.hiring_group.set(position.hiring_group.all())
        return copy


def close_position(
    position: Position, *, seal: str, by: AbstractBaseUser, now: datetime
) -> list[HiringDossier]:
    """Close the position today, exactly as the preview with that ``seal`` showed
    (``preview_closing(position, on=…).seal``); return the dossiers of those who are hired.

    From today no running selection keeps its applications: the next sweep takes those whom nothing else
    keeps. Raises ``ClosedAlready``, or ``ChangedMeanwhile`` where the preview is another one by now. Call it
    outside other transactions: a file cannot be rolled back with them.
    """
    today = day_of(now)
    with removing_on_failure() as stored, latched():
        row = Position.objects.get(pk=position.pk)
        if row.closed_on is not None:
            raise ClosedAlready
        preview: ClosingPreview = preview_closing(row, on=today)
        if not preview.is_sealed_by(seal):
            raise ChangedMeanwhile
        row.closed_on = today
        row.save(update_fields=["closed_on"])
        settle_counts(row)
        return [hand_over(each.application, by=by, now=now, stored=stored) for each in preview.handed_over]


def open_too_long(today: date) -> QuerySet[Position]:
    """Return the positions that are open for more than six months: nobody is let go of meanwhile."""
    return open_positions(today).filter(opened_on__lte=OPEN_TOO_LONG.cutoff(today))


def _free_slugs(slug: str) -> Iterator[str]:
    stem = slug.rstrip("0123456789").rstrip("-") if slug[-1:].isdigit() and "-" in slug else slug
    taken = set(Position.objects.filter(slug__startswith=stem[:70]).values_list("slug", flat=True))
    number = 2
    while True:
        if (found := f"{stem[:70]}-{number}") not in taken:
            yield found
        number += 1
