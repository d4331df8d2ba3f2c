"""The right to restriction (GDPR art. 18): the data are kept and used for nothing, while something is sorted
out.

A restriction never ends before the letter that says so has left (art. 18(3)). While the accuracy of a field
is checked that field is left unused without it (art. 18(1)(a); ``subjects/contested.py``).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.dates import day_of
from privacy.delivery import outbox
from privacy.evidence import ledger
from privacy.locks import latched
from privacy.models import Choice, OutboxMessage, RecipientNotification, Request, RequestOutcome, Subject
from privacy.retention.explanation import Explained, explain
from privacy.retention.summary import lines_staying, restricted_groups
from privacy.rights.base import Consequences, OwnAct, Right, notify, to_be_notified
from privacy.rights.grounds import EVERY_REQUEST, Fact, Ground
from privacy.rights.outcomes import count_rows, record_outcomes
from privacy.rights.registered import every_right, right
from privacy.subjects import choices

WARNING = timedelta(days=7)
"""How long before a restriction ends the person hears of it: long enough to say no."""


@right
class Restriction(Right):
    """Have the data put aside."""

    kind = Request.Kind.RESTRICTION
    article = 18
    order = 6
    title = gettext_lazy("Put my data aside")
    meaning = gettext_lazy(
        "We keep your data but use them for nothing, while something is sorted out. We tell you before that "
        "ends."
    )
    law = gettext_lazy("Right to restriction, GDPR article 18")
    card_title = gettext_lazy("Put my data aside")
    card_text = gettext_lazy("We keep them but use them for nothing, while something is sorted out.")
    notice_text = gettext_lazy("Ask us to stop using your data for a while (restriction, art. 18).")
    on_approval = gettext_lazy(
        "Everything stays, but nobody uses it: it is gone from lists, searches and mailings. Only those "
        "who handle requests see it."
    )
    own_act = OwnAct(
        "restrict",
        place=5,
        title=gettext_lazy("Put my data aside"),
        text=gettext_lazy("We keep them but use them for nothing, while something is sorted out."),
        button=gettext_lazy("Have my data put aside"),
        lead=gettext_lazy("We keep your data and use them for nothing. We tell you before that ends."),
        done=gettext_lazy("We received your request to put your data aside. You see below how far it is."),
        why=gettext_lazy("Why?"),
        hint=gettext_lazy(
            "For instance: something is wrong, or you need the data yourself in a dispute. It helps us; "
            "you need not say it."
        ),
    )
    grounds_for_refusal = (
        *EVERY_REQUEST,
        Ground(
            "no-case",
            gettext_lazy("None of the four cases applies in which the law grants this (GDPR art. 18(1))."),
            (
                Fact(
                    "cases",
                    gettext_lazy(
                        "Why does none apply: wrong data, unlawful use, a dispute of theirs, an objection?"
                    ),
                    gettext_lazy("Why none of them applies"),
                ),
            ),
        ),
    )
    leaves_unused = True
    holds_data_while_open = "GDPR art. 18"
    notifies_recipients = RecipientNotification.What.RESTRICTED

    def preview(
        self, request: Request, subject: Subject, explained: list[Explained], *, today: date
    ) -> Consequences:
        """Everything stays; whoever received what is put aside is to hear of it."""
        changed = {each.group.label for each in restricted_groups(explained)}
        return Consequences(stays=lines_staying(explained), processors=to_be_notified(subject, changed))

    def carry_out(self, request: Request, subject: Subject, *, today: date, now: datetime) -> Consequences:
        """Leave everything unused that not the law alone keeps."""
        restrict_on_request(request, subject, on=today)
        explained = explain(subject, today=today)
        aside = restricted_groups(explained)
        stays = lines_staying(each for each in explained if each.group.only_law_keeps_it)
        record_outcomes(request, count_rows(RequestOutcome.Result.RESTRICTED, aside), stays=stays)
        told = notify(self, request, {each.group.label for each in aside}, on=today)
        return Consequences(stays=stays, processors=told)

    def sentences(self, request: Request) -> list[str]:
        """What it means, with the exceptions of art. 18(2), and that its end is told beforehand."""
        return [
            _("We put your data aside. We keep them, but use them for nothing."),
            _(
                "There are four exceptions: you agree, there is a dispute, somebody else must be "
                "protected, or "
                "a weighty public interest asks it."
            ),
            _("We write to you before this ends."),
        ]

    def sentences_of_another(self, request: Request) -> list[str]:
        """The same, of the person."""
        return [
            _("We put the data aside. We keep them, but use them for nothing."),
            _(
                "There are four exceptions: consent, a dispute, the protection of somebody else, or a "
                "weighty public interest."
            ),
            _("We write to you before this ends."),
        ]


def asking_to_restrict() -> QuerySet[Request]:
    """Return the open requests that have the data left unused, or would."""
    kinds = [one.kind for one in every_right() if one.leaves_unused]
    return Request.objects.filter(state=Request.State.OPEN, kind__in=kinds)


def restriction_of_subject(subject: Subject) -> Choice | None:
    """Return the restriction that stands for ``subject``, if there is one."""
    return Choice.objects.filter(subject=subject, kind=Choice.Kind.RESTRICTION, ends=None).first()


def restriction_of_request(request: Request) -> Choice | None:
    """Return the restriction that ``request`` brought about, if it still stands."""
    return Choice.objects.filter(request=request, kind=Choice.Kind.RESTRICTION, ends=None).first()


def end_is_told(choice: Choice) -> bool:
    """Return whether a letter that says the restriction ends has left, or is going to."""
    return choice.lifting is not None and choice.lifting.state != OutboxMessage.State.DROPPED


def restrict_on_request(request: Request, subject: Subject, *, on: date) -> Choice:
    """Restrict ``subject`` because ``request`` asks for it, whatever restricted them before.

    A letter that would tell them the earlier one ends is not sent any more, if it still waits.
    """
    before = restriction_of_subject(subject)
    choice = choices.record_restriction(subject, on=on, source=request.channel, request=request)
    if before and before.lifting and _warns(before):
        outbox.drop_message(before.lifting)
    Choice.objects.filter(pk=choice.pk).update(request=request, lifting=None, lifts_on=None)
    return choice


def is_asked_again(subject: Subject) -> bool:
    """Return whether an open request would have the data of ``subject`` left unused: it is decided before
    they are used."""
    return asking_to_restrict().filter(subject=subject).exists()


def end_with_letter(
    letter: OutboxMessage, choice: Choice, *, on: date, by: AbstractBaseUser | None = None
) -> None:
    """Let the restriction ``choice`` end ``on`` that day, or as soon after it as ``letter``, which says so,
    has left."""
    with latched():
        if Choice.objects.filter(pk=choice.pk, ends=None).update(lifting=letter, lifts_on=on):
            ledger.append_entry(
                "restriction-told",
                subject=str(choice.subject_id),
                message=letter.pk,
                by=by.pk if by else None,
            )


def end_told_restrictions(*, now: datetime) -> int:
    """End every restriction whose day has come and whose letter has left; return how many.

    A letter that was not sent changes nothing; one that left late gives the person as many days from then.
    While they ask again to leave their data unused, nothing ends either.
    """
    again = asking_to_restrict().filter(subject=OuterRef("subject"))
    told = Choice.objects.filter(
        kind=Choice.Kind.RESTRICTION,
        ends=None,
        lifting__state=OutboxMessage.State.DONE,
        lifts_on__lte=day_of(now),
    )
    told = told.exclude(Exists(again)).select_related("subject", "lifting")
    ended = 0
    for each in told:
        with latched():
            choice = told.filter(pk=each.pk).first()
            if choice and _warned_since(choice) <= day_of(now):
                ended += choices.end_restriction(choice.subject, on=day_of(now))
    return ended


def _warns(choice: Choice) -> bool:
    """Return whether the letter tells of the end before it comes; the answer to a request may bring it
    along."""
    return bool(choice.lifting and choice.lifts_on and choice.lifts_on > day_of(choice.lifting.made_at))


def _warned_since(choice: Choice) -> date:
    """Return the day from which the restriction may end: as long after the letter left as it promised when it
    was written."""
    letter, ends_on = choice.lifting, choice.lifts_on
    if letter is None or letter.settled_at is None or ends_on is None:
        return date.max
    return day_of(letter.settled_at) + (ends_on - day_of(letter.made_at))
