"""A preview writes nothing and says exactly what granting does, to the row and the last day, whatever the
policy; looking at a request changes nothing but the note that somebody looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts import register
from privacy.models import (
    Choice,
    Correction,
    Disclosure,
    Hold,
    MailedLink,
    OutboxMessage,
    Request,
    Subject,
)
from privacy.requests.preview import preview_request
from privacy.retention.explanation import Explained
from privacy.retention.rules import all_rules
from privacy.retention.supposing import Supposed
from privacy.rights.erasure import Erased, erase, preview_erasure
from privacy.rights.registered import right_of
from tests.cast import noor, pieter
from tests.requests.arriving import asked, today
from tests.staff.people import director
from tests.test_oracle import CASES, OURS, world
from tests.variants import VARIANTS

pytestmark = pytest.mark.django_db

READS = ("SELECT", "WITH", "(SELECT", "BEGIN", "ROLLBACK", "SET TRANSACTION", "SAVEPOINT", "RELEASE")
worlds = pytest.mark.parametrize(
    ("seed", "policy"),
    [
        (1, OURS),
        *enumerate(list(VARIANTS)[:3], start=2),
        *(pytest.param(seed, policy, marks=pytest.mark.soak) for seed, policy in CASES),
    ],
)


def around(subject: Subject, day: date, rng: Random) -> None:
    """Put beside somebody what a wish to be forgotten ends, drops, or has to be passed on."""
    now, before = timezone.now(), day - timedelta(days=9)
    access = Request.objects.create(
        reference=f"R{rng.random()}"[:16],
        kind="access",
        state="open",
        subject=subject,
        channel="web",
        digest="-",
        received_at=now,
        confirmed_at=now,
        due_on=day,
    )
    if rng.random() < 0.5:
        facts = {"law": "GDPR art. 15", "placed_on": day, "review_on": day}
        Hold.objects.create(subject=subject, request=access, reason="-", **facts)
    if rng.random() < 0.3:
        OutboxMessage.objects.create(handler="mail", subject=subject, payload="{}", next_at=now)
    if rng.random() < 0.5:
        labels = ["contacts.contact.name", "contacts.contactpoint.reach", "contacts.assignment.work"]
        given = {"name": "Claims", "labels": labels, "reason": "-", "given_on": before}
        Disclosure.objects.create(subject=subject, recipient="claims", **given)
    restrictions = Choice.objects.filter(subject=subject, kind="restriction", ends=None)
    if rng.random() < 0.3 and not restrictions.exists():
        Choice.objects.create(subject=subject, kind="restriction", starts=before, source="web")


@contextmanager
def taken_back() -> Iterator[None]:
    """Do something, and take it back: the next person is in the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written() -> Iterator[list[str]]:
    """Collect the statements that are not mere reading."""
    found: list[str] = []

    def collect(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().startswith(READS):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(collect):
        yield found


@contextmanager
def nothing_written() -> Iterator[None]:
    """Fail on a statement that could write."""

    with written() as statements:
        yield
    assert not statements


def told(explained: list[Explained]) -> list[Any]:
    """What is said of every group of every row; a row that would be made has no number yet."""
    return [
        (
            each.group.label,
            each.state,
            [(r.purpose.slug, r.text, r.law, r.until) for r in each.reasons],
            each.held_by,
        )
        for each in explained
    ]


def whole(erased: Erased) -> Any:
    return erased.erased, erased.rows, erased.kept, erased.processors, told(erased.explained)


@worlds
def test_what_granting_a_right_does_is_foreseen_to_the_row(seed: int, policy: str) -> None:
    with world(seed, policy) as day:
        rng, went = Random(seed), Counter[str]()
        for subject in list(Subject.objects.order_by("pk"))[seed % 8 :: 8]:
            around(subject, day, rng)
            with nothing_written():
                foreseen = preview_erasure(subject, today=day, source="web")
            with taken_back():
                done = erase(subject, today=day, source="web")
                assert whole(foreseen) == whole(done)
            went["erasure"] += len(done.erased)
            for kind in ("objection", "withdrawal"):
                request = asked_to_stop(kind, subject, rng, day)
                with nothing_written():
                    seen = preview_request(request, day)
                with taken_back():
                    stopped = right_of(request).carry_out(request, subject, today=day, now=timezone.now())
                    assert seen.consequences == stopped
                went[kind] += len(stopped.goes)
        assert went["erasure"]
        assert went["objection"] + went["withdrawal"]


def asked_to_stop(kind: str, subject: Subject, rng: Random, day: date) -> Request:
    """A request to stop one use, or all."""
    return Request.objects.create(
        reference=f"S{rng.random()}"[:16],
        kind=kind,
        purpose=rng.choice(["", "client-file", "newsletter", "reserve", "enquiry"]),
        subject=subject,
        channel="web",
        digest="-",
        received_at=timezone.now(),
        due_on=day,
    )


@pytest.mark.parametrize("kind", Request.Kind.values)
def test_whoever_opens_a_request_writes_nothing_but_that_they_looked(kind: str, client: Client) -> None:
    contact = pieter()
    register.receive_enquiry(contact, question="Nog iets?", on=today(), channel=Choice.Channel.WEB)
    request = asked(kind, "somebody.else@example.org")
    Request.objects.filter(pk=request.pk).update(subject=contact.subject)  # whom staff chose
    client.force_login(director())
    page = reverse("admin:privacy_request_change", args=(request.pk,))
    client.get(page)
    with written() as statements:
        answer = client.get(page)
    assert answer.status_code == 200
    assert "fingerprint" in answer.text
    assert len(statements) == 1
    assert "privacy_accesslog" in statements[0], statements


def test_nothing_can_be_written_while_something_is_supposed() -> None:
    subject = noor().subject
    with pytest.raises(RuntimeError), transaction.atomic(), Supposed(subject).read():
        Choice.objects.create(subject=subject, kind="erasure", starts=today(), source="web")
    assert not Choice.objects.exists()


def test_a_row_that_is_supposed_gone_takes_along_what_belongs_to_it_and_empties_what_points_at_it() -> None:
    contact, now = pieter(), timezone.now()
    request = asked("access", "pieter@example.be")
    where = {"label": "contacts.contact", "row": contact.pk, "field": "city"}
    Correction.objects.create(subject=contact.subject, request=request, old="-", proposed_at=now, **where)
    MailedLink.objects.create(request=request, use="status", digest="-", expires_at=now)
    file = next(rule for rule in all_rules() if rule.label == "privacy.request.file")
    supposed = Supposed(contact.subject)
    supposed.erase(file, [request.pk])
    with supposed.read():
        assert not Request.objects.exists()
        assert not MailedLink.objects.exists()
        assert Correction.objects.get().request_id is None
    assert Correction.objects.get().request_id == request.pk
    assert MailedLink.objects.exists()
