"""What a person chose: wishes, objections, consents and restrictions, recorded with evidence and never
altered.

Each verb takes the latch, so the sweep either sees the choice or had finished before it was made.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils.translation import gettext as _

from privacy.locks import latched
from privacy.models import Choice, Hold, Identifier, OutboxMessage, Request, Subject
from privacy.subjects import duties_fulfilled, request_holds, suppression_list
from privacy.subjects.choice_rows import choices_to_end, end_choices, replace_choice, rows_if_replaced
from privacy.subjects.identifiers import keyed_digest
from privacy.subjects.names import names_of_subject
from privacy.web.refusal import Refusal

Kind = Choice.Kind


class RestrictionEndNotTold(Refusal):
    """The person does not know yet that their restriction ends."""

    def __init__(self) -> None:
        super().__init__(_("The person must be told before the restriction is lifted (GDPR art. 18(3))."))


def record_erasure_wish(
    subject: Subject, *, on: date, source: str, wording: str = "", by: AbstractBaseUser | None = None
) -> Choice:
    """Record that the person asked to be forgotten (GDPR art. 17), and remember their addresses as a no.

    It ends their own restriction, if any, and what is kept for an open request of theirs: one cannot ask for
    erasure and against it. Asked again, it covers what was collected in between. What may go now goes with
    the next sweep of the subject.
    """
    with latched():
        request_holds.release_for_erasure(subject, on=on)
        end_choices(subject, kind=Kind.RESTRICTION, on=on)
        choice = replace_choice(
            subject, kind=Kind.ERASURE, purpose="", on=on, source=source, wording=wording, by=by
        )
        _suppress(subject, purpose="", on=on)
    return choice


def rows_if_forgotten(subject: Subject, *, on: date, source: str) -> list[Choice | Hold]:
    """Return the choices and holds as they would be once ``record_erasure_wish`` was called, those that it
    would change or make, unsaved."""
    return [
        *request_holds.rows_if_given_way(subject, on=on),
        *choices_to_end(subject, kind=Kind.RESTRICTION, on=on),
        *rows_if_replaced(subject, kind=Kind.ERASURE, purpose="", on=on, source=source),
    ]


def record_objection(
    subject: Subject,
    purpose: str,
    *,
    on: date,
    source: str,
    wording: str = "",
    by: AbstractBaseUser | None = None,
    request: Request | None = None,
) -> Choice:
    """Record an objection (GDPR art. 21) to a purpose, or with ``""`` to all that listen; it ends a consent
    to it.

    ``request`` is the file in which it was asked, if there is one.
    """
    with latched():
        end_choices(subject, kind=Kind.CONSENT, on=on, purpose=purpose or None)
        choice = replace_choice(
            subject,
            kind=Kind.OBJECTION,
            purpose=purpose,
            on=on,
            source=source,
            wording=wording,
            by=by,
            request=request,
        )
        _suppress(subject, purpose=purpose, on=on)
    return choice


def rows_if_objected(subject: Subject, purpose: str, *, on: date, source: str) -> list[Choice]:
    """Return the choices as they would be once ``record_objection`` was called, those that it would change or
    make, unsaved."""
    return [
        *choices_to_end(subject, kind=Kind.CONSENT, on=on, purpose=purpose or None),
        *rows_if_replaced(subject, kind=Kind.OBJECTION, purpose=purpose, on=on, source=source),
    ]


def record_consent(
    subject: Subject,
    purpose: str,
    *,
    on: date,
    source: str,
    wording: str,
    by: AbstractBaseUser | None = None,
    own_act: bool = False,
    notice: int | None = None,
) -> Choice:
    """Record a consent (GDPR art. 7) to ``purpose`` in the words the person saw; given again, it counts from
    then. ``notice`` is the primary key of the version of the notice that they saw with it.

    Their ``own_act`` ends an earlier no to this purpose, at the addresses they have now as well. Whoever
    records it for somebody who said no is refused with ``Suppressed``.
    """
    with latched():
        addresses, names = suppression_list.digests_of_subject(subject), names_of_subject(subject)
        if not own_act and (
            _said_no(subject, purpose)
            or suppression_list.suppressions_in_force(addresses, purpose=purpose, names=names, on=on)
        ):
            raise suppression_list.Suppressed
        end_choices(subject, kind=Kind.OBJECTION, on=on, purpose=purpose)
        suppression_list.lift_suppressions(addresses, purpose=purpose, names=names, on=on)
        return replace_choice(
            subject,
            kind=Kind.CONSENT,
            purpose=purpose,
            on=on,
            source=source,
            wording=wording,
            by=by,
            notice=notice,
        )


def record_withdrawal(subject: Subject, purpose: str, *, on: date) -> int:
    """End the consent to ``purpose``, or with ``""`` every one (GDPR art. 7(3)); return how many ended.

    Earlier use stays lawful. The person's addresses are remembered as a no to what ended.
    """
    with latched():
        ended = end_choices(subject, kind=Kind.CONSENT, on=on, purpose=purpose or None)
        for choice in ended:
            _suppress(subject, purpose=choice.purpose, on=on)
        if purpose and not ended:
            _suppress(subject, purpose=purpose, on=on)
    return len(ended)


def rows_if_withdrawn(subject: Subject, purpose: str, *, on: date) -> list[Choice]:
    """Return the consents as they would be once ``record_withdrawal`` was called, those that it would end,
    unsaved."""
    return choices_to_end(subject, kind=Kind.CONSENT, on=on, purpose=purpose or None)


def record_restriction(
    subject: Subject,
    *,
    on: date,
    source: str,
    wording: str = "",
    by: AbstractBaseUser | None = None,
    request: Request | None = None,
) -> Choice:
    """Record a restriction (GDPR art. 18): the data stay, unused, until it is lifted. ``request`` as for an
    objection."""
    with latched():
        return replace_choice(
            subject,
            kind=Kind.RESTRICTION,
            purpose="",
            on=on,
            source=source,
            wording=wording,
            by=by,
            request=request,
        )


def end_restriction(subject: Subject, *, on: date, notice: bool = True) -> int:
    """End the restriction; return how many ended. ``RestrictionEndNotTold`` unless the letter that says so
    left before (GDPR art. 18(3)).

    Without ``notice`` where the person ends it themselves, or never had anything to do with it.
    """
    with latched():
        standing = Choice.objects.filter(subject=subject, kind=Kind.RESTRICTION, ends__isnull=True).first()
        if (
            standing
            and notice
            and not (_letter_left(standing) or duties_fulfilled.may_be_lifted(standing, on=on))
        ):
            raise RestrictionEndNotTold
        return len(end_choices(subject, kind=Kind.RESTRICTION, on=on))


def _letter_left(restriction: Choice) -> bool:
    return restriction.lifting is not None and restriction.lifting.state == OutboxMessage.State.DONE


def suppress_address(address: str, purpose: str, *, on: date) -> None:
    """Remember a no of whoever has ``address`` (normalised) to ``purpose``, or with ``""`` to all, whoever
    that is."""
    with latched():
        if not suppression_list.is_suppressed(address, purpose=purpose):
            kind = Identifier.Kind.EMAIL if "@" in address else Identifier.Kind.PHONE
            suppression_list.add_suppressions([keyed_digest(address)], kind=kind, purpose=purpose, on=on)


def carry_suppressions_over(subject: Subject, *, on: date) -> None:
    """Let every no of the person, and every yes since, go for the addresses they have now: one of them was
    corrected."""
    said = Choice.objects.filter(subject=subject, ends__isnull=True)
    last: dict[str, date] = {}
    for no in said.filter(kind__in=(Kind.OBJECTION, Kind.ERASURE)).order_by("purpose", "starts"):
        last[no.purpose] = no.starts
    for purpose in last:
        _suppress(subject, purpose=purpose, on=on)
    for yes in said.filter(kind=Kind.CONSENT):
        if all(
            last.get(purpose, date.min) < yes.starts for purpose in (yes.purpose, suppression_list.EVERYTHING)
        ):
            addresses, names = suppression_list.digests_of_subject(subject), names_of_subject(subject)
            suppression_list.lift_suppressions(addresses, purpose=yes.purpose, names=names, on=on)


def _said_no(subject: Subject, purpose: str) -> bool:
    """Return whether a no to ``purpose`` stands: an objection, a wish to be forgotten, or a consent taken
    back since."""
    mine = Choice.objects.filter(subject=subject)
    objections = Q(kind=Kind.OBJECTION, purpose__in=(purpose, suppression_list.EVERYTHING)) | Q(
        kind=Kind.ERASURE
    )
    newest = mine.filter(kind=Kind.CONSENT, purpose=purpose).order_by("-starts", "-pk").first()
    return mine.filter(objections, ends=None).exists() or bool(newest and newest.ends)


def _suppress(subject: Subject, *, purpose: str, on: date) -> None:
    """Remember the person's addresses as a no, so that no import or form brings them back; with a number, the
    code of their name."""
    names = names_of_subject(subject)
    for kind, digests in suppression_list.addresses_to_remember(subject).items():
        suppression_list.add_suppressions(digests, kind=kind, names=names, purpose=purpose, on=on)
