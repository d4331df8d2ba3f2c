"""What the law wants told: the right to object with the first letter (art. 21(4)), and the end of a
restriction (18(3))."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as posted
from django.utils import timezone

from privacy.delivery import letters, outbox_worker
from privacy.models import Choice, DutyFulfilled, Subject
from privacy.subjects import choices
from tests.cast import TODAY, noor, school, told_of_the_lifting

pytestmark = pytest.mark.django_db

TITLES = {"nl": "Je mag nee zeggen", "fr": "Vous pouvez dire non", "en": "You may say no"}


def send(
    subject: Subject | None, *, language: str = "nl", template: str = "restriction-ends", drained: bool = True
) -> Any:
    """Write to Noor's address, and return what the mail server got."""
    letters.send_letter(
        template, to="noor@example.org", language=language, context={"ends_on": "2026-12-01"}, subject=subject
    )
    if not drained:
        return None
    assert outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1)) == 1
    return posted.outbox[-1]


def parts(letter: Any) -> list[str]:
    return [str(letter.body), str(letter.alternatives[0][0])]


@pytest.mark.promise("P41")
@pytest.mark.parametrize("language", TITLES)
def test_the_first_letter_to_a_person_tells_of_the_right_to_object_and_no_later_one_does(
    language: str,
) -> None:
    subject = noor().subject
    for part in parts(send(subject, language=language)):
        assert TITLES[language] in part
    assert DutyFulfilled.objects.filter(subject=subject, what=DutyFulfilled.What.OBJECTION).count() == 1
    for part in parts(send(subject, language=language)):
        assert TITLES[language] not in part
    assert DutyFulfilled.objects.filter(subject=subject, what=DutyFulfilled.What.OBJECTION).count() == 1


def test_it_stands_apart_from_all_other_text() -> None:
    plain, html = parts(send(noor().subject, language="en"))
    before, between, after = plain.split("=" * 40)
    assert TITLES["en"] in between
    assert "Kind regards" in before
    assert "Kind regards" not in between
    assert "complain" in after
    assert html.index("</main>") < html.index(TITLES["en"]) < html.index("<footer")


def test_what_did_not_leave_told_nobody(settings: Any) -> None:
    subject = noor().subject
    send(subject, drained=False)
    assert not DutyFulfilled.objects.exists()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    assert outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1)) == 0
    assert not DutyFulfilled.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "organisation"])
def test_it_goes_to_people_we_keep_data_of(who: str) -> None:
    letter = send(school().subject if who == "organisation" else None, language="en")
    assert all(TITLES["en"] not in part for part in parts(letter))
    assert not DutyFulfilled.objects.filter(what=DutyFulfilled.What.OBJECTION).exists()


@pytest.mark.promise("P40")
def test_a_restriction_is_lifted_only_after_the_letter_that_says_so_left() -> None:
    subject, today = noor().subject, timezone.localdate()
    choices.record_restriction(subject, on=today, source=Choice.Channel.EMAIL)
    send(subject, drained=False)
    with pytest.raises(choices.RestrictionEndNotTold):
        choices.end_restriction(subject, on=today)
    assert Choice.objects.filter(kind=Choice.Kind.RESTRICTION, ends=None).exists()
    assert outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1)) == 1
    assert choices.end_restriction(subject, on=today) == 1


@pytest.mark.parametrize(("told", "lifted"), [(-11, False), (-10, True), (0, True), (1, False)])
def test_only_a_letter_since_the_restriction_and_before_its_end_counts(told: int, lifted: bool) -> None:
    subject = noor().subject
    choices.record_restriction(subject, on=TODAY - timedelta(days=10), source=Choice.Channel.EMAIL)
    told_of_the_lifting(subject, on=TODAY + timedelta(days=told))
    if lifted:
        assert choices.end_restriction(subject, on=TODAY) == 1
    else:
        with pytest.raises(choices.RestrictionEndNotTold):
            choices.end_restriction(subject, on=TODAY)


def test_a_letter_to_somebody_else_lifts_nothing() -> None:
    subject, other = noor().subject, school().subject
    choices.record_restriction(subject, on=TODAY, source=Choice.Channel.EMAIL)
    told_of_the_lifting(other, on=TODAY)
    with pytest.raises(choices.RestrictionEndNotTold):
        choices.end_restriction(subject, on=TODAY)


def test_without_a_restriction_there_is_nothing_to_tell() -> None:
    assert choices.end_restriction(noor().subject, on=TODAY) == 0
