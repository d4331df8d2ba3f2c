"""The privacy panel on the page of a person or organisation: which groups of data are kept, for which
purposes, by which law and until when; and the holds on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy.models import Choice, Hold, Request, Subject
from privacy.retention.explanation import Explained, explain
from privacy.retention.state import State
from privacy.staff_access.other_files import is_known_file, known_to
from privacy.staff_access.titles import page_address
from privacy.staff_access.visibility import User
from privacy.wording.words import citation_words, group_words, label_words

TONES = {State.KEPT: "good", State.HELD: "warning", State.DUE: "danger"}


@dataclass
class PurposeLine:
    """A purpose that needs a group: legal basis, law and why, and the last day (``None``: not known)."""

    purpose: str
    basis: str
    law: str
    text: str
    until: date | None


@dataclass(frozen=True)
class HoldLine:
    """A hold or restriction that keeps data from erasure, in words, and its page if it has one."""

    words: str
    link: str = ""


@dataclass
class GroupLine:
    """A group of data of the person: how many rows it has, in which states, and why."""

    label: str
    words: str
    rows: int = 0
    states: dict[str, int] = field(default_factory=dict)
    why: dict[str, PurposeLine] = field(default_factory=dict)
    held_by: dict[Hold | Choice, HoldLine] = field(default_factory=dict)

    @property
    def badges(self) -> list[tuple[str, str]]:
        """Return text and tone of a badge for each state of the rows."""
        texts = {State.KEPT: _("kept"), State.HELD: _("held"), State.DUE: _("goes at the next sweep")}
        several = len(self.states) > 1
        return [
            (f"{texts[State(state)]}: {rows}" if several else texts[State(state)], TONES[State(state)])
            for state, rows in self.states.items()
        ]


@dataclass(frozen=True)
class SubjectPanel:
    """The panel: its groups, the holds of staff with what each covers, and the pages where a request, a hold
    or a disclosure is begun."""

    groups: list[GroupLine]
    holds: list[tuple[str, HoldLine]]
    forget: str
    export: str
    object: str
    hold: str
    disclose: str


def build_subject_panel(subject: Subject, *, user: User, today: date) -> SubjectPanel:
    """Return the panel of ``subject`` for ``user``, from the explanation that the person may ask for too: of
    the files that ``user`` works with."""
    found = list(Hold.objects.filter(subject=subject, released_on=None).order_by("pk"))
    groups = _group_lines(known_to(explain(subject, today=today), user=user, today=today))
    by_hand = [
        hold
        for hold in found
        if hold.request_id is None and (not hold.covers or is_known_file(hold.covers, user=user))
    ]
    waiting = [
        (label_words(hold.covers) if hold.covers else _("Everything"), _held_line(hold)) for hold in by_hand
    ]
    begin = {
        "forget": _link_to_request_form(subject, "erasure"),
        "export": _link_to_request_form(subject, "access"),
        "object": _link_to_request_form(subject, "objection"),
    }
    return SubjectPanel(
        groups,
        waiting,
        **begin,
        hold=link_to_hold_form(subject.pk),
        disclose=link_to_disclosure_form(subject.pk),
    )


def link_to_hold_form(subject: Any) -> str:
    """Return the address of the page that places a hold on the data of the subject with that number."""
    return f"{reverse('admin:privacy_hold_add')}?{urlencode({'subject': subject})}"


def link_to_disclosure_form(subject: Any) -> str:
    """Return the address of the page that records a disclosure about the subject with that number."""
    return f"{reverse('admin:privacy_disclosure_add')}?{urlencode({'subject': subject})}"


def _held_line(held: Hold | Choice) -> HoldLine:
    return _hold_line(held) if isinstance(held, Hold) else HoldLine(_("a restriction of its use"))


def _hold_line(hold: Hold) -> HoldLine:
    facts = {"law": citation_words(hold.law), "day": date_format(hold.review_on)}
    if hold.request_id:
        return HoldLine(
            _("an open request (%(law)s)") % facts,
            page_address(Request, hold.request_id),
        )
    return HoldLine(
        _("a hold (%(law)s), to be looked at again on %(day)s") % facts,
        page_address(Hold, hold.pk),
    )


def _group_lines(explained: Iterable[Explained]) -> list[GroupLine]:
    found: dict[str, GroupLine] = {}
    for one in explained:
        if one.state == State.EMPTY:
            continue
        group = found.setdefault(
            one.group.label, GroupLine(one.group.label, capfirst(group_words(one.group)))
        )
        group.rows += 1
        group.states[one.state] = group.states.get(one.state, 0) + 1
        group.held_by |= {held: _held_line(held) for held in one.held_by}
        for reason in one.reasons:
            purpose = reason.purpose
            why = PurposeLine(
                str(purpose.words),
                str(purpose.basis.words),
                purpose.law or "",
                str(reason.text),
                reason.until,
            )
            before = group.why.setdefault(purpose.slug, why)
            if before.until is not None and (why.until is None or why.until > before.until):
                group.why[purpose.slug] = why
    # What privacy itself keeps comes last: people look for what was kept about the work first.
    return sorted(found.values(), key=lambda group: group.label.startswith("privacy."))


def _link_to_request_form(subject: Subject, kind: str) -> str:
    """Return the address of the page that records a request of ``subject``; it has a number, never a name."""
    about = urlencode({"subject": subject.pk, "kind": Request.Kind(kind).value})
    return f"{reverse('admin:privacy_request_add')}?{about}"
