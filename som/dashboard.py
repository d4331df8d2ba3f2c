"""The first page of the administration: what waits for somebody, and whether the promises are being kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Enquiry
from privacy.admin.base.urgency import light
from privacy.evidence import ledger
from privacy.models import LedgerEntry, OutboxMessage, Request, SweepRun, Task
from privacy.requests import clock
from privacy.retention import heartbeat
from privacy.staff_access.badges import Badge
from privacy.staff_access.titles import people_of, requests_of
from privacy.staff_access.visibility import visible_to

SHOWN = 8
"""Rows of each queue; the rest is one click away."""

BOUND = 1_000 + SHOWN
"""Where counting the rest of a queue stops."""


@dataclass(frozen=True)
class Waits:
    """One thing that waits: its title and page, about whom, and how urgent it is."""

    title: str
    link: str
    about: list[tuple[str, str]]
    light: Badge


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait, the most urgent first, and the list of all of them."""

    title: str
    icon: str
    rows: list[Waits]
    more: int
    link: str
    nothing: str


@dataclass(frozen=True)
class Swept:
    """What the last sweep did under one label."""

    label: str
    due: int
    erased: int
    held: int
    fuse: bool


@dataclass(frozen=True)
class Beat:
    """The heartbeat of retention: when the sweep last finished, whether a night was missed, and what it
    did."""

    badge: Badge
    at: datetime | None
    as_of: date | None
    lines: list[Swept] = field(default_factory=list)
    link: str = ""


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add to ``context`` the queues and states that ``request.user`` may see."""
    now, today = timezone.now(), timezone.localdate()
    may = request.user.has_perm
    queues = [
        queue(request, today)
        for permission, queue in (
            ("privacy.view_request", _requests),
            ("contacts.view_enquiry", _enquiries),
            ("privacy.view_task", _tasks),
        )
        if may(permission)
    ]
    return {
        **context,
        "title": _("What waits"),
        "queues": queues,
        "beat": _beat(now) if may("privacy.view_sweeprun") else None,
        "outbox": _outbox() if may("privacy.view_outboxmessage") else None,
        "ledger": _ledger() if may("privacy.view_ledgerentry") else None,
    }


def _requests(request: HttpRequest, today: date) -> Queue:
    waiting = visible_to(
        Request.objects.filter(state__in=("open", "approved")), user=request.user, today=today
    )
    rows = list(
        waiting.select_related("subject")
        .prefetch_related("suspensions")
        .order_by("due_on", "pk")[: SHOWN + 1]
    )
    people = people_of([row.subject for row in rows if row.subject], user=request.user, today=today)
    shown = [
        Waits(
            f"{row.reference}: {row.get_kind_display()}",
            reverse("admin:privacy_request_change", args=(row.pk,)),
            people.get(row.subject_id, []),
            clock.light(row, today=today),
        )
        for row in rows[:SHOWN]
    ]
    link, nothing = (
        reverse("admin:privacy_request_changelist"),
        _("Nobody waits for an answer about their data."),
    )
    return Queue(_("Requests about data"), "shield_person", shown, _besides(waiting, rows), link, nothing)


def _enquiries(request: HttpRequest, today: date) -> Queue:
    waiting = visible_to(Enquiry.objects.filter(answered_on=None), user=request.user, today=today)
    rows = list(waiting.select_related("contact__subject").order_by("received_on", "pk")[: SHOWN + 1])
    people = people_of([row.contact.subject for row in rows], user=request.user, today=today)
    shown = [
        Waits(
            " ".join(row.question.split())[:80],
            reverse("admin:contacts_enquiry_change", args=(row.pk,)),
            people[row.contact.subject_id],
            _age((today - row.received_on).days),
        )
        for row in rows[:SHOWN]
    ]
    link = f"{reverse('admin:contacts_enquiry_changelist')}?answered_on__isempty=1"
    return Queue(
        _("Questions without an answer"),
        "contact_support",
        shown,
        _besides(waiting, rows),
        link,
        _("Every question is answered."),
    )


def _tasks(request: HttpRequest, today: date) -> Queue:
    waiting = visible_to(Task.objects.filter(done_on=None), user=request.user, today=today)
    rows = list(waiting.select_related("subject").order_by("due_on", "pk")[: SHOWN + 1])
    people = people_of([row.subject for row in rows if row.subject], user=request.user, today=today)
    asked = requests_of(rows, user=request.user, today=today)
    shown = [
        Waits(
            capfirst(row.get_kind_display()),
            reverse("admin:privacy_task_change", args=(row.pk,)),
            asked.get(row.pk) or people.get(row.subject_id, []),
            light(row.due_on, today=today),
        )
        for row in rows[:SHOWN]
    ]
    link = f"{reverse('admin:privacy_task_changelist')}?done_on__isempty=1"
    return Queue(
        _("Tasks and reviews"), "task_alt", shown, _besides(waiting, rows), link, _("No task is open.")
    )


def _besides(waiting: Any, rows: list[Any]) -> int:
    """Return how many wait besides those shown; counted only where there are more, and no further than
    anybody would read."""
    return waiting.order_by()[:BOUND].count() - SHOWN if len(rows) > SHOWN else 0


def _age(days: int) -> Badge:
    """Return how long a question waits; the tone turns after a week and after two."""
    text = ngettext("waits %(days)d day", "waits %(days)d days", days) % {"days": days}
    return Badge(text, "danger" if days > 14 else "warning" if days > 7 else "good")


def _beat(now: datetime) -> Beat:
    run = (
        SweepRun.objects.filter(subject=None, finished_at__isnull=False)
        .order_by("-finished_at")
        .prefetch_related("lines")
        .first()
    )
    if heartbeat.is_overdue(now=now):
        badge = Badge(_("overdue: no sweep finished in the last 36 hours"), "danger")
    elif run is None:
        badge = Badge(_("the first sweep runs tonight"), "info")
    else:
        badge = Badge(_("beats"), "good")
    if run is None:
        return Beat(badge, None, None)
    told = [line for line in run.lines.all() if line.due or line.erased or line.held or line.fuse]
    lines = [
        Swept(line.label, line.due, line.erased, line.held, line.fuse)
        for line in sorted(told, key=lambda line: line.label)
    ]
    return Beat(
        badge, run.finished_at, run.as_of, lines, reverse("admin:privacy_sweeprun_change", args=(run.pk,))
    )


def _outbox() -> dict[str, Any]:
    counts = dict(
        OutboxMessage.objects.filter(state__in=("waiting", "parked"))
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    parked, waiting = counts.get("parked", 0), counts.get("waiting", 0)
    text = ngettext(
        "%(count)d message waits for a person", "%(count)d messages wait for a person", parked
    ) % {"count": parked}
    badge = Badge(text, "danger") if parked else Badge(_("nothing is stuck"), "good")
    return {
        "badge": badge,
        "waiting": waiting,
        "link": f"{reverse('admin:privacy_outboxmessage_changelist')}?state__exact=parked",
    }


def _ledger() -> dict[str, Any]:
    shipped, head = ledger.heads()
    last = LedgerEntry.objects.filter(pk=head).first()
    if shipped > head:
        badge = Badge(_("ahead of this database: it is an older copy, replay the ledger"), "danger")
    elif shipped < head:
        left = head - shipped
        text = ngettext("%(count)d line is not shipped yet", "%(count)d lines are not shipped yet", left) % {
            "count": left
        }
        badge = Badge(text, "warning")
    else:
        badge = Badge(_("every line is shipped"), "good")
    said = (
        ngettext("%(count)d line, on %(day)s", "%(count)d lines, the last on %(day)s", head)
        % {"count": head, "day": date_format(timezone.localtime(last.at))}
        if last
        else _("no line yet")
    )
    return {"badge": badge, "said": said, "link": reverse("admin:privacy_ledgerentry_changelist")}
