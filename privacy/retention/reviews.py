"""What is kept until somebody objects is put before a human every so often (GDPR art. 5(1)(e)); and what
rests on a consent that nobody renewed in time, where silence does not end it by itself."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.fields import BigIntegerField, CharField, DateField

from privacy.dates import Period
from privacy.db.insert_select import insert_select
from privacy.declarations.policies import Group
from privacy.declarations.purposes import Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.by_choice import WhileConsent
from privacy.declarations.terms.by_time import dated_after
from privacy.models import Choice, Task
from privacy.models.choices import in_force
from privacy.retention import state


def open_due_reviews(*, today: date) -> int:
    """Open a task for every subject of whom a reviewable group has rested for its period, one for a group
    that leads to nobody, such as the memory of a no, and one for everybody who did not renew a consent;
    return how many."""
    rested = sum(
        _open_for(group, period, today) if group.policy.subject else _open_for_all(group, period, today)
        for group in registry.groups
        if (period := review_period(group))
    )
    return rested + sum(_open_for_silence(*renewal, today) for renewal in _renewals())


def _renewals() -> list[tuple[Group, Purpose, Period]]:
    """Return what rests on a consent that is asked again, and is put before a human where nobody answers:
    the first group of each purpose, which stands for all of it, and the period."""
    found: dict[str, tuple[Group, Purpose, Period]] = {}
    for group in registry.groups:
        for purpose, term in group.keep.items():
            for part in term.parts():
                if isinstance(part, WhileConsent) and part.renew and part.silence == "review":
                    found.setdefault(purpose.slug, (group, purpose, part.renew))
    return list(found.values())


def _open_for_silence(group: Group, purpose: Purpose, period: Period, today: date) -> int:
    """Open a task for everybody whose consent to ``purpose`` was given, and looked at last, that long ago,
    and of whom it still keeps ``group``."""
    seen = Task.objects.filter(kind=Task.Kind.REVIEW, label=group.label, subject=OuterRef("subject"))
    looked_at = seen.filter(Q(done_on__isnull=True) | Q(done_on__gt=period.cutoff(today)))
    kept = group.model._base_manager.filter(
        group.pending(),
        state.needed(group, today=today, purposes=[purpose]),
        **{str(group.policy.subject): OuterRef("subject")},
    )
    silent = Choice.objects.filter(
        in_force(today),
        ~Q(Exists(looked_at)),
        Q(Exists(kept)),
        kind=Choice.Kind.CONSENT,
        purpose=purpose.slug,
        starts__lte=period.cutoff(today),
    ).order_by()
    people = list(silent.values_list("subject", flat=True).distinct())
    Task.objects.bulk_create(
        Task(kind=Task.Kind.REVIEW, label=group.label, subject_id=each, due_on=today) for each in people
    )
    return len(people)


def review_period(group: Group) -> Period | None:
    """Return the shortest period after which a human looks at the group, if any of its terms says one."""
    periods = [part.review for term in group.keep.values() for part in term.parts() if part.review]
    return min(periods, key=lambda p: (p.months, p.days), default=None)


def _open_for_all(group: Group, period: Period, today: date) -> int:
    """Open one task about all rows of ``group``, once the oldest rested for ``period`` since they were looked
    at last."""
    active, cutoff = group.policy.active, period.cutoff(today)
    if not active:
        return 0
    seen = Task.objects.filter(kind=Task.Kind.REVIEW, label=group.label, subject=None)
    if seen.filter(Q(done_on__isnull=True) | Q(done_on__gt=cutoff)).exists():
        return 0
    rested = group.model._base_manager.filter(
        ~dated_after(group.model, active, cutoff), group.pending(), state.needed(group, today=today)
    )
    if not rested.exists():
        return 0
    Task.objects.create(kind=Task.Kind.REVIEW, label=group.label, due_on=today)
    return 1


def _at_rest(group: Group, cutoff: date) -> Q:
    """Return that nothing happened with the row since ``cutoff``; where nothing ever did, that it is known as
    long."""
    policy = group.policy
    rest = _dated_until(group, str(policy.active), cutoff)
    if policy.known_since is None:
        return rest
    never = Q(**{f"{policy.active}__isnull": True})
    return rest | (never & _dated_until(group, policy.known_since, cutoff))


def _dated_until(group: Group, path: str, cutoff: date) -> Q:
    return Q(**{f"{path}__isnull": False}) & ~dated_after(group.model, path, cutoff)


def _open_for(group: Group, period: Period, today: date) -> int:
    policy = group.policy
    if not policy.active or not policy.subject:
        return 0
    lasting = [purpose for purpose, term in group.keep.items() if any(part.review for part in term.parts())]
    others = [purpose for purpose in group.keep if purpose not in lasting]
    seen = Task.objects.filter(kind=Task.Kind.REVIEW, label=group.label, subject=OuterRef(policy.subject))
    answered = seen.filter(Q(done_on__isnull=True) | Q(done_on__gt=period.cutoff(today)))
    rested = group.model._base_manager.filter(
        _at_rest(group, period.cutoff(today)),
        group.pending(),
        state.needed(group, today=today, purposes=lasting),
        state.opposite(state.needed(group, today=today, purposes=others)),
        ~Q(Exists(answered)),
    ).annotate(
        _kind=Value(Task.Kind.REVIEW, output_field=CharField()),
        _label=Value(group.label, output_field=CharField()),
        _row=Value(0, output_field=BigIntegerField()),
        _due=Value(today, output_field=DateField()),
        _subject=F(policy.subject),
    )
    return insert_select(
        Task,
        ["kind", "label", "row", "due_on", "subject"],
        rested.values_list("_kind", "_label", "_row", "_due", "_subject").distinct(),
    )
