"""What came of a request for every group, written down in numbers: the evidence of the decision."""

from __future__ import annotations

from collections.abc import Iterable

from privacy.models import Request, RequestOutcome
from privacy.retention.explanation import Explained
from privacy.retention.state import State
from privacy.retention.summary import Item, is_own

Result = RequestOutcome.Result


def count_rows(result: str, explained: Iterable[Explained]) -> list[tuple[str, str, int]]:
    """Return ``result``, label and number of rows of each group of ``explained`` that holds something."""
    rows: dict[str, int] = {}
    for each in explained:
        if each.state != State.EMPTY and not is_own(each):
            rows[each.group.label] = rows.get(each.group.label, 0) + 1
    return [(result, label, count) for label, count in rows.items()]


def record_outcomes(
    request: Request, done: Iterable[tuple[str, str, int]], *, stays: Iterable[Item] = (), purpose: str = ""
) -> None:
    """Write down what was ``done`` as (result, label, number of rows), and what ``stays`` by which law until
    when."""
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
