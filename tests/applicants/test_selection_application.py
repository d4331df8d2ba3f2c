"""The page of one application: a blind look, evaluations, talks, letters, files, and the reserve."""

from __future__ import annotations

import email
import json
from email import policy as mail_policy
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.consents import choose_how_long
from applicants.models import (
    Application,
    Document,
    Evaluation,
    HiringDossier,
    Interview,
    Position,
    ReserveContact,
    Stage,
    StageChange,
)
from privacy.delivery import smtp
from privacy.models import AccessLog, OutboxMessage
from som.models import User
from tests.applicants.desk import (
    at_desk,
    days_ago,
    evaluated,
    of_application,
    of_position,
    running,
    selector,
)
from tests.applicants.selecting import elif_applied, mehdi_applied
from tests.staff.browsing import text_of
from tests.staff.people import staff
from tests.staff.sending import Form, Page, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lien() -> User:
    return selector()


@pytest.fixture
def desk(lien: User) -> Client:
    return at_desk(lien)


@pytest.fixture
def position(lien: User) -> Position:
    return running(lien, blind_first_look=False, criteria="Begeleidt groepen\nWerkt samen\n")


def with_cv(application: Application) -> Document:
    document = Document(
        application=application, kind="cv", name="CV Elif Kaya.pdf", received_on=days_ago(3), state="clean"
    )
    document.file.save("received.pdf", ContentFile(b"as it came"), save=False)
    document.cleaned.save("copy.pdf", ContentFile(b"%PDF- checked"), save=False)
    document.save()
    return document


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


# --- A blind look -------------------------------------------------------------------------------------

TELLS = ("Elif", "Kaya", "elif@example.org", "+3216550104")


def test_blind_no_page_title_link_or_file_tells_who_it_is(lien: User, desk: Client) -> None:
    position = running(lien)
    who = elif_applied(position, on=days_ago(3))
    Application.objects.filter(pk=who.pk).update(letter="Ik ben Elif Kaya. Ik werk graag met groepen.")
    document = with_cv(who)
    pages = [
        of_application(who),
        of_position(position, "selection"),
        of_position(position, "close"),
        *(of_application(who, "write", kind) for kind in ("question", "invitation", "refusal")),
        f"/admin/applicants/application/{who.pk}/history/",
        "/admin/search/?s=groepen&extended=1",
    ]
    for page in pages:
        answer = desk.get(page)
        assert answer.status_code == 200, page
        told = answer.content.decode() + str(answer.headers)
        assert [word for word in TELLS if word in told] == [], page
    shown = text_of(desk.get(of_application(who)))
    assert "Ik werk graag met groepen." in shown
    assert "1 file waits for that." in shown
    assert desk.get(of_application(who, "document", document.pk)).status_code == 404
    assert desk.post(of_application(who, "received", document.pk), {"reason": "dispute"}).status_code == 404
    assert desk.post(of_application(who), {"do": "show", "reason": "talk"}).status_code == 403


def test_once_ones_own_evaluation_is_saved_all_of_it_is_shown(lien: User, desk: Client) -> None:
    position = running(lien)
    who = elif_applied(position, on=days_ago(3))
    document = with_cv(who)
    form = opened(desk, of_application(who), holding="evaluate")
    said: dict[str, Any] = {"mark-0": 4, "recommendation": "yes", "remarks": "Kent het werk."}
    form.send(desk, **said)
    page = text_of(desk.get(of_application(who)))
    assert "Elif Kaya" in page
    assert desk.get(of_application(who, "document", document.pk)).status_code == 200


# --- Evaluations --------------------------------------------------------------------------------------


