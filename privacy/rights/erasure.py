"""The right to erasure (GDPR art. 17): the wish is recorded and what may go goes, as one act.

What a purpose still needs waits, and goes by itself when that purpose ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.declarations.purposes import Basis
from privacy.declarations.recipients import Progress
from privacy.declarations.registry import registry
from privacy.delivery import outbox
from privacy.locks import latched
from privacy.models import Instance, MailedLink, RecipientNotification, Request, RequestOutcome, Subject
from privacy.recipients import notifications
from privacy.retention.explanation import Explained, explain, kept_by_label
from privacy.retention.summary import OWN_RECORDS, Item, data_words_of, lines_staying
from privacy.retention.supposing import Supposed, suppose_sweep
from privacy.retention.sweep import FutureSweepRefused, sweep_subject
from privacy.rights import search_words
from privacy.rights.answer_words import kept_in_words, told_in_words
from privacy.rights.base import (
    AnswerLetter,
    Consequences,
    OwnAct,
    Right,
    others_in_words,
    progress_lines,
)
from privacy.rights.grounds import EVERY_REQUEST, Fact, Ground
from privacy.rights.outcomes import record_outcomes
from privacy.rights.registered import right
from privacy.rights.uses import suppression_sentence_of_another
from privacy.subjects import choices


@right
class Erasure(Right):
    """Be forgotten."""

    kind = Request.Kind.ERASURE
    article = 17
    order = 3
    title = _("Forget me")
    meaning = _(
        "We erase what we have about you. What a law makes us keep, such as an invoice, we name, with the "
        "day it goes."
    )
    law = _("Right to erasure, GDPR article 17")
    card_title = _("Forget me")
    card_text = _("We erase what we may. What a law makes us keep, we name, with the day it goes.")
    notice_text = _(
        "Have your data erased (art. 17). What a law makes us keep goes on the day the law allows."
    )
    on_approval = _("What stands under “Goes” is erased at once and never comes back.")
    own_act = OwnAct(
        "forget",
        place=6,
        title=_("Forget me"),
        text=_("We erase what we may. What a law makes us keep, we name, with the day it goes."),
        button=_("Have my data erased"),
        done=_("We received your request to be forgotten. You see below how far it is."),
    )
    is_final = True
    notifies_recipients = RecipientNotification.What.ERASED
    grounds_for_refusal = (
        *EVERY_REQUEST,
        Ground(
            "claims",
            _("We need these data for a dispute about rights (GDPR art. 17(3)(e))."),
            (
                Fact(
                    "dispute",
                    _("Which dispute, and since when?"),
                    _("The dispute"),
                ),
                Fact(
                    "need",
                    _("Why are all of these data needed for it? For some of them, place a hold instead."),
                    _("Why we need your data for it"),
                ),
            ),
        ),
    )
    answer_letter = "answer-erasure"

    def preview(
        self, request: Request, subject: Subject, explained: list[Explained], *, today: date
    ) -> Consequences:
        """What would go if the wish were recorded today, and what would stay for which purpose until when."""
        return _consequences(preview_erasure(subject, today=today, source=request.channel))

    def carry_out(self, request: Request, subject: Subject, *, today: date, now: datetime) -> Consequences:
        """Erase, write down what went and what stayed, and let every download of theirs end."""
        erased = erase(subject, today=today, source=request.channel, request=request)
        downloads = MailedLink.objects.filter(request__subject=subject, use=MailedLink.Use.DOWNLOAD)
        downloads.filter(expires_at__gt=now).update(expires_at=now)
        done = _consequences(erased)
        went = [(RequestOutcome.Result.ERASED, label, rows) for label, rows in erased.rows.items()]
        record_outcomes(request, went, stays=done.stays)
        return done

    def answer(self, request: Request, done: Consequences) -> AnswerLetter:
        """Return the letter that says what went, what stays by which law until when, and who else erases."""
        another = bool(request.mandate)
        what = {
            "erased": told_in_words(done.goes, of_another=another),
            "kept": kept_in_words(done.stays, of_another=another),
            "work_goes_on": any(map(_is_for_work, done.stays)),
            "did": [suppression_sentence_of_another()] if another else [],
        }
        return AnswerLetter(self.answer_letter, what | {"others": others_in_words(done)})


@dataclass(frozen=True)
class Erased:
    """What went, by label, and what stays: for each label and purpose the law and the last day.

    ``rows`` counts what went; ``explained`` is what is so of every group afterwards; ``processors`` how far
    others are.
    """

    erased: list[str]
    kept: list[dict[str, Any]]
    rows: dict[str, int] = field(default_factory=dict)
    explained: list[Explained] = field(default_factory=list)
    processors: list[tuple[str, Progress]] = field(default_factory=list)


def erase(subject: Subject, *, today: date, source: str, request: Request | None = None) -> Erased:
    """Record that ``subject`` asked to be forgotten and erase what may go on ``today``, in one transaction.

    ``request`` is what asked for it, if one did. Raises ``FutureSweepRefused`` as the sweep does.
    """
    if today > timezone.localdate() and not Instance.objects.filter(demo=True).exists():
        raise FutureSweepRefused
    with latched():
        search_words.begin_search(subject, search_words.search_words_of(subject), on=today)
        choices.record_erasure_wish(subject, on=today, source=source)
        outbox.drop_messages_to(subject)
        report = sweep_subject(subject.pk, today=today)
        rows = {line.label: line.erased for line in report.lines.values() if line.erased}
        notifications.notify_of_erasure(subject, on=today, request=request)
        return _afterwards(subject, rows, today=today)


def preview_erasure(subject: Subject, *, today: date, source: str) -> Erased:
    """Return what ``erase`` would return; writes nothing."""
    wish = choices.rows_if_forgotten(subject, on=today, source=source)
    supposed = Supposed(subject, [*wish, *outbox.rows_if_dropped(subject)])
    rows = suppose_sweep(supposed, subject, today=today)
    with supposed.read():
        told = notifications.rows_if_erased(subject, rows, on=today)
    supposed.add(told)
    with supposed.read():
        return _afterwards(subject, rows, today=today)


def _afterwards(subject: Subject, rows: dict[str, int], *, today: date) -> Erased:
    """Return what went and what is so of everything that is left."""
    told = RecipientNotification.objects.filter(subject=subject, what=RecipientNotification.What.ERASED)
    explained = explain(subject, today=today)
    return Erased(
        erased=list(rows),
        kept=kept_by_label(explained),
        rows=rows,
        explained=explained,
        processors=notifications.progress_of_erasure(rows, told.order_by("pk")),
    )


def _consequences(erased: Erased) -> Consequences:
    return Consequences(
        goes=_lines(erased.rows),
        stays=lines_staying(erased.explained),
        processors=progress_lines(erased.processors),
    )


def _is_for_work(item: Item) -> bool:
    """Return whether a contract with the person that is not over keeps ``item``."""
    purpose = registry.purposes.get(item.purpose)
    return purpose is not None and purpose.basis is Basis.CONTRACT


def _lines(rows: dict[str, int]) -> list[Item]:
    """Return a line for each group that went; a row that goes for being empty is no news."""
    labels = {group.label: group for group in registry.groups if group.model not in OWN_RECORDS}
    return [
        Item(label, data_words_of(labels[label]), count) for label, count in rows.items() if label in labels
    ]
