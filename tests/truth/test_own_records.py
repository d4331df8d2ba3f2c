"""Records of the program itself, and the periods of our own policy."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.contrib.admin.models import LogEntry

from contacts.models import Company, ContactRole, Enquiry
from privacy.models import Choice, Subject, Suppression, Task
from privacy.retention.reviews import open_due_reviews
from privacy.subjects import choices
from tests import cast
from tests.truth.asking import DAY, state

pytestmark = pytest.mark.django_db


def test_a_moment_counts_by_its_local_day() -> None:
    # 23:30 in London is already the next day here.
    LogEntry.objects.create(
        user=cast.brecht(), action_time=datetime(2026, 1, 9, 23, 30, tzinfo=UTC), object_id="1", action_flag=2
    )
    entry = LogEntry.objects.get()
    days = [state(entry, "admin.logentry.act", day) for day in (date(2027, 1, 9), date(2027, 1, 10))]
    assert days == ["kept", "due"]


def test_a_wish_is_kept_while_anything_is_known_and_five_years_as_proof() -> None:
    known, forgotten = cast.noor(), Subject.objects.create()
    for subject in (known.subject, forgotten):
        choices.record_erasure_wish(subject, on=cast.TODAY, source="web")
    mine, theirs = Choice.objects.get(subject=known.subject), Choice.objects.get(subject=forgotten)
    five_years_on = date(2031, 11, 22)
    assert state(mine, "privacy.choice.wish", five_years_on) == "kept"
    assert [state(theirs, "privacy.choice.wish", day) for day in (five_years_on - DAY, five_years_on)] == [
        "kept",
        "due",
    ]


def test_a_wish_waits_for_the_row_that_it_emptied() -> None:
    """Else the row would count as needed again, and stay for ever."""
    school, amina = cast.school(), cast.amina()
    role = ContactRole.objects.create(contact=amina, company=school, role="director")
    choices.record_erasure_wish(school.subject, on=cast.TODAY, source="letter")
    Company.objects.filter(pk=school.pk).update(name="", email="", city="")
    wish, later = Choice.objects.get(subject=school.subject), date(2040, 1, 1)
    assert state(wish, "privacy.choice.wish", later) == "kept"
    role.delete()
    school.delete()
    assert state(wish, "privacy.choice.wish", later) == "due"


def test_every_period_of_our_own_policy_ends_on_its_day() -> None:
    noor = cast.noor()
    Enquiry.objects.filter(contact=noor).update(received_on=date(2024, 2, 29))
    assert [state(noor, "contacts.contact.name", day) for day in (date(2026, 2, 27), date(2026, 2, 28))] == [
        "kept",
        "due",
    ]


@pytest.mark.parametrize("advertising", [False, True])
def test_the_no_of_a_number_goes_after_twenty_four_months_and_that_of_a_mailbox_stays(
    advertising: bool,
) -> None:
    facts = {"since": date(2026, 11, 22), "advertising": advertising}
    number = Suppression.objects.create(kind="phone", digest="a:1", **facts)
    mailbox = Suppression.objects.create(kind="email", digest="a:2", **facts)
    days = [date(2028, 11, 21), date(2028, 11, 22)]
    assert [state(number, "privacy.suppression.no", day) for day in days] == ["kept", "due"]
    assert [state(mailbox, "privacy.suppression.no", day) for day in [*days, date(2070, 1, 1)]] == [
        "kept"
    ] * 3


def test_the_memory_of_every_no_is_reviewed_as_a_whole_every_three_years() -> None:
    Suppression.objects.create(digest="a:1", since=date(2026, 11, 22))
    for digest in ("a:2", "a:3"):
        Suppression.objects.create(digest=digest, since=date(2027, 1, 1))

    def reviews(day: date) -> int:
        open_due_reviews(today=day)
        return Task.objects.filter(
            kind=Task.Kind.REVIEW, label="privacy.suppression.no", subject=None, done_on=None
        ).count()

    assert [reviews(day) for day in (date(2029, 11, 21), date(2029, 11, 22), date(2030, 2, 1))] == [0, 1, 1]
    Task.objects.update(done_on=date(2030, 2, 1))
    assert [reviews(day) for day in (date(2033, 1, 31), date(2033, 2, 1))] == [0, 1]
