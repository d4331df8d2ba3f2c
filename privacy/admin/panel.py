"""The privacy panel of a person's page: what is kept, for what, by which law, until when, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy.compile import State
from privacy.explain import Explained, explain
from privacy.models import Request, Subject
from privacy.words import data_words

TONES = {State.KEPT: "good", State.HELD: "warning", State.DUE: "danger"}


@dataclass
class Why:
    """One purpose that needs a group: its words, basis and law, and the last day kept (``None``: no such day is known)."""

    purpose: str
    basis: str
    law: str
    text: str
    until: date | None


@dataclass
class Panelled:
    """What is so of all rows of one group of one person."""

    label: str
    words: str
    rows: int = 0
    states: dict[str, int] = field(default_factory=dict)
    why: dict[str, Why] = field(default_factory=dict)
    held_by: list[str] = field(default_factory=list)

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
    """The panel: its groups, and where a request for this person is begun."""

    groups: list[Panelled]
    forget: str
    export: str


def panel_of(subject: Subject, *, today: date) -> Panel:
    """Return the panel of ``subject``, from the same explanation that the person may ask for."""
    return Panel(groups=_grouped(explain(subject, today=today)), forget=_asked(subject, "erasure"), export=_asked(subject, "access"))


def _grouped(explained: Iterable[Explained]) -> list[Panelled]:
    found: dict[str, Panelled] = {}
    for one in explained:
        if one.state == State.EMPTY:
            continue
        group = found.setdefault(one.group.label, Panelled(one.group.label, capfirst(data_words(one.group))))
        group.rows += 1
        group.states[one.state] = group.states.get(one.state, 0) + 1
        group.held_by += [held for held in one.held_by if held not in group.held_by]
        for reason in one.reasons:
            purpose = reason.purpose
            why = Why(str(purpose.words), str(purpose.basis.words), purpose.law or "", reason.text, reason.until)
            before = group.why.setdefault(purpose.slug, why)
            if before.until is not None and (why.until is None or why.until > before.until):
                group.why[purpose.slug] = why
    # What privacy itself keeps comes last: people look for what was kept about the work first.
    return sorted(found.values(), key=lambda group: group.label.startswith("privacy."))


def _asked(subject: Subject, kind: str) -> str:
    """Return the address of the page that records a request of ``subject``; it carries a number, never a name."""
    return f"{reverse('admin:privacy_request_add')}?{urlencode({'subject': subject.pk, 'kind': Request.Kind(kind).value})}"
