"""What privacy adds to the first page: requests and tasks that wait, and whether the promises are being
kept."""

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

from privacy.admin.base.dashboard import Card, Queue, QueueRow, first_rows
from privacy.admin.base.urgency import make_urgency_badge
from privacy.evidence import ledger
from privacy.models import LedgerEntry, OutboxMessage, Request, SweepRun, Task
from privacy.requests import clock
from privacy.retention import heartbeat
from privacy.staff_access.badges import Badge
from privacy.staff_access.titles import letters_to_post, others_of, people_of, requests_of
from privacy.staff_access.visibility import visible_to


@dataclass(frozen=True)
class SweptLabel:
    """What the last sweep did with the groups of one label, in numbers."""

    label: str
    due: int
    erased: int
    held: int
    fuse: bool


@dataclass(frozen=True)
class Heartbeat:
    """When the sweep last finished, whether a night was missed, and what it did."""

    badge: Badge
    at: datetime | None
    as_of: date | None
    lines: list[SweptLabel] = field(default_factory=list)
    link: str = ""


def open_requests(request: HttpRequest, today: date) -> Queue:
    """Return the requests that wait for an answer and that ``request.user`` may see, by the day they are
    due."""
    waiting = visible_to(
        Request.objects.filter(state__in=("open", "approved")), user=request.user, today=today
    )
    rows, more = first_rows(
        waiting.select_related("subject").prefetch_related("suspensions").order_by("due_on", "pk")
    )
    people = people_of([row.subject for row in rows if row.subject], user=request.user, today=today)
    shown = [
        QueueRow(
            f"{row.reference}: {row.get_kind_display()}",
            reverse("admin:privacy_request_change", args=(row.pk,)),
            people.get(row.subject_id, []),
            clock.time_left_badge(row, today=today),
        )
        for row in rows
    ]
    link = reverse("admin:privacy_request_changelist")
    return Queue(
        _("Requests about data"), shown, more, link, _("Nobody waits for an answer about their data.")
    )


def open_tasks(request: HttpRequest, today: date) -> Queue:
    """Return the tasks that are not done and that ``request.user`` may see, by the day they are due."""
    waiting = visible_to(Task.objects.filter(done_on=None), user=request.user, today=today)
    rows, more = first_rows(waiting.select_related("subject").order_by("due_on", "pk"))
    people = people_of([row.subject for row in rows if row.subject], user=request.user, today=today)
    asked = requests_of(rows, user=request.user, today=today)
    asked |= letters_to_post(rows, user=request.user, today=today)
    others = others_of(rows, user=request.user, today=today)
    shown = [
        QueueRow(
            capfirst(row.get_kind_display()),
            reverse("admin:privacy_task_change", args=(row.pk,)),
            asked.get(row.pk) or [*people.get(row.subject_id, []), *others.get(row.pk, [])],
            make_urgency_badge(row.due_on, today=today),
        )
        for row in rows
    ]
    link = f"{reverse('admin:privacy_task_changelist')}?done_on__isempty=1"
    return Queue(_("Tasks and reviews"), shown, more, link, _("No task is open."))


def retention_heartbeat(request: HttpRequest, today: date) -> Heartbeat:
    """Return what the last finished sweep of everybody did, and whether one is overdue."""
    run = (
        SweepRun.objects.filter(subject=None, finished_at__isnull=False)
        .order_by("-finished_at")
        .prefetch_related("lines")
        .first()
    )
    if heartbeat.sweep_is_overdue(now=timezone.now()):
        badge = Badge(_("overdue: no sweep finished in the last 36 hours"), "danger")
    elif run is None:
        badge = Badge(_("the first sweep runs tonight"), "info")
    else:
        badge = Badge(_("beats"), "good")
    if run is None:
        return Heartbeat(badge, None, None)
    told = [line for line in run.lines.all() if line.due or line.erased or line.held or line.fuse]
    lines = [
        SweptLabel(line.label, line.due, line.erased, line.held, line.fuse)
        for line in sorted(told, key=lambda line: line.label)
    ]
    return Heartbeat(
        badge, run.finished_at, run.as_of, lines, reverse("admin:privacy_sweeprun_change", args=(run.pk,))
    )


def letters_and_ledger(request: HttpRequest, today: date) -> dict[str, Any]:
    """Return the states of the outbox and of the ledger, each if ``request.user`` may see it."""
    may = request.user.has_perm
    return {
        "outbox": _outbox() if may(OUTBOX) else None,
        "ledger": _ledger() if may(LEDGER) else None,
    }


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
    shipped, head = ledger.shipped_and_last_number()
    last = LedgerEntry.objects.filter(pk=head).first()
    if shipped > head:
        badge = Badge(_("ahead of this database: it is an older copy, replay the ledger"), "danger")
    elif shipped < head:
        left = head - shipped
        text = ngettext("%(count)d line is not shipped yet", "%(count)d lines are not shipped yet", left) % {
            "count": left
        }
        badge = Badge(text, "warning")
    elif not head:
        badge = Badge(_("nothing to ship yet"), "info")
    else:
        badge = Badge(_("every line is shipped"), "good")
    said = (
        ngettext("%(count)d line, on %(day)s", "%(count)d lines, the last on %(day)s", head)
        % {"count": head, "day": date_format(timezone.localtime(last.at))}
        if last
        else _("no line yet")
    )
    return {"badge": badge, "said": said, "link": reverse("admin:privacy_ledgerentry_changelist")}


OUTBOX, LEDGER = "privacy.view_outboxmessage", "privacy.view_ledgerentry"
CARDS = (
    Card(10, ("privacy.view_request",), open_requests),
    Card(30, ("privacy.view_task",), open_tasks),
    Card(80, ("privacy.view_sweeprun",), retention_heartbeat, "admin/privacy/retention_card.html"),
    Card(90, (OUTBOX, LEDGER), letters_and_ledger, "admin/privacy/letters_and_ledger_card.html"),
)
