"""Correcting what is wrong (GDPR art. 16): field by field, looked at by a person, the old value kept as
evidence only.

Which fields can be corrected, and in which spelling a value is kept, policies say (``corrects``, ``spelled``,
``correct``). Nothing is written before the request is decided; then each value replaces the one that was
looked at, or none does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.declarations.policies import Policy
from privacy.declarations.registry import registry
from privacy.evidence import ledger
from privacy.locks import latched
from privacy.models import Correction, Request, Subject
from privacy.rights.base import Stale
from privacy.subjects import choices
from privacy.web.refusal import Refusal
from privacy.wording.words import field_words, words_of_field

State = Correction.State
UNDECIDED = (State.PROPOSED, State.ACCEPTED)


class NotCorrectable(Refusal):
    """That field does not exist for the person, or cannot say that."""


@dataclass(frozen=True)
class CorrectableField:
    """A field of one row of a person that can be corrected. ``name`` is how it is asked for, ``full`` its
    whole name."""

    name: str
    full: str
    words: str
    policy: Policy
    row: Any
    field: str

    @property
    def exact(self) -> str:
        """Return the whole name with the number of the row, which is never another's."""
        return exact_name(self.policy, self.row, self.field)

    @property
    def value(self) -> str:
        """Return what stands there."""
        return str(getattr(self.row, self.field) or "")


def exact_name(policy: Policy, row: Any, field: str) -> str:
    """Return the name of one field of one row: ``app.model.first_name#7``."""
    return f"{policy.label}.{field}#{row.pk}"


def correctable_fields(subject: Subject) -> list[CorrectableField]:
    """Return every field about ``subject`` that can be corrected, in words of the active language."""
    found = [
        (policy, row, field, short)
        for policy in registry.policies
        if policy.corrects
        for row in policy.rows_of(subject).order_by("pk")
        for field, short in policy.short_names(row).items()
    ]
    several = Counter(short for _policy, _row, _field, short in found)
    return [
        _place(policy, row, field, short, alone=several[short] == 1) for policy, row, field, short in found
    ]


def _place(policy: Policy, row: Any, field: str, short: str, *, alone: bool) -> CorrectableField:
    mark = "" if alone else f"#{row.pk}"
    words = words_of_field(policy, row, field)
    return CorrectableField(f"{short}{mark}", f"{policy.label}.{field}{mark}", words, policy, row, field)


def propose_corrections(request: Request, wanted: dict[str, str], *, now: datetime) -> list[Correction]:
    """Write down that the fields named in ``wanted`` should say something else; return it, to be looked at.

    All or nothing. The same field again replaces what was asked of it. ``NotCorrectable``, naming the field,
    for one that is none of the person's, or for a value that it cannot hold; ``Refusal`` where nobody is
    to be corrected.
    """
    with latched():
        standing = Request.objects.select_for_update().get(pk=request.pk)
        if (
            standing.state != Request.State.OPEN
            or standing.kind != Request.Kind.RECTIFICATION
            or standing.subject is None
        ):
            raise Refusal(_("There is no open request of a known person to correct something."))
        subject = standing.subject
        known = {
            name: place
            for place in correctable_fields(subject)
            for name in (place.exact, place.full, place.name)
        }
        staged = [
            _stage(standing, subject, _known(known, name), value, now=now) for name, value in wanted.items()
        ]
        ledger.append_entry("corrections-asked", request=request.pk, count=len(staged))
    return staged


def _known(known: dict[str, CorrectableField], name: str) -> CorrectableField:
    if name not in known:
        names = ", ".join(dict.fromkeys(place.name for place in known.values())) or _("none")
        raise NotCorrectable(
            _("“%(name)s” is no field that can be corrected. These can: %(names)s.")
            % {"name": name, "names": names}
        )
    return known[name]


def _stage(
    request: Request, subject: Subject, place: CorrectableField, value: str, *, now: datetime
) -> Correction:
    new = _valid(place, value)
    where = {"label": place.policy.label, "row": place.row.pk, "field": place.field}
    request.corrections.filter(**where, state__in=UNDECIDED).update(state=State.DROPPED, decided_at=now)
    return Correction.objects.create(
        request=request, subject=subject, **where, old=place.value, new=new, proposed_at=now
    )


