"""Working a selection: who stands where, moving people, and a polite no that is read before it leaves."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from applicants.models import Application, Position, Stage, StageChange
from privacy.models import OutboxMessage, Subject
from privacy.subjects.choices import record_restriction
from som.models import User
from tests.applicants.desk import at_desk, days_ago, evaluated, of_application, of_position, running, selector
from tests.applicants.selecting import dieter_applied, elif_applied, mehdi_applied
from tests.staff.browsing import text_of
from tests.staff.sending import Form, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]


@pytest.fixture
def lien() -> User:
    return selector()


@pytest.fixture
def desk(lien: User) -> Client:
    return at_desk(lien)


def seen_by_name(lien: User, **facts: Any) -> Position:
    return running(lien, blind_first_look=False, **facts)


# --- The page -----------------------------------------------------------------------------------------


def test_a_mark_is_written_as_the_language_of_the_reader_does(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    evaluated(elif_applied(position, on=days_ago(3)), lien)
    User.objects.filter(pk=lien.pk).update(language="nl")
    page = text_of(desk.get(of_position(position, "selection")))
    assert "4,0 van 5" in page


def test_stages_are_counted_and_narrow_the_list(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    elif_applied(position, on=days_ago(3))
    invited = mehdi_applied(position, on=days_ago(5))
    Application.objects.filter(pk=invited.pk).update(stage=Stage.INTERVIEW)
    every = text_of(desk.get(of_position(position, "selection")))
    assert "<b>2</b>&nbsp;All" in every
    assert "<b>1</b>&nbsp;Talk" in every
    assert every.index("Elif Kaya") < every.index("Mehdi Aerts"), "newest first"
    talks = text_of(desk.get(of_position(position, "selection") + "?stage=interview"))
    assert "Mehdi Aerts" in talks
    assert "Elif Kaya" not in talks
    assert "Nobody stands at this stage." in text_of(
        desk.get(of_position(position, "selection") + "?stage=offer")
    )
    assert "Elif Kaya" in text_of(desk.get(of_position(position, "selection") + "?stage=nonsense"))


def test_the_page_says_how_many_leave_in_the_night_after_the_closing(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    for applied in (elif_applied, mehdi_applied, dieter_applied):
        applied(position, on=days_ago(3))
    page = " ".join(text_of(desk.get(of_position(position, "selection"))).split())
    assert "In the night after the closing we delete 1 application." in page
    assert "1 person stays in the reserve. 1 person did not choose or confirm yet." in page


def test_a_long_list_comes_in_pages(lien: User, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applicants.admin.selection_page.A_PAGE", 1)
    position = seen_by_name(lien)
    newest, oldest = elif_applied(position, on=days_ago(3)), mehdi_applied(position, on=days_ago(5))
    first = text_of(desk.get(of_position(position, "selection")))
    assert "Elif Kaya" in first
    assert "Mehdi Aerts" not in first
    assert "Page 1 of 2" in first
    second = of_position(position, "selection") + "?page=2"
    assert "Mehdi Aerts" in text_of(desk.get(second))
    form = opened(desk, second, holding="stages")
    form.send(desk, **{f"stage-{oldest.pk}": Stage.OFFER})
    newest.refresh_from_db()
    oldest.refresh_from_db()
    assert (newest.stage, oldest.stage) == (Stage.RECEIVED, Stage.OFFER)


def test_another_hiring_group_gets_no_page_and_no_words(desk: Client) -> None:
    position = seen_by_name(selector())
    who = elif_applied(position, on=days_ago(3))
    for page in ("selection", "refuse", "enter", "close"):
        answer = desk.get(of_position(position, page))
        assert answer.status_code == 403, page
        assert "Elif" not in answer.content.decode()
    assert desk.get(of_application(who)).status_code == 404
    assert desk.post(of_position(position, "selection"), {f"stage-{who.pk}": "hired"}).status_code == 403
    who.refresh_from_db()
    assert who.stage == Stage.RECEIVED


def test_blind_the_list_names_nobody_until_one_evaluated_them(lien: User, desk: Client) -> None:
    position = running(lien)
    unread, read = elif_applied(position, on=days_ago(3)), mehdi_applied(position, on=days_ago(4))
    evaluated(read, lien)
    page = text_of(desk.get(of_position(position, "selection")))
    assert f"Candidate {unread.pk}" in page
    assert "Elif" not in page
    assert "Kaya" not in page
    assert "Mehdi Aerts" in page


def test_the_blind_look_is_switched_off_for_a_position_and_on_again(lien: User, desk: Client) -> None:
    position = running(lien)
    for switched in (False, True):
        form = opened(desk, of_position(position, "selection"), holding="sight")
        form.send(desk, press="blind")
        position.refresh_from_db()
        assert position.blind_first_look is switched


def test_the_blind_look_stays_on_once_somebody_applied(lien: User, desk: Client) -> None:
    position = running(lien)
    elif_applied(position, on=days_ago(3))
    selection, change = of_position(position, "selection"), of_position(position, "change")
    assert "Switch it off for this position" not in text_of(desk.get(selection))
    answer = desk.post(selection, {"do": "sight", "blind": "off"}, follow=True)
    assert "The first look stays blind" in text_of(answer)
    opened(desk, change, holding="title_nl").send(desk, press="_save", place="Gent")
    position.refresh_from_db()
    assert (position.blind_first_look, position.place) == (True, "Gent")
    Position.objects.update(blind_first_look=False)
    opened(desk, selection, holding="sight").send(desk, press="blind")
    assert f"Candidate {position.applications.get().pk}" in text_of(desk.get(selection))


# --- Stages -------------------------------------------------------------------------------------------


def test_stages_are_saved_together_and_each_says_who_decided(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    one, two = elif_applied(position, on=days_ago(3)), mehdi_applied(position, on=days_ago(3))
    form = opened(desk, of_position(position, "selection"), holding="stages")
    form.send(desk, **{f"stage-{one.pk}": Stage.INTERVIEW, f"stage-{two.pk}": Stage.NOT_SELECTED})
    decided = StageChange.objects.values_list("application", "stage", "by")
    assert set(decided) == {(one.pk, "interview", lien.pk), (two.pk, "not_selected", lien.pk)}


def test_a_page_that_is_saved_untouched_decides_nothing(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    elif_applied(position, on=days_ago(3))
    opened(desk, of_position(position, "selection"), holding="stages").send(desk)
    assert not StageChange.objects.exists()


def test_what_a_colleague_decided_meanwhile_stays(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    who = elif_applied(position, on=days_ago(3))
    form = opened(desk, of_position(position, "selection"), holding="stages")
    Application.objects.filter(pk=who.pk).update(stage=Stage.OFFER)
    answer = form.send(desk, **{f"stage-{who.pk}": Stage.NOT_SELECTED})
    who.refresh_from_db()
    assert who.stage == Stage.OFFER
    assert "A colleague changed a stage meanwhile" in text_of(desk.get(answer["Location"]))


def test_who_was_told_no_is_moved_on_their_own_page_and_only_on_purpose(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    who = elif_applied(position, on=days_ago(3))
    Application.objects.filter(pk=who.pk).update(stage=Stage.NOT_SELECTED, heard_on=days_ago(1))
    form = opened(desk, of_position(position, "selection"), holding="stages")
    form.send(desk, **{f"stage-{who.pk}": Stage.HIRED})
    opened(desk, of_application(who), holding="stage").send(desk, stage=Stage.HIRED)
    who.refresh_from_db()
    assert who.stage == Stage.NOT_SELECTED
    opened(desk, of_application(who), holding="stage").send(desk, stage=Stage.RECEIVED, sure="yes")
    who.refresh_from_db()
    assert who.stage == Stage.RECEIVED, "a mistake is put back"
    assert StageChange.objects.get().by == lien


def test_nobody_is_moved_to_withdrawn(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    who = elif_applied(position, on=days_ago(3))
    for stage in ("withdrawn", "nonsense"):
        desk.post(
            of_position(position, "selection"),
            {"do": "stages", f"was-{who.pk}": "received", f"stage-{who.pk}": stage},
        )
    who.refresh_from_db()
    assert who.stage == Stage.RECEIVED
    assert not StageChange.objects.exists()


def test_the_stages_of_a_closed_selection_are_read_only(lien: User, desk: Client) -> None:
    position = seen_by_name(lien, closed_on=days_ago(0))
    who = mehdi_applied(position, on=days_ago(5))
    page = text_of(desk.get(of_position(position, "selection")))
    assert "Mehdi Aerts" in page
    assert f"stage-{who.pk}" not in page
    assert desk.post(of_position(position, "selection"), {"do": "stages"}).status_code == 403


def test_a_choice_that_nobody_confirmed_is_not_shown_as_a_consent(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    who = elif_applied(position, on=days_ago(3), choice="reserve")
    for page in (of_position(position, "selection"), of_application(who)):
        assert "also later positions, not confirmed yet" in text_of(desk.get(page))
    mehdi = mehdi_applied(position, on=days_ago(3))
    assert "not confirmed yet" not in text_of(desk.get(of_application(mehdi)))


# --- A polite no --------------------------------------------------------------------------------------


def prepare(desk: Client, position: Position, *who: Application) -> Any:
    form = opened(desk, of_position(position, "selection"), holding="stages")
    form.attributes["action"] = of_position(position, "refuse")
    return form.send(desk, pick=[row.pk for row in who])


def form_in(answer: Any, address: str) -> Any:
    forms = [
        Form(address, attributes, controls)
        for attributes, controls in Page(text_of(answer)).forms
        if any(control.name == "pick" for control in controls)
    ]
    (form,) = forms
    return form


def test_each_refusal_is_read_and_whoever_is_left_out_gets_none(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    one, two = elif_applied(position, on=days_ago(3)), mehdi_applied(position, on=days_ago(3))
    answer = prepare(desk, position, one, two)
    page = text_of(answer)
    assert page.count("Toch gaan we er niet mee verder.") == 2, "in their language"
    assert not OutboxMessage.objects.exists(), "nothing leaves before it is read"
    form = form_in(answer, of_position(position, "refuse"))
    form.send(desk, press="do", pick=[one.pk])
    letter = OutboxMessage.objects.get()
    one.refresh_from_db()
    two.refresh_from_db()
    assert letter.subject == one.subject
    assert (one.stage, two.stage) == (Stage.NOT_SELECTED, Stage.RECEIVED)
    assert one.heard_on == days_ago(0)
    assert StageChange.objects.get().by == lien, "a person decided (GDPR art. 22)"


def test_words_of_ones_own_are_read_again_before_they_leave(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    who = elif_applied(position, on=days_ago(3))
    form = form_in(prepare(desk, position, who), of_position(position, "refuse"))
    answer = form.send(desk, press="do", **{f"words-{who.pk}": "Je brief raakte ons."})
    assert not OutboxMessage.objects.exists()
    assert "Look at it again before you send it." in text_of(answer)
    assert "Je brief raakte ons." in text_of(answer)
    form_in(answer, of_position(position, "refuse")).send(desk, press="do")
    assert OutboxMessage.objects.count() == 1


def test_who_may_not_be_written_to_is_named_with_the_reason(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    silent = elif_applied(position, on=days_ago(3))
    Application.objects.filter(pk=silent.pk).update(email="")
    assert "We have no e-mail address of this person." in text_of(prepare(desk, position, silent))
    form = opened(desk, of_position(position, "selection"), holding="stages")
    record_restriction(Subject.objects.get(pk=silent.subject_id), on=days_ago(0), source="web")
    form.attributes["action"] = of_position(position, "refuse")
    form.send(desk, pick=[silent.pk])
    assert not OutboxMessage.objects.exists()


def test_a_refusal_to_nobody_goes_back_to_the_list(lien: User, desk: Client) -> None:
    position = seen_by_name(lien)
    hired = elif_applied(position, on=days_ago(3))
    Application.objects.filter(pk=hired.pk).update(stage=Stage.HIRED)
    for picked in ([], [hired.pk], [999], ["x"]):
        answer = desk.post(of_position(position, "refuse"), {"pick": picked})
        assert answer["Location"] == of_position(position, "selection")
