"""The reserve is renewed every twelve months: who is asked, when, once, and what each answer does."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from applicants import renewal
from applicants.models import Application, Keep
from privacy.delivery.letters import send_letter
from privacy.models import Choice, Instance, OutboxMessage, Subject, Task
from privacy.nightly import sweep_and_follow_up
from privacy.subjects import choices
from tests.applicants.selecting import (
    SENTENCE,
    at,
    elif_applied,
    left_of,
    mehdi_applied,
    trainer,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
CONSENTED, REMINDED, GONE = date(2026, 3, 1), date(2027, 1, 30), date(2027, 3, 1)
"""The days of row A04 of the table of periods."""


@pytest.fixture(autouse=True)
def _demo() -> None:
    """In demo data a day to come may be swept."""
    Instance.objects.update(demo=True)


@pytest.fixture
def mehdi() -> Application:
    """Mehdi, in the reserve since row A04; the selection he applied in is long over."""
    position = trainer(opened=date(2026, 2, 1), closed_on=date(2026, 4, 1))
    return mehdi_applied(position, on=CONSENTED)


def letters() -> list[dict[str, Any]]:
    """Return what waits to leave, oldest first."""
    return [json.loads(message.payload or "{}") for message in OutboxMessage.objects.order_by("pk")]


def ask(on: date) -> int:
    return renewal.ask_due_renewals(now=at(on))


def keep(application: Application, on: date) -> None:
    renewal.keep_in_reserve(application.subject, wording=SENTENCE, now=at(on))


# --- When ---------------------------------------------------------------------------------------------


@pytest.mark.promise("P23")
def test_row_a04_is_reminded_thirty_days_before_and_gone_on_the_day(
    mehdi: Application, settings: Any
) -> None:
    settings.RESERVE_SILENCE = "erase"
    assert ask(REMINDED - DAY) == 0
    assert ask(REMINDED) == 1
    sweep_and_follow_up(today=GONE - DAY)
    assert left_of(mehdi)
    sweep_and_follow_up(today=GONE)
    assert left_of(mehdi) == {}
    assert not Task.objects.filter(kind=Task.Kind.REVIEW).exists()


@pytest.mark.promise("P23")
def test_the_letter_says_for_what_until_when_and_what_silence_does(mehdi: Application, settings: Any) -> None:
    settings.RESERVE_SILENCE = "erase"
    ask(REMINDED)
    (letter,) = letters()
    assert (letter["template"], letter["to"]) == ("reserve-renewal", "mehdi@example.org")
    said = letter["context"]
    assert (said["position"], said["until"], said["erases"]) == ("Vormingswerker taal", "2027-03-01", True)
    settings.RESERVE_SILENCE = "review"
    Application.objects.update(renewal_asked_on=None)
    ask(REMINDED)
    assert letters()[1]["context"]["erases"] is False


def test_nobody_is_asked_twice_for_one_consent_however_often_the_night_runs(mehdi: Application) -> None:
    asked = [ask(REMINDED + n * DAY) for n in range(40)]
    assert sum(asked) == len(letters()) == 1


def test_two_applications_in_the_reserve_are_one_letter(mehdi: Application) -> None:
    mehdi_applied(trainer(slug="onthaal"), on=CONSENTED, subject=mehdi.subject)
    assert ask(REMINDED) == 1
    assert ask(REMINDED + DAY) == 0


def test_a_night_that_was_cut_off_asks_who_is_left_and_nobody_again(
    mehdi: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = mehdi_applied(trainer(slug="onthaal"), on=CONSENTED + DAY)
    Application.objects.filter(pk=other.pk).update(email="ander@example.org")

    def killed(template: str, *, to: str, **facts: Any) -> Any:
        message = send_letter(template, to=to, **facts)
        if to == "ander@example.org":
            raise KeyboardInterrupt
        return message

    monkeypatch.setattr("privacy.delivery.letters.send_letter", killed)
    with pytest.raises(KeyboardInterrupt):
        ask(REMINDED + DAY)
    assert [letter["to"] for letter in letters()] == ["mehdi@example.org"]
    monkeypatch.undo()
    assert ask(REMINDED + DAY) == 1
    assert [letter["to"] for letter in letters()] == ["mehdi@example.org", "ander@example.org"]


# --- Who is not asked ----------------------------------------------------------------------------------


def test_position_only_and_withdrawn_applicants_are_never_asked(mehdi: Application) -> None:
    elif_applied(trainer(slug="onthaal"), on=CONSENTED)
    Application.objects.filter(pk=mehdi.pk).update(ended_on=CONSENTED + DAY)
    assert ask(REMINDED) == 0


def test_what_ended_is_no_part_of_the_reserve(mehdi: Application) -> None:
    other = mehdi_applied(trainer(slug="onthaal"), on=CONSENTED, subject=mehdi.subject)
    assert renewal.reserve_of(mehdi.subject) == [other, mehdi]
    Application.objects.filter(pk=other.pk).update(ended_on=CONSENTED + DAY)
    assert renewal.reserve_of(mehdi.subject) == [mehdi]
    Application.objects.filter(pk=mehdi.pk).update(choice=Keep.POSITION)
    assert renewal.reserve_of(mehdi.subject) == []


def restricted(subject: Subject) -> None:
    choices.record_restriction(subject, on=REMINDED, source="web")


def objected(subject: Subject) -> None:
    choices.record_objection(subject, "", on=REMINDED, source="web")


def withdrawn(subject: Subject) -> None:
    choices.record_withdrawal(subject, "reserve", on=REMINDED)


def suppressed(subject: Subject) -> None:
    choices.suppress_address("mehdi@example.org", "reserve", on=timezone.localdate())


def forgotten(subject: Subject) -> None:
    choices.record_erasure_wish(subject, on=REMINDED, source="web")


def died(subject: Subject) -> None:
    Subject.objects.filter(pk=subject.pk).update(deceased_on=CONSENTED)


@pytest.mark.parametrize(
    "said", [restricted, objected, withdrawn, suppressed, forgotten, died], ids=lambda said: said.__name__
)
def test_nobody_is_asked_against_their_no(mehdi: Application, said: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: REMINDED)
    said(mehdi.subject)
    assert ask(REMINDED) == 0
    assert letters() == []


def test_whoever_lifts_their_restriction_is_asked_then(mehdi: Application, monkeypatch: Any) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: REMINDED)
    restricted(mehdi.subject)
    ask(REMINDED)
    Choice.objects.filter(kind="restriction").update(ends=REMINDED)
    assert ask(REMINDED + DAY) == 1


# --- What they answer ----------------------------------------------------------------------------------


@pytest.mark.promise("P23")
def test_keep_me_is_a_consent_for_another_twelve_months(mehdi: Application, settings: Any) -> None:
    settings.RESERVE_SILENCE = "erase"
    ask(REMINDED)
    keep(mehdi, REMINDED)
    given = Choice.objects.get(kind="consent", ends=None)
    assert (given.starts, given.wording, given.source) == (REMINDED, SENTENCE, "web")
    sweep_and_follow_up(today=GONE)
    assert left_of(mehdi)
    assert ask(date(2027, 12, 30)) == 0
    assert ask(date(2027, 12, 31)) == 1
    sweep_and_follow_up(today=date(2028, 1, 30))
    assert left_of(mehdi) == {}


@pytest.mark.promise("P24")
def test_remove_me_is_gone_in_the_coming_night(mehdi: Application) -> None:
    renewal.leave_reserve(mehdi.subject, wording="Nee", now=at(REMINDED))
    sweep_and_follow_up(today=REMINDED)
    assert left_of(mehdi) == {}
    assert not Choice.objects.filter(kind="consent", ends=None).exists()


def test_remove_me_leaves_what_a_selection_that_goes_on_needs(mehdi: Application) -> None:
    going_on = mehdi_applied(trainer(slug="onthaal"), on=REMINDED, subject=mehdi.subject)
    renewal.leave_reserve(mehdi.subject, wording="Nee", now=at(REMINDED))
    sweep_and_follow_up(today=REMINDED)
    assert left_of(mehdi) == {}
    assert Application.objects.get(pk=going_on.pk).choice == Keep.POSITION


@pytest.mark.promise("P23")
def test_silence_is_put_before_a_person_once_and_what_they_decide_counts_for_a_year(
    mehdi: Application,
) -> None:
    ask(REMINDED)
    sweep_and_follow_up(today=GONE - DAY)
    assert not Task.objects.exists()
    for day in (GONE, GONE + DAY):
        sweep_and_follow_up(today=day)
    task = Task.objects.get(kind=Task.Kind.REVIEW)
    assert (task.subject, task.due_on) == (mehdi.subject, GONE)
    assert left_of(mehdi)
    Task.objects.update(done_on=GONE + 9 * DAY)
    sweep_and_follow_up(today=date(2028, 3, 9))
    assert Task.objects.filter(done_on=None).count() == 0
    assert ask(date(2028, 2, 8)) == 0
    assert ask(date(2028, 2, 9)) == 1
    sweep_and_follow_up(today=date(2028, 3, 10))
    assert Task.objects.filter(done_on=None).count() == 1


def test_a_look_of_a_colleague_lengthens_nothing_where_silence_erases(
    mehdi: Application, settings: Any
) -> None:
    settings.RESERVE_SILENCE = "erase"
    look = {"kind": Task.Kind.REVIEW, "label": renewal.DOSSIER, "due_on": CONSENTED}
    Task.objects.create(subject=mehdi.subject, done_on=CONSENTED + 90 * DAY, **look)
    assert renewal.renewal_day(mehdi.subject, on=REMINDED) == GONE
    assert ask(REMINDED) == 1


# --- The page behind the link ---------------------------------------------------------------------------


def page_of(application: Application) -> str:
    ask(REMINDED)
    return urlsplit(str(letters()[-1]["context"]["link"])).path


@pytest.mark.promise("P23")
@pytest.mark.parametrize(
    ("language", "keep_me"), [("nl", "Ja, hou me bij"), ("fr", "Oui, gardez-moi"), ("en", "Yes, keep me")]
)
def test_looking_changes_nothing_and_a_press_keeps_them(
    mehdi: Application, language: str, keep_me: str
) -> None:
    Application.objects.update(language=language)
    page = page_of(mehdi)
    shown = Client().get(page)
    assert keep_me in shown.content.decode()
    assert not shown.cookies
    assert Choice.objects.get(kind="consent").starts == CONSENTED
    assert Client().post(page, {"act": "nothing"}).status_code == 200
    assert Choice.objects.get(kind="consent").starts == CONSENTED
    assert Client().post(page, {"act": "keep"}).status_code == 302
    given = Choice.objects.get(kind="consent", ends=None)
    assert given.starts == timezone.localdate()
    assert keep_me in given.wording
    assert given.notice is not None


@pytest.mark.promise("P24")
def test_a_press_removes_them_and_the_page_then_says_that_nothing_is_kept(mehdi: Application) -> None:
    page = page_of(mehdi)
    answer = Client().post(page, {"act": "leave"}, follow=True)
    assert "wissen we" in answer.content.decode()
    assert not Choice.objects.filter(kind="consent", ends=None).exists()
    assert 'value="keep"' not in answer.content.decode()


def test_another_link_opens_nothing_and_another_site_presses_nothing(mehdi: Application) -> None:
    page = page_of(mehdi)
    assert Client().get(page.replace("/later/", "xx/later/")).status_code == 404
    refused = Client().post(page, {"act": "leave"}, headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403
    assert Choice.objects.filter(kind="consent", ends=None).exists()
