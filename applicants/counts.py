"""Counts of a selection that outlive its people: how many came, at which stage they ended, and where the
position was seen. Never with a person, and after the closing no count below five.

The caller holds the latch.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import F

from applicants.models import Application, Position, PositionCount, Stage

FEWEST = 5
"""A smaller count could tell of somebody, and is kept as "fewer than five"."""
About = PositionCount.About


@dataclass(frozen=True)
class ShownCount:
    """One count in words of the active language; ``count`` is ``None`` for fewer than five."""

    key: str
    label: str
    count: int | None


def count_received(position: Position) -> None:
    """Count one application more."""
    _add(position, About.STAGE, Stage.RECEIVED)


def count_source(position: Position, source: str) -> None:
    """Count one applicant more who saw the position at ``source``; nothing for what is no source."""
    if source in PositionCount.Source.values:
        _add(position, About.SOURCE, source)


def settle_counts(position: Position) -> None:
    """Count where the applications stand now that the position closes, and forget every count below five.

    Whoever went before withdrew. With a single such count the sum of all is forgotten too, or it would tell.
    """
    received = PositionCount.objects.filter(position=position, about=About.STAGE, key=Stage.RECEIVED).first()
    came = (received.count if received else 0) or 0
    stages = Counter(
        Application.objects.filter(position=position).exclude(stage="").values_list("stage", flat=True)
    )
    stages[Stage.WITHDRAWN] += max(0, came - sum(stages.values()))
    waiting = stages.pop(Stage.RECEIVED, 0)
    few = [each for each in (*stages.values(), waiting) if 0 < each < FEWEST]
    for stage, count in stages.items():
        if count:
            PositionCount.objects.update_or_create(
                position=position, about=About.STAGE, key=stage, defaults={"count": count}
            )
    if len(few) == 1:
        PositionCount.objects.filter(position=position, about=About.STAGE, key=Stage.RECEIVED).update(
            count=None
        )
    PositionCount.objects.filter(position=position, count__lt=FEWEST).update(count=None)


def list_counts(position: Position, about: str) -> list[ShownCount]:
    """Return the counts of a position about stages, or about where it was seen, in the order of the form;
    while it is open too, no count below five. What nobody did is left out."""
    labels = dict(Stage.choices if about == About.STAGE else PositionCount.Source.choices)
    found = {each.key: each.count for each in position.counts.filter(about=about)}
    return [
        ShownCount(key, str(label), count if count is None or count >= FEWEST else None)
        for key, label in labels.items()
        if (count := found.get(key, 0)) != 0
    ]


def _add(position: Position, about: str, key: str) -> None:
    row, _made = PositionCount.objects.get_or_create(position=position, about=about, key=key)
    PositionCount.objects.filter(pk=row.pk, count=None).update(count=0)
    PositionCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