def test_an_evaluation_gives_each_criterion_a_mark_and_can_be_changed(
    lien: User, desk: Client, position: Position
) -> None:
    who = elif_applied(position, on=days_ago(3))
    form = opened(desk, of_application(who), holding="evaluate")
    assert [form.filled().get(f"mark-{at}") for at in (0, 1)] == [None, None], "nothing is chosen before"
    said: dict[str, Any] = {"mark-0": 4, "mark-1": 2, "recommendation": "doubt", "remarks": "Nog jong."}
    assert form.send(desk, **said).status_code == 302
    again = opened(desk, of_application(who), holding="evaluate")
    assert (again.filled()["mark-0"], again.filled()["recommendation"]) == ("4", "doubt")
    changed: dict[str, Any] = {"mark-1": 3}
    again.send(desk, **changed)
    stored = Evaluation.objects.get()
    assert stored.evaluator == lien
    assert [(each["criterion"], each["score"]) for each in stored.scores] == [
        ("Begeleidt groepen", 4),
        ("Werkt samen", 3),
    ]


def test_an_evaluation_without_a_mark_says_which_is_missing_and_keeps_what_was_typed(
    desk: Client, position: Position
) -> None:
    who = elif_applied(position, on=days_ago(3))
    form = opened(desk, of_application(who), holding="evaluate")
    said: dict[str, Any] = {"mark-0": 4, "recommendation": "yes", "remarks": "Kent het werk."}
    page = text_of(form.send(desk, **said))
    assert "Werkt samen: This field is required." in page
    assert "Kent het werk." in page
    assert not Evaluation.objects.exists()


def test_nobody_reads_a_colleagues_evaluation_before_their_own(
    lien: User, desk: Client, position: Position
) -> None:
    samira = selector()
    position.hiring_group.add(samira)
    who = elif_applied(position, on=days_ago(3))
    evaluated(who, samira, remarks="Niet de juiste toon.")
    page = text_of(desk.get(of_application(who)))
    assert f"Saved their evaluation: {samira.username}" in page
    assert "Niet de juiste toon." not in page
    evaluated(who, lien)
    assert "Niet de juiste toon." in text_of(desk.get(of_application(who)))


# --- Stage, next and previous -------------------------------------------------------------------------


def test_the_stage_is_moved_on_the_page_and_next_and_previous_lead_through_the_list(
    lien: User, desk: Client, position: Position
) -> None:
    older, newer = elif_applied(position, on=days_ago(5)), mehdi_applied(position, on=days_ago(3))
    opened(desk, of_application(older), holding="was").send(desk, stage=Stage.INTERVIEW)
    assert StageChange.objects.get().by == lien
    page = text_of(desk.get(of_application(newer)))
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page
    assert f'href="{of_application(older)}"' in page
    narrowed = text_of(desk.get(of_application(older) + "?stage=interview"))
    assert "1 of 1" in narrowed


# --- Talks --------------------------------------------------------------------------------------------


def plan(desk: Client, who: Application, **said: Any) -> Any:
    page = of_application(who, "write", "invitation")
    facts = {
        "day": days_ago(-7),
        "hour": "14:00",
        "minutes": 45,
        "place": "Voorbeeldstraat 1; zaal 2",
        "words": "Tot dan!",
    }
    form = opened(desk, page, holding="day")
    answer = form.send(desk, press="do", **facts | said)
    return send_read(desk, page, answer)


def send_read(desk: Client, page: str, answer: Any) -> Any:
    """Press the button under the letter that was shown."""
    (form,) = [
        Form(page, attributes, controls)
        for attributes, controls in Page(text_of(answer)).forms
        if any(control.name == "seal" for control in controls)
    ]
    sent = form.filled()
    sent["do"] = "send"
    return desk.post(page, {name: values for name, values in sent.lists() if values})


def mail_of(message: OutboxMessage) -> Any:
    """The mail as it will leave."""
    payload = json.loads(OutboxMessage.objects.get(pk=message.pk).payload)
    payload.pop("about", "")
    mail = smtp.compose_mail(message, **payload)
    return email.message_from_bytes(mail.message().as_bytes(), policy=mail_policy.default)


