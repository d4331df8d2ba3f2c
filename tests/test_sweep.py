"""The sweep: what stops it, what it leaves as evidence, and that it can be run at any time, as often as one
likes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from contacts.models import Assignment, Contact, ContactPoint, Enquiry, Interaction
from privacy.models import Choice, ErasureTrace, Instance, Subject, SweepLine, SweepRun, Task
from privacy.nightly import sweep_and_follow_up
from privacy.retention.sweep import FutureSweepRefused, count_due
from privacy.subjects import choices
from tests.cast import TODAY, amina, louise, noor, pieter
from tests.commands import answer, refusal, wrong_usage
from tests.test_statements import people

pytestmark = pytest.mark.django_db

NAME = "contacts.contact.name"
REACH = "contacts.contactpoint.reach"
SAID = "contacts.enquiry.said"
LATER = date(2029, 1, 1)


@pytest.fixture
def _demo() -> None:
    """In demo data a day to come may be swept."""
    Instance.objects.update(demo=True)


def swept(today: date = TODAY, **options: Any) -> dict[str, int]:
    """Sweep; return what was erased, by label, without zeros."""
    return {
        label: line.erased
        for label, line in sweep_and_follow_up(today=today, **options).lines.items()
        if line.erased
    }


def wish(contact: Contact, *, on: date = TODAY) -> None:
    choices.record_erasure_wish(contact.subject, on=on, source=Choice.Channel.EMAIL)


# --- The command --------------------------------------------------------------------------------------


def test_the_report_has_a_line_for_every_group_zeros_too() -> None:
    from privacy.declarations.registry import registry

    document = answer("privacy_sweep", "--as-of", TODAY.isoformat())
    assert list(document) == ["as_of", "dry_run", "lines", "statements"]
    assert (document["as_of"], document["dry_run"]) == (TODAY.isoformat(), False)
    assert {group.label for group in registry.groups} <= {line["label"] for line in document["lines"]}
    assert all(
        line == {"label": line["label"], "due": 0, "erased": 0, "held": 0, "fuse": False}
        for line in document["lines"]
    )
    assert document["statements"] > 0


def test_wrong_usage_exits_2_and_an_unknown_label_1() -> None:
    assert "contacts.contact.nose" in refusal("privacy_sweep", "--confirm", "contacts.contact.nose")
    assert wrong_usage("privacy_sweep", "--as-of", "yesterday") == 2
    assert wrong_usage("privacy_sweep", "--whatever") == 2


# --- Days to come -------------------------------------------------------------------------------------


def test_a_day_to_come_is_refused_outside_the_demo() -> None:
    noor()
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(FutureSweepRefused):
        sweep_and_follow_up(today=tomorrow)
    assert refusal("privacy_sweep", "--as-of", "2200-01-01", "--json")
    assert Contact.objects.exists()
    assert not SweepRun.objects.exists()


def test_a_day_to_come_may_be_looked_at() -> None:
    noor()
    document = answer("privacy_sweep", "--as-of", "2200-01-01", "--dry-run")
    assert {line["label"]: (line["due"], line["erased"]) for line in document["lines"]}[NAME] == (1, 0)
    assert Contact.objects.get().last_name


@pytest.mark.usefixtures("_demo")
def test_a_day_to_come_may_be_swept_in_the_demo() -> None:
    noor()
    assert swept(LATER)[NAME] == 1
    assert not Contact.objects.exists()


# --- Only looking -------------------------------------------------------------------------------------


def test_only_looking_counts_what_is_due_and_changes_nothing() -> None:
    wish(noor())
    before = {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()}
    report = count_due(today=TODAY)
    assert {label: line.due for label, line in report.lines.items() if line.due} == {
        NAME: 1,
        REACH: 1,
        SAID: 1,
    }
    assert {label for label, line in report.lines.items() if line.erased} == set()
    assert {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()} == before


# --- What runs again ----------------------------------------------------------------------------------


def test_a_second_sweep_erases_nothing() -> None:
    wish(pieter())
    assert swept()
    assert swept() == {}
    assert ErasureTrace.objects.count() == sum(SweepLine.objects.values_list("erased", flat=True))


def test_everything_that_follows_goes_in_one_sweep() -> None:
    contact = louise()
    wish(contact)
    erased = swept()
    assert {
        NAME,
        REACH,
        "contacts.assignment.work",
        "contacts.contact",
        "contacts.assignment",
        "privacy.identifier.address",
    } <= set(erased)
    assert not Contact.objects.exists()
    assert not Assignment.objects.exists()


# --- The fuse -----------------------------------------------------------------------------------------


def test_a_rule_about_to_erase_unusually_much_stops_and_waits_for_a_person() -> None:
    people(200, due=60)
    report = sweep_and_follow_up(today=TODAY)
    assert (report.lines[SAID].due, report.lines[SAID].erased, report.lines[SAID].fuse) == (60, 0, True)
    assert Enquiry.objects.count() == 200
    task = Task.objects.get(kind=Task.Kind.FUSE, label=SAID)
    assert (task.subject, task.due_on, task.done_on) == (None, TODAY, None)
    assert SweepLine.objects.get(label=SAID).fuse
    document = answer("privacy_sweep", "--as-of", TODAY.isoformat())
    assert {line["label"]: line["fuse"] for line in document["lines"]}[SAID]
    assert Task.objects.filter(kind=Task.Kind.FUSE, label=SAID).count() == 1, (
        "asked again, it is the same task"
    )


def test_a_confirmed_label_passes_its_fuse_and_no_other() -> None:
    people(200, due=60)
    report = sweep_and_follow_up(today=TODAY, confirm=[SAID])
    assert report.lines[SAID].erased == 60
    assert Enquiry.objects.count() == 140
    assert report.lines[NAME].fuse
    assert Contact.objects.exclude(last_name="").count() == 200
    answer("privacy_sweep", "--as-of", TODAY.isoformat(), "--confirm", NAME, "--confirm", REACH)
    assert Contact.objects.exclude(last_name="").count() == 140


@pytest.mark.parametrize(
    ("number", "due", "fuse"), [(200, 50, False), (255, 51, False), (254, 51, True), (40, 40, False)]
)
def test_the_fuse_needs_more_than_fifty_rows_and_more_than_a_fifth(number: int, due: int, fuse: bool) -> None:
    people(number, due=due)
    line = sweep_and_follow_up(today=TODAY).lines[SAID]
    assert (line.fuse, line.erased) == (fuse, 0 if fuse else due)


def test_what_people_asked_for_blows_no_fuse() -> None:
    people(100)
    for subject in Subject.objects.all()[:60]:
        choices.record_erasure_wish(subject, on=TODAY, source=Choice.Channel.EMAIL)
    line = sweep_and_follow_up(today=TODAY).lines[SAID]
    assert (line.due, line.erased, line.fuse) == (60, 60, False)


# --- Reviews ------------------------------------------------------------------------------------------


@pytest.mark.promise("P9")
@pytest.mark.promise("P20")
@pytest.mark.usefixtures("_demo")
def test_what_is_kept_until_asked_is_put_before_a_person_now_and_then() -> None:
    contact = louise()
    last = date(2025, 9, 1)
    assert contact.last_activity_on in (last, None) or Contact.objects.get().last_activity_on == last
    sweep_and_follow_up(today=last.replace(year=2027) - timedelta(days=1))
    assert not Task.objects.filter(kind=Task.Kind.REVIEW, label=REACH).exists()
    sweep_and_follow_up(today=last.replace(year=2027))
    review = Task.objects.get(kind=Task.Kind.REVIEW, label=REACH)
    assert review.subject == contact.subject
    assert not Task.objects.filter(kind=Task.Kind.REVIEW, label=NAME).exists(), (
        "name and address rest for 36 months"
    )
    sweep_and_follow_up(today=last.replace(year=2028))
    assert Task.objects.filter(kind=Task.Kind.REVIEW, label=NAME).count() == 1
    assert Task.objects.filter(kind=Task.Kind.REVIEW, label=REACH).count() == 1
    assert ContactPoint.objects.filter(contact=contact).count() == 2, "silence erases nothing"


def test_whoever_works_with_us_is_not_put_before_anybody() -> None:
    amina()
    sweep_and_follow_up(today=TODAY)
    assert Interaction.objects.exists()
    assert not Task.objects.filter(kind=Task.Kind.REVIEW).exists()
