"""Rectification on the page of a request: corrections by field, each accepted or refused by staff.

Also here: the person's own statement (GDPR art. 16), and lifting a restriction, of which they are told before
(art. 18(3)).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext

from privacy.admin.requests.posted import Act, Posted
from privacy.models import Correction, Request
from privacy.requests import decisions
from privacy.rights import corrections, restriction
from privacy.rights.base import Stale
from privacy.rights.registered import right_of


@dataclass(frozen=True)
class CorrectionLine:
    """A correction on the page: the field in words, and whether what stood there is gone or changed since."""

    correction: Correction
    words: str
    open: bool
    stale: bool


@dataclass(frozen=True)
class RectificationCard:
    """The corrections of a request for rectification, and the fields for which one can be written down."""

    lines: list[CorrectionLine]
    places: list[tuple[str, str, str]]
    """Name, words and value of each field of the person that can be corrected."""


@dataclass(frozen=True)
class RestrictionCard:
    """The restriction that a request brought about, once it was decided: whether it may be lifted, or its end
    was told already."""

    may_lift: bool


def build_rectification_card(asked: Request, *, waits: bool) -> RectificationCard | None:
    """Return what is to be corrected; ``None`` unless ``asked`` is a request for rectification of somebody we
    know."""
    if not right_of(asked).corrects_fields or asked.subject is None:
        return None
    places = corrections.correctable_fields(asked.subject) if waits else []
    return RectificationCard(
        lines=[_line(each, waits=waits) for each in corrections.current_corrections(asked)],
        places=[(place.name, capfirst(place.words), place.value) for place in places],
    )


def build_restriction_card(asked: Request, *, waits: bool) -> RestrictionCard | None:
    """Return the restriction that ``asked`` brought about; ``None`` while it waits, or if there is none."""
    choice = None if waits else restriction.restriction_of_request(asked)
    return RestrictionCard(may_lift=not restriction.end_is_told(choice)) if choice else None


def _line(each: Correction, *, waits: bool) -> CorrectionLine:
    return CorrectionLine(
        correction=each,
        words=capfirst(corrections.correction_words(each)),
        open=waits,
        stale=waits and not corrections.old_value_stands(each),
    )


def _stage(posted: Posted) -> str:
    corrections.propose_corrections(
        posted.request, {posted.text("field"): posted.text("value")}, now=posted.now
    )
    return gettext("The correction is written down. Accept or refuse it.")


def _accept(posted: Posted) -> str:
    corrections.decide_correction(_correction(posted), accept=True, by=posted.by, now=posted.now)
    return gettext("Accepted. It is changed when you approve the request.")


def _refuse(posted: Posted) -> str:
    reason = posted.text("reason")
    corrections.decide_correction(
        _correction(posted), accept=False, reason=reason, by=posted.by, now=posted.now
    )
    return gettext("Not corrected. The letter says why.")


def _state(posted: Posted) -> str:
    corrections.state_statement(posted.request, posted.text("statement"), by=posted.by, now=posted.now)
    return gettext("The statement is kept with the request.")


def _lift(posted: Posted) -> str:
    decisions.announce_end_of_restriction(posted.request, by=posted.by, now=posted.now)
    return gettext("The letter is on its way. A week later the data can be used again.")


def _correction(posted: Posted) -> Correction:
    found = corrections.current_corrections(posted.request).filter(pk=posted.number("correction")).first()
    if found is None:
        raise Stale
    return found


ACTS: dict[str, Act] = {
    "stage": _stage,
    "accept": _accept,
    "refuse-one": _refuse,
    "state": _state,
    "lift": _lift,
}