def test_an_invitation_brings_an_appointment_that_names_nobody(
    lien: User, desk: Client, position: Position, settings: Any
) -> None:
    who = elif_applied(position, on=days_ago(3))
    assert plan(desk, who).status_code == 302
    talk = Interview.objects.get()
    assert timezone.localtime(talk.starts_at).strftime("%H:%M") == "14:00"
    assert talk.sent_at is not None
    who.refresh_from_db()
    assert (who.stage, who.heard_on) == (Stage.INTERVIEW, days_ago(0))
    mail = mail_of(OutboxMessage.objects.get())
    (part,) = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    event = part.get_content()
    assert part.get_filename() == "invitation.ics"
    assert part.get_param("method") == "PUBLISH"
    unfolded = event.replace("\r\n ", "").replace("\n ", "")
    assert f"DTSTART:{talk.starts_at.astimezone(timezone.get_fixed_timezone(0)):%Y%m%dT%H%M%SZ}" in unfolded
    assert "LOCATION:Voorbeeldstraat 1\\; zaal 2" in unfolded
    assert "SEQUENCE:0" in unfolded
    for told in ("Elif", "Kaya", "elif@", position.title_nl, "ATTENDEE", lien.username):
        assert told not in unfolded, told


@pytest.mark.parametrize(("past", "words"), [(29, "This day is past."), (0, "This hour is past.")])
def test_nobody_is_invited_to_a_talk_in_the_past(
    desk: Client, position: Position, past: int, words: str
) -> None:
    page = of_application(elif_applied(position, on=days_ago(3)), "write", "invitation")
    form = opened(desk, page, holding="day")
    said = {"day": days_ago(past), "hour": "00:00", "minutes": 45, "place": "Voorbeeldstraat 1"}
    answer = text_of(form.send(desk, press="do", **said))
    assert words in answer
    assert "seal" not in answer, "there is no letter to send"
    assert not OutboxMessage.objects.exists()


def test_a_talk_is_moved_and_cancelled_as_the_same_event(desk: Client, position: Position) -> None:
    who = elif_applied(position, on=days_ago(3))
    plan(desk, who)
    plan(desk, who, hour="16:00", words="")
    talk = Interview.objects.get()
    assert (timezone.localtime(talk.starts_at).strftime("%H:%M"), talk.revision) == ("16:00", 1)
    page = of_application(who, "write", "cancellation")
    form = opened(desk, page, holding="words")
    send_read(desk, page, form.send(desk, press="do"))
    talk.refresh_from_db()
    assert (talk.cancelled_at is not None, talk.revision) == (True, 2)
    events = []
    for message in OutboxMessage.objects.order_by("pk"):
        (part,) = [p for p in mail_of(message).walk() if p.get_content_type() == "text/calendar"]
        lines = part.get_content().splitlines()
        events.append({line for line in lines if line.startswith(("UID", "SEQUENCE", "STATUS"))})
    uid = f"UID:{talk.reference}@"
    assert all(any(line.startswith(uid) for line in event) for event in events)
    assert [sorted(event)[:2] for event in events] == [
        ["SEQUENCE:0", "STATUS:CONFIRMED"],
        ["SEQUENCE:1", "STATUS:CONFIRMED"],
        ["SEQUENCE:2", "STATUS:CANCELLED"],
    ]


def test_a_letter_that_is_only_looked_at_stores_and_sends_nothing(desk: Client, position: Position) -> None:
    who = elif_applied(position, on=days_ago(3))
    page = of_application(who, "write", "invitation")
    form = opened(desk, page, holding="day")
    shown = form.send(desk, press="do", day=days_ago(-7), hour="14:00", place="Gent")
    assert "Gent" in text_of(shown)
    assert not OutboxMessage.objects.exists()
    assert not Interview.objects.exists()


# --- Letters ------------------------------------------------------------------------------------------


def test_a_question_and_a_refusal_leave_as_they_were_read(desk: Client, position: Position) -> None:
    who = elif_applied(position, on=days_ago(3))
    page = of_application(who, "write", "question")
    shown = opened(desk, page, holding="question").send(desk, press="do", question="Vanaf wanneer kun je?")
    send_read(desk, page, shown)
    assert "Vanaf wanneer kun je?" in str(mail_of(OutboxMessage.objects.get()))
    page = of_application(who, "write", "refusal")
    shown = opened(desk, page, holding="words").send(desk, press="do", words="Veel succes.")
    tampered = desk.post(page, {"words": "Iets anders.", "do": "send", "seal": "x"})
    assert "Look at it again before you send it." in text_of(tampered)
    assert OutboxMessage.objects.count() == 1
    send_read(desk, page, shown)
    who.refresh_from_db()
    assert who.stage == Stage.NOT_SELECTED
    assert OutboxMessage.objects.count() == 2