def _valid(place: CorrectableField, value: str) -> str:
    """Return ``value`` as it would be kept; ``NotCorrectable`` if the field cannot hold it, or holds it
    already."""
    before = place.value
    field = place.policy.model._meta.get_field(place.field)
    assert isinstance(field, models.Field)  # noqa: S101
    try:
        new = place.policy.spelled(place.row, place.field, " ".join(value.split()))
        ProhibitNullCharactersValidator()(new)
        field.clean(new, place.row)
        setattr(place.row, place.field, new)
        place.row.validate_constraints()
    except ValidationError as error:
        raise NotCorrectable(f"{place.name}: {' '.join(error.messages)}") from None
    except Refusal as error:
        raise NotCorrectable(f"{place.name}: {error}") from None
    finally:
        setattr(place.row, place.field, before)
    if new == before:
        raise NotCorrectable(_("%(name)s: that is what we have already.") % {"name": place.name})
    return new


def decide_correction(
    correction: Correction, *, accept: bool, by: AbstractBaseUser, now: datetime, reason: str = ""
) -> None:
    """Accept one correction, or refuse it with a reason that the person is told; nothing is changed yet.

    ``Refusal`` without a reason, ``Stale`` once the request or the correction is decided.
    """
    if not accept and not reason.strip():
        raise Refusal(_("Write why, in the language of the person: they have a right to know it."))
    to = State.ACCEPTED if accept else State.REFUSED
    with latched():
        waits = Correction.objects.filter(
            pk=correction.pk, request__state=Request.State.OPEN, state__in=(*UNDECIDED, State.REFUSED)
        )
        if not waits.exists():
            raise Stale
        Correction.objects.filter(pk=correction.pk).update(
            state=to,
            reason="" if accept else reason.strip(),
            decided_at=now,
            decided_by=by.pk,
        )
        ledger.append_entry(
            "correction", correction=correction.pk, request=correction.request_id, now=str(to), by=by.pk
        )


def state_statement(request: Request, text: str, *, by: AbstractBaseUser, now: datetime) -> None:
    """Keep the person's supplementary statement (GDPR art. 16) in the file; ``Stale`` once it is decided."""
    with latched():
        if not Request.objects.filter(pk=request.pk, state=Request.State.OPEN).update(
            supplement=text.strip()
        ):
            raise Stale
        request.supplement = text.strip()
        ledger.append_entry("statement", request=request.pk, by=by.pk)


def has_undecided(request: Request) -> bool:
    """Return whether something of ``request`` is still to be looked at, or nothing of it would be done."""
    states = set(current_corrections(request).values_list("state", flat=True))
    return State.PROPOSED in states or not (State.ACCEPTED in states or request.supplement)


def current_corrections(request: Request) -> QuerySet[Correction]:
    """Return the corrections of ``request`` that were not replaced by others."""
    return request.corrections.exclude(state=State.DROPPED).order_by("pk")


def carry_out_corrections(request: Request, *, now: datetime) -> list[Correction]:
    """Write every accepted value where the old one still stands; return what was corrected. ``Stale`` if one
    does not.

    The caller holds the latch and decides in the same transaction.
    """
    corrected = list(request.corrections.filter(state=State.ACCEPTED).order_by("pk"))
    for each in corrected:
        policy = _policy(each)
        if not policy.correct(each.row, each.field, each.old or "", each.new or ""):
            raise Stale
        Correction.objects.filter(pk=each.pk).update(state=State.CORRECTED)
        each.state = State.CORRECTED
        ledger.append_entry(
            "corrected",
            correction=each.pk,
            request=request.pk,
            label=each.label,
            row=each.row,
            field=each.field,
        )
    if request.subject and corrected:
        choices.carry_suppressions_over(request.subject, on=day_of(now))
    return corrected


def old_value_stands(correction: Correction) -> bool:
    """Return whether what was to be corrected is still there as it was."""
    rows = _policy(correction).model._base_manager
    return rows.filter(pk=correction.row, **{correction.field: correction.old or ""}).exists()


def correction_words(correction: Correction) -> str:
    """Return which field it is, in the active language; of a row that is gone, as far as its kind says."""
    return field_words(correction.label, correction.row, correction.field)


def group_label(correction: Correction) -> str:
    """Return the label of the group that the field lives and dies with."""
    return next(group.label for group in _policy(correction).groups if correction.field in group.fields)


def drop_corrections(request: Request, *, now: datetime) -> None:
    """Let go of what was asked but not decided: the request ended otherwise."""
    request.corrections.filter(state__in=UNDECIDED).update(state=State.DROPPED, decided_at=now)


def _policy(correction: Correction) -> Policy:
    return next(policy for policy in registry.policies if policy.label == correction.label)
