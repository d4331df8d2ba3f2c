"""What each right does once it is granted. The caller holds the latch and decides in the same transaction.

Each takes what staff (or the person themselves) saw, and returns what happened, from which the letter is
drafted. What came of every group is written down in numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from privacy.models import MailedLink, Request, RequestOutcome
from privacy.recipients import notifications as forwardings
from privacy.requests import tokens
from privacy.requests.preview import Preview, going, others
from privacy.retention.explanation import Explained, explain
from privacy.retention.state import State
from privacy.retention.summary import Item, ending, is_own, set_aside, staying
from privacy.rights import rectification as corrections
from privacy.rights import restriction as restrictions
from privacy.rights.catalogue import uses
from privacy.rights.erasure import erase
from privacy.rights.objection import stop

Result = RequestOutcome.Result


def give(seen: Preview, today: date, now: datetime) -> Preview:
    """The data are made when they are fetched: only write down of what they are."""
    if seen.subject is not None:
        _write(seen.request, _counted(Result.GIVEN, explain(seen.subject, today=today)))
    return seen


def forget(seen: Preview, today: date, now: datetime) -> Preview:
    """Erase, write down what went and what stayed, and let every download of theirs end."""
    if seen.subject is None:
        return seen
    erasure = erase(seen.subject, today=today, source=seen.request.channel, request=seen.request)
    for other in Request.objects.filter(subject=seen.subject):
        tokens.end(other, MailedLink.Use.DOWNLOAD, at=now)
    stays = staying(erasure.explained)
    _write(seen.request, [(Result.ERASED, label, rows) for label, rows in erasure.rows.items()], stays)
    return replace(seen, goes=going(erasure), stays=stays, processors=others(erasure.processors))


def stop_use(seen: Preview, today: date, now: datetime) -> Preview:
    """Record the objection or the end of the consent; what it leaves without a purpose goes tonight."""
    if seen.subject is None:
        return seen
    request = seen.request
    before = explain(seen.subject, today=today)
    after = stop(request, seen.subject, today=today)
    about = {request.purpose} if request.purpose else {purpose.slug for purpose in uses(request.kind)}
    result = Result.OBJECTED if request.kind == Request.Kind.OBJECTION else Result.WITHDRAWN
    touched = [each for each in before if {reason.purpose.slug for reason in each.reasons} & about]
    goes, stays = ending(after)
    _write(request, _counted(result, touched), stays, purpose=request.purpose)
    return Preview(request, seen.subject, seen.candidates, seen.fingerprint, goes=goes, stays=stays)


def restrict(seen: Preview, today: date, now: datetime) -> Preview:
    """Leave everything unused that not the law alone keeps."""
    if seen.subject is None:
        return seen
    restrictions.ask_for(seen.request, seen.subject, on=today)
    explained = explain(seen.subject, today=today)
    aside = set_aside(explained)
    stays = staying(each for each in explained if each.group.only_law_keeps_it)
    _write(seen.request, _counted(Result.RESTRICTED, aside), stays)
    told = forwardings.pass_on(seen.request, {each.group.label for each in aside}, on=today)
    return replace(seen, goes=[], stays=stays, processors=others(forwardings.states(told)))


def correct(seen: Preview, today: date, now: datetime) -> Preview:
    """Write what was accepted; raises ``corrections.Stale`` where the old value no longer stands."""
    corrected = corrections.carry_out(seen.request, now=now)
    refused = corrections.standing(seen.request).filter(state=corrections.State.REFUSED)
    lines = [(Result.CORRECTED, each) for each in corrected] + [(Result.REFUSED, each) for each in refused]
    rows = Counter((result, corrections.group_label(each)) for result, each in lines)
    _write(seen.request, [(result, label, count) for (result, label), count in rows.items()])
    told = forwardings.pass_on(seen.request, {corrections.group_label(each) for each in corrected}, on=today)
    return replace(seen, processors=others(forwardings.states(told)))


CARRIED_OUT: dict[str, Callable[[Preview, date, datetime], Preview]] = {
    Request.Kind.ACCESS: give,
    Request.Kind.PORTABILITY: give,
    Request.Kind.RECTIFICATION: correct,
    Request.Kind.ERASURE: forget,
    Request.Kind.RESTRICTION: restrict,
    Request.Kind.OBJECTION: stop_use,
    Request.Kind.WITHDRAWAL: stop_use,
}
"""What granting a request does. A further right is one function and one line here."""


def _counted(result: str, explained: Iterable[Explained]) -> list[tuple[str, str, int]]:
    """Return for each group that holds something how many rows of it there are."""
    rows: dict[str, int] = {}
    for each in explained:
        if each.state != State.EMPTY and not is_own(each):
            rows[each.group.label] = rows.get(each.group.label, 0) + 1
    return [(result, label, count) for label, count in rows.items()]


def _write(
    request: Request, done: Iterable[tuple[str, str, int]], stays: Iterable[Item] = (), *, purpose: str = ""
) -> None:
    lines = [
        RequestOutcome(request=request, label=label, result=result, purpose=purpose, rows=rows)
        for result, label, rows in done
    ]
    kept = [
        RequestOutcome(
            request=request,
            label=i.label,
            result=Result.KEPT,
            purpose=i.purpose,
            law=i.law or "",
            until=i.until,
            rows=i.rows,
        )
        for i in stays
    ]
    RequestOutcome.objects.bulk_create(lines + kept)