def test_nobody_is_written_to_about_a_selection_that_is_over(desk: Client, position: Position) -> None:
    who = mehdi_applied(position, on=days_ago(3))
    Position.objects.filter(pk=position.pk).update(closed_on=days_ago(0))
    for kind in ("question", "invitation", "refusal"):
        assert desk.get(of_application(who, "write", kind)).status_code == 403
    assert desk.get(of_application(who, "write", "nonsense")).status_code == 404


# --- Numbers and files --------------------------------------------------------------------------------


def test_a_number_is_shown_for_a_reason_and_that_is_noted(
    lien: User, desk: Client, position: Position
) -> None:
    who = elif_applied(position, on=days_ago(3))
    page = text_of(desk.get(of_application(who)))
    assert who.phone not in page
    assert who.email not in page
    form = opened(desk, of_application(who), holding="show")
    assert who.phone not in text_of(form.send(desk)), "without a reason it is not shown"
    assert who.phone in text_of(form.send(desk, reason="talk"))
    noted = AccessLog.objects.get(what__contains="number-talk")
    assert (noted.subject, noted.user_id, noted.purpose) == (who.subject, lien.pk, "selection")


def test_staff_download_the_checked_copy_under_a_name_that_names_nobody(
    desk: Client, position: Position
) -> None:
    who = elif_applied(position, on=days_ago(3))
    document = with_cv(who)
    answer = desk.get(of_application(who, "document", document.pk))
    assert body_of(answer) == b"%PDF- checked"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'attachment; filename="cv-{who.pk}-{document.pk}.pdf"'
    other = at_desk(selector())
    assert other.get(of_application(who, "document", document.pk)).status_code == 404


def test_the_file_as_received_is_given_for_a_reason_only(
    lien: User, desk: Client, position: Position
) -> None:
    document = with_cv(who := elif_applied(position, on=days_ago(3)))
    page = of_application(who, "received", document.pk)
    assert desk.get(page).status_code == 404
    assert desk.post(page).status_code == 404
    assert body_of(desk.post(page, {"reason": "dispute"})) == b"as it came"
    assert AccessLog.objects.filter(what__contains="received-dispute", user_id=lien.pk).exists()


def test_a_document_that_is_not_part_of_this_application_is_not_given(
    desk: Client, position: Position, lien: User
) -> None:
    who, other = elif_applied(position, on=days_ago(3)), mehdi_applied(position, on=days_ago(3))
    document = with_cv(other)
    assert desk.get(of_application(who, "document", document.pk)).status_code == 404
    Document.objects.update(ended_on=days_ago(0))
    assert desk.get(of_application(other, "document", document.pk)).status_code == 404


def test_the_dossier_of_whoever_is_hired_is_there_for_the_hiring_group(
    lien: User, desk: Client, position: Position
) -> None:
    who = elif_applied(position, on=days_ago(3))
    Application.objects.filter(pk=who.pk).update(stage=Stage.HIRED)
    closing = opened(desk, of_position(position, "close"), holding="seal")
    closing.send(desk, word="forget")
    dossier = HiringDossier.objects.get()
    link = f"/admin/applicants/position/{position.pk}/dossier/{dossier.pk}/"
    assert link in text_of(desk.get(of_position(position, "selection")))
    assert body_of(desk.get(link))[:2] == b"PK"
    assert AccessLog.objects.filter(purpose="hiring", subject=who.subject).exists()
    assert at_desk(selector()).get(link).status_code == 403


# --- Rare acts ----------------------------------------------------------------------------------------


def test_a_withdrawal_that_they_told_us_and_taking_one_out_end_the_application(
    lien: User, desk: Client, position: Position
) -> None:
    one, two = elif_applied(position, on=days_ago(3)), mehdi_applied(position, on=days_ago(3))
    opened(desk, of_application(one), holding="withdraw").send(desk)
    form = opened(desk, of_application(two), holding="take-out")
    form.send(desk, word="ja")
    two.refresh_from_db()
    assert two.ended_on is None, "the word was another one"
    form.send(desk, word="forget")
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.ended_on, one.stage) == (days_ago(0), Stage.WITHDRAWN)
    assert two.ended_on == days_ago(0)
    assert desk.get(of_application(two)).status_code == 404


