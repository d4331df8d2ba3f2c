"""``privacy_request``: what reaches us by letter, phone or mail runs on the same clock; and references by
phone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from contacts import register
from contacts.models.people import Origin
from privacy.delivery.letter_text import render_html_part, render_letter
from privacy.models import Request
from privacy.requests import clock, references
from privacy.requests.deadline import deadline
from tests.cast import TODAY, StaffFactory, noor
from tests.commands import answer, refusal
from tests.requests.visitor import Visitor, mails

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"


def test_it_is_open_at_once_from_the_day_it_came() -> None:
    subject = noor().subject
    document = answer(
        "privacy_request",
        "access",
        NOOR,
        "--received",
        "2025-01-31",
        "--channel",
        "letter",
        "--details",
        "Een brief.",
    )
    request = Request.objects.get()
    assert document == {"id": request.pk, "reference": request.reference, "due_on": "2025-02-28"}
    assert (request.state, request.subject, request.channel, request.details) == (
        "open",
        subject,
        "letter",
        "Een brief.",
    )
    assert timezone.localdate(request.received_at).isoformat() == "2025-01-31"
    assert len(mails(NOOR, "request-received")) == 1


@pytest.mark.parametrize("channel", ["letter", "phone", "email"])
def test_who_confirmed_nothing_is_not_thanked_for_it(channel: str) -> None:
    noor()
    answer("privacy_request", "access", NOOR, "--channel", channel)
    (mail,) = mails(NOOR, "request-received")
    for said in (
        render_letter("request-received", language="nl", context=mail["context"])[1],
        render_html_part("request-received", title="", language="nl", context=mail["context"]),
    ):
        assert "Je verzoek is genoteerd" in said
        assert "bevestigd" not in said


def test_who_confirmed_is_thanked() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    visitor.confirm(NOOR)
    (mail,) = mails(NOOR, "request-received")
    assert (
        "Dank je wel. We hebben je verzoek ontvangen"
        in render_letter("request-received", language="nl", context=mail["context"])[1]
    )


def test_an_instant_counts_by_the_day_in_brussels() -> None:
    assert (
        answer("privacy_request", "access", NOOR, "--received", "2025-12-31T23:30:00Z")["due_on"]
        == "2026-02-02"
    )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param("2026-10-31T23:30", "2026-11-30", id="L32"),
        pytest.param("2026-10-31T23:30Z", "2026-12-01", id="L32-in-UTC-it-is-November"),
        pytest.param("2026-10-31T23:30+01:00", "2026-11-30", id="L32-with-its-offset"),
        pytest.param("2026-11-11", "2026-12-11", id="L26-armistice-day"),
        pytest.param("2026-11-01", "2026-12-01", id="L26-sunday"),
    ],
)
def test_hard_case_of_the_day_of_receipt(received: str, due: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    recorded = answer("privacy_request", "access", NOOR, "--channel", "letter", "--received", received)
    assert recorded["due_on"] == answer("privacy_deadline", received)["due"] == due


def test_the_first_hours_of_the_law_are_after_it_began() -> None:
    received = "2018-05-24T22:30Z"  # half past twelve in Brussels
    assert answer("privacy_request", "access", NOOR, "--received", received)["due_on"] == "2018-06-25"


@pytest.mark.parametrize("kind", Request.Kind.values)
def test_every_right_can_be_recorded(kind: str) -> None:
    assert answer("privacy_request", kind, NOOR)["id"] == Request.objects.get().pk
    assert Request.objects.get().kind == kind


def test_the_same_request_twice_is_one_and_one_begun_on_the_web_is_taken_over() -> None:
    visitor = Visitor()
    visitor.ask("access", NOOR)
    first = answer("privacy_request", "access", NOOR)
    assert answer("privacy_request", "access", NOOR) == first
    assert Request.objects.get().state == "open"


def test_who_is_meant_at_a_shared_address() -> None:
    one = noor()
    other = register.add_contact(
        origin=Origin.QUESTION, on=TODAY, emails=[NOOR], first_name="Sam", last_name="Hendrickx"
    )
    why = refusal("privacy_request", "access", NOOR)
    assert str(one.subject_id) in why
    assert str(other.subject_id) in why
    assert not Request.objects.exists()
    answer("privacy_request", "erasure", NOOR, "--subject", str(other.subject_id))
    assert Request.objects.get(kind="erasure").subject == other.subject


@pytest.mark.parametrize(
    "wrong",
    [
        ("access", "no address"),
        ("access", NOOR, "--received", "2999-01-01"),
        ("access", NOOR, "--subject", "00000000-0000-0000-0000-000000000000"),
        ("objection", NOOR, "--purpose", "bookkeeping"),
        ("access", NOOR, "--purpose", "enquiry"),
        ("access", NOOR, "--set", "first_name=Nour"),
    ],
)
def test_what_cannot_be_is_refused(wrong: tuple[str, ...]) -> None:
    assert refusal("privacy_request", *wrong)
    assert not Request.objects.exists()


def test_an_unknown_right_is_wrong_usage() -> None:
    with pytest.raises(CommandError):
        answer("privacy_request", "everything", NOOR)


def test_a_reference_can_be_read_over_the_phone() -> None:
    made = {references.new_reference() for _time in range(500)}
    assert len(made) == 500
    assert not set("ILOU") & set("".join(each.removeprefix("SOM") for each in made))
    assert all(references.read_reference(each) == each for each in made)
    assert references.read_reference("som 7k4m 2q9d") == "SOM-7K4M-2Q9D"
    assert references.read_reference("7k4m-2qod") == "SOM-7K4M-2Q0D"
    assert references.read_reference("IL4M2Q9D") == "SOM-114M-2Q9D"
    assert references.read_reference("SOM-7K4M") is None
    assert references.read_reference("SOM-7K4M-2Q9U") is None


def test_what_reached_us_before_by_another_way_moves_the_clock_forward() -> None:
    """The clock runs from the first receipt through any channel (LAW D-1)."""
    noor()
    later = answer("privacy_request", "access", NOOR, "--received", "2025-03-10")
    earlier = answer(
        "privacy_request",
        "access",
        NOOR,
        "--received",
        "2025-03-03",
        "--channel",
        "letter",
        "--details",
        "Een brief.",
    )
    assert (later["due_on"], earlier["due_on"], earlier["id"]) == ("2025-04-10", "2025-04-03", later["id"])
    assert "Een brief." in str(Request.objects.get().details)
    assert answer("privacy_request", "access", NOOR, "--received", "2025-03-20")["due_on"] == "2025-04-03"
    assert list(Request.objects.get().steps.values_list("what", flat=True)) == [
        "open",
        "added",
        "came-before",
    ]


def test_more_time_that_was_told_is_counted_from_the_earlier_day_too() -> None:
    noor()
    now = timezone.now()
    asked = Request.objects.get(pk=answer("privacy_request", "access", NOOR)["id"])
    clock.extend_deadline(asked, reasons="Een groot archief.", by=StaffFactory.create(), now=now)
    day = timezone.localdate(now) - timedelta(days=10)
    answer("privacy_request", "access", NOOR, "--received", day.isoformat())
    assert Request.objects.get().due_on == deadline(day).extended_conservative


@pytest.mark.parametrize("received", ["0001-01-02", "1999-12-31", "2018-05-24"])
def test_no_right_was_exercised_before_there_was_one(received: str) -> None:
    with pytest.raises(CommandError, match=r"RECEIVED|--received"):
        answer("privacy_request", "access", NOOR, "--received", received)
    assert not Request.objects.exists()
