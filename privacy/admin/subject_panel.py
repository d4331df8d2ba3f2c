"""The privacy panel of a person's page: what is kept, for what, by which law, until when, and why."""

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
from privacy.staff_access.titles import page_address
from privacy.wording.words import cited, data_words, label_words

TONES = {State.KEPT: "good", State.HELD: "warning", State.DUE: "danger"}


@dataclass
class Why:
    """One purpose that needs a group: its words, basis and law, and the last day kept (``None``: no such day
    is known)."""

    purpose: str
    basis: str
    law: str
    text: str
    until: date | None


@dataclass(frozen=True)
class Standing:
    """What keeps data from erasure though no purpose needs them, in words, and its page if it has one."""

    words: str
    link: str = ""


@dataclass
class Panelled:
    """What is so of all rows of one group of one person."""

    label: str
    words: str
    rows: int = 0
    states: dict[str, int] = field(default_factory=dict)
    why: dict[str, Why] = field(default_factory=dict)
    held_by: dict[Hold | Choice, Standing] = field(default_factory=dict)

    @property
    def badges(self) -> list[tuple[str, str]]:
        """Return a text and a tone for each state that occurs."""
        texts = {State.KEPT: _("kept"), State.HELD: _("held"), State.DUE: _("goes at the next sweep")}
        several = len(self.states) > 1
        return [
            (f"{texts[State(state)]}: {rows}" if several else texts[State(state)], TONES[State(state)])
            for state, rows in self.states.items()
        ]


@dataclass(frozen=True)
class Panel:
    """The panel: its groups, the holds that stand and what they cover, and where a request, a hold or a
    disclosure is begun."""

    groups: list[Panelled]
    holds: list[tuple[str, Standing]]
    forget: str
    export: str
    hold: str
    disclose: str


def panel_of(subject: Subject, *, today: date) -> Panel:
    """Return the panel of ``subject``, from the same explanation that the person may ask for."""
    found = list(Hold.objects.filter(subject=subject, released_on=None).order_by("pk"))
    groups = _grouped(explain(subject, today=today))
    by_hand = [hold for hold in found if hold.request_id is None]
    waiting = [
        (label_words(hold.covers) if hold.covers else _("Everything"), _standing(hold)) for hold in by_hand
    ]
    begin = {"forget": _asked(subject, "erasure"), "export": _asked(subject, "access")}
    return Panel(
        groups, waiting, **begin, hold=hold_address(subject.pk), disclose=disclosure_address(subject.pk)
    )


def hold_address(subject: Any) -> str:
    """Return the address of the page that places a hold on what we keep about ``subject``, by its number."""
    return f"{reverse('admin:privacy_hold_add')}?{urlencode({'subject': subject})}"


def disclosure_address(subject: Any) -> str:
    """Return the address of the page that writes down what others received about ``subject``, by its
    number."""
    return f"{reverse('admin:privacy_disclosure_add')}?{urlencode({'subject': subject})}"


def _standing(held: Hold | Choice) -> Standing:
    return _standing_hold(held) if isinstance(held, Hold) else Standing(_("a restriction of its use"))


def _standing_hold(hold: Hold) -> Standing:
    facts = {"law": cited(hold.law), "day": date_format(hold.review_on)}
    if hold.request_id:
        return Standing(
            _("an open request (%(law)s)") % facts,
            page_address(Request, hold.request_id),
        )
    return Standing(
        _("a hold (%(law)s), to be looked at again on %(day)s") % facts,
        page_address(Hold, hold.pk),
    )


def _grouped(explained: Iterable[Explained]) -> list[Panelled]:
    found: dict[str, Panelled] = {}
    for one in explained:
        if one.state == State.EMPTY:
            continue
        group = found.setdefault(one.group.label, Panelled(one.group.label, capfirst(data_words(one.group))))
        group.rows += 1
        group.states[one.state] = group.states.get(one.state, 0) + 1
        group.held_by |= {held: _standing(held) for held in one.held_by}
        for reason in one.reasons:
            purpose = reason.purpose
            why = Why(
                str(purpose.words), str(purpose.basis.words), purpose.law or "", reason.text, reason.until
            )
            before = group.why.setdefault(purpose.slug, why)
            if before.until is not None and (why.until is None or why.until > before.until):
                group.why[purpose.slug] = why
    # What privacy itself keeps comes last: people look for what was kept about the work first.
    return sorted(found.values(), key=lambda group: group.label.startswith("privacy."))


def _asked(subject: Subject, kind: str) -> str:
    """Return the address of the page that records a request of ``subject``; it carries a number, never a
    name."""
    about = urlencode({"subject": subject.pk, "kind": Request.Kind(kind).value})
    return f"{reverse('admin:privacy_request_add')}?{about}"