# --- The reserve --------------------------------------------------------------------------------------


def in_reserve(position: Position) -> Application:
    who = mehdi_applied(position, on=days_ago(20))
    Application.objects.filter(pk=who.pk).update(tags="vorming, Frans", letter="Ik geef graag les.")
    Position.objects.filter(pk=position.pk).update(closed_on=days_ago(2))
    return who


def test_the_reserve_is_searched_by_letter_and_tags_and_that_is_noted(lien: User, desk: Client) -> None:
    who = in_reserve(running(selector(), opened_days_ago=60))
    applying = elif_applied(running(lien, slug="onthaal", blind_first_look=False), on=days_ago(3))
    Application.objects.filter(pk=applying.pk).update(letter="Ik geef graag les.")
    page = "/admin/applicants/application/"
    assert "Mehdi Aerts" in text_of(desk.get(page))
    assert "Elif" not in text_of(desk.get(page)), "who applies now is no reserve"
    for typed, found in (("les", True), ("frans graag", True), ("Mehdi", False), ("boekhouding", False)):
        assert ("Mehdi Aerts" in text_of(desk.get(page, {"q": typed}))) is found, typed
        assert "Elif" not in text_of(desk.get(page, {"q": typed}))
    assert AccessLog.objects.filter(subject=who.subject, user_id=lien.pk, purpose="reserve").count() == 1


def test_the_sidebar_calls_the_list_what_it_holds(desk: Client) -> None:
    page = desk.get(reverse("admin:index")).text
    sidebar = page[: page.index("<main")] if "<main" in page else page
    assert "Reserve" in sidebar
    assert "Applications" not in sidebar


def test_the_client_side_sees_no_reserve() -> None:
    in_reserve(running(selector(), opened_days_ago=60))
    client = at_desk(staff("Client work", "Bookkeeping"))
    assert client.get("/admin/applicants/application/").status_code == 403
    assert "Aerts" not in client.get("/admin/search/?s=les&extended=1").content.decode()


def test_contact_from_the_reserve_names_the_position_that_it_is_about(lien: User, desk: Client) -> None:
    who = in_reserve(running(selector(), opened_days_ago=60))
    later = running(lien, slug="onthaal", title_nl="Medewerker onthaal")
    theirs = running(selector(), slug="keuken", title_nl="Kok")
    page = of_application(who, "write", "later-position")
    form = opened(desk, page, holding="position")
    offered = [c.offers for c in form.controls if c.name == "position"]
    assert offered == [["", str(later.pk)]], f"not {theirs.pk}"
    assert "This field is required." in text_of(form.send(desk, press="do", position=""))
    send_read(desk, page, form.send(desk, press="do", position=later.pk))
    mail = mail_of(OutboxMessage.objects.get())
    assert "Medewerker onthaal" in mail["Subject"]
    contact = ReserveContact.objects.get()
    assert (contact.application, contact.position, contact.by) == (who, later, lien)


def test_who_took_back_their_consent_is_not_written_to(lien: User, desk: Client) -> None:
    who = in_reserve(running(selector(), opened_days_ago=60))
    running(lien, slug="onthaal")
    choose_how_long(who, "position", wording="Alleen deze vacature", now=timezone.now())
    assert desk.get(of_application(who)).status_code == 404
    assert desk.get(of_application(who, "write", "later-position")).status_code == 404


def test_tags_are_added_to_somebody_in_the_reserve_only(lien: User, desk: Client, position: Position) -> None:
    applying = elif_applied(position, on=days_ago(3))
    assert desk.post(of_application(applying), {"do": "tags", "tags": "les"}).status_code == 403
    who = in_reserve(running(lien, slug="onthaal", opened_days_ago=60))
    opened(desk, of_application(who), holding="tags").send(desk, tags="vorming, Engels")
    who.refresh_from_db()
    assert who.tags == "vorming, Engels"
