"""What the rest of the house knows of applicants: the notice, My data, the copies, a restriction, noes,
imports, and the search after an erasure."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from applicants.applications import change_application, enter_application, receive_application
from applicants.consents import choose_how_long
from applicants.models import Application, Document, Evaluation, Keep, Stage
from applicants.outreach import begin_reserve_contact, may_reach_about_selection, may_reach_from_reserve
from applicants.purposes import SELECTION
from applicants.sent_forms import SentFile, SentForm
from applicants.stages import move_to_stage
from privacy.declarations.registry import registry
from privacy.export.archive import export_to_path
from privacy.models import Choice, Instance, Task
from privacy.nightly import sweep_and_follow_up
from privacy.notice import versions
from privacy.outreach import gate
from privacy.outreach.rules import Channel
from privacy.proof import verification
from privacy.purposes import REQUESTS
from privacy.recipients.disclosures import record_disclosure
from privacy.retention.explanation import explain
from privacy.retention.sweep import count_due
from privacy.rights.erasure import erase as erase_all
from privacy.rights.legal_holds import place_hold
from privacy.staff_access.visibility import visible_to
from privacy.subjects import choices
from privacy.subjects.lookup import find_subjects
from privacy.subjects.suppression_list import Suppressed
from tests.applicants.papers import pdf
from tests.applicants.selecting import (
    OPENED,
    elif_applied,
    left_of,
    lien,
    mehdi_applied,
    samira,
    trainer,
    with_everything,
)
from tests.cast import told_of_the_lifting
from tests.gate import vectors
from tests.importing.known import card, put
from tests.mydata.guest import Guest, words
from tests.staff.people import staff

pytestmark = pytest.mark.django_db

MEHDI = "mehdi@example.org"


@pytest.fixture
def mehdi() -> Application:
    """Mehdi, in a selection that goes on and in the reserve, with a file, and evaluated by Lien."""
    position = trainer(opened=OPENED)
    application = with_everything(mehdi_applied(position), by=lien())
    Evaluation.objects.filter(application=application).update(
        remarks="Lien Moreels vond hem sterk; Samira Ouali twijfelt."
    )
    return application


# --- The notice -----------------------------------------------------------------------------------------

TOLD = {
    "nl": ("gecontroleerde kopie", "geen score van een machine|Niemand krijgt een score", "in de kopie"),
    "fr": ("copie contrôlée", "noté par une machine", "copie de vos données"),
    "en": ("checked copy", "score by a machine", "part of the copy of your data"),
}


@pytest.mark.promise("P4")
@pytest.mark.promise("P25")
@pytest.mark.parametrize("language", TOLD)
def test_the_notice_tells_of_files_machines_and_evaluations(language: str) -> None:
    said = versions.notice_markdown(language)
    for pattern in TOLD[language]:
        assert re.search(pattern, said), pattern
    for purpose in ("selection", "reserve", "hiring"):
        assert registry.purposes[purpose] in registry.used


# --- My data ---------------------------------------------------------------------------------------------


@pytest.mark.promise("P24")
def test_my_data_shows_the_application_and_leads_to_the_page_where_it_is_changed(mehdi: Application) -> None:
    guest = Guest()
    inside = guest.enter(MEHDI)
    said = words(inside)
    for shown in ("Mehdi", "Ik werk graag met groepen.", "cv.pdf", "Begeleidt groepen"):
        assert shown in said
    (link,) = re.findall(r'href="([^"]*/application/[^"]+)"', inside.text)
    page = guest.get(urlsplit(link).path)
    assert page.status_code == 200
    assert "Ik werk graag met groepen." in page.text
    (file,) = re.findall(r'href="([^"]*/received/)"', page.text)
    answer = guest.get(file)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"received"


def test_an_application_whose_mailbox_nobody_showed_has_no_page_in_my_data(mehdi: Application) -> None:
    Application.objects.update(confirmed_at=None)
    guest = Guest()
    assert "/application/" not in guest.enter(MEHDI).text


@pytest.mark.promise("P24")
def test_taking_back_the_consent_in_my_data_ends_the_reserve(mehdi: Application) -> None:
    Instance.objects.update(demo=True)
    guest = Guest()
    guest.enter(MEHDI)
    guest.act("withdraw", purpose="reserve")
    assert not Choice.objects.filter(kind="consent", purpose="reserve", ends=None).exists()
    assert not may_reach_from_reserve(mehdi, channel=Channel.PHONE, on=timezone.localdate()).allowed
    mehdi.position.closed_on = timezone.localdate()
    mehdi.position.save()
    sweep_and_follow_up(today=timezone.localdate())
    assert left_of(mehdi) == {}


# --- Copies ----------------------------------------------------------------------------------------------


def copy_of(application: Application, folder: Path, *, portable: bool = False) -> dict[str, bytes]:
    target = folder / f"{portable}.zip"
    export_to_path(application.subject, target, today=timezone.localdate(), portable=portable)
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.promise("P42")
def test_the_copy_has_files_as_received_and_evaluations_without_who_wrote_them(
    mehdi: Application, tmp_path: Path
) -> None:
    samira()
    files = copy_of(mehdi, tmp_path)
    assert b"received" in files.values()
    tables = json.loads(files["data.json"])["tables"]
    (evaluation,) = tables["applicants.evaluation"]
    assert "sterk" in evaluation["remarks"]
    assert "twijfelt" in evaluation["remarks"]
    everything = b" ".join(content for name, content in files.items() if not name.startswith("files/"))
    for colleague in ("Moreels", "Ouali", "Samira", "Lien"):
        assert not re.search(rb"\b%s\b" % colleague.encode(), everything, re.IGNORECASE), colleague


@pytest.mark.promise("P42")
def test_what_one_takes_along_is_what_one_gave(mehdi: Application, tmp_path: Path) -> None:
    files = copy_of(mehdi, tmp_path, portable=True)
    assert b"received" in files.values()
    tables = json.loads(files["data.json"])["tables"]
    (application,) = tables["applicants.application"]
    assert application["letter"] == "Ik werk graag met groepen."
    assert "tags" not in application
    assert "stage" not in application
    for ours in ("applicants.evaluation", "applicants.stagechange", "applicants.interview"):
        assert not tables.get(ours), ours


# --- Restriction: the rows of the matrix that touch applicants -------------------------------------------


def agree(application: Application, slug: str) -> None:
    choices.record_consent(
        application.subject, slug, on=timezone.localdate(), source="web", wording="Ja", own_act=True
    )


def store(application: Application) -> bool:
    change_application(application, letter="Nog iets.", now=timezone.now())
    return Application.objects.filter(letter="Nog iets.").exists()


def show(application: Application) -> bool:
    user = staff("Selection")
    application.position.hiring_group.add(user)
    return application in visible_to(Application.objects.all(), user=user, today=timezone.localdate())


def officer_opens(application: Application) -> bool:
    user = staff("Privacy officer")
    return application in visible_to(Application.objects.all(), user=user, today=timezone.localdate())


def answer(application: Application) -> bool:
    today = timezone.localdate()
    duty = gate.may_contact(application.subject, channel=Channel.EMAIL, purpose=REQUESTS, on=today)
    told = {each.group.label for each in explain(application.subject, today=today)}
    return duty.allowed and {"applicants.application.dossier", "applicants.evaluation.opinion"} <= told


def rectify(application: Application) -> bool:
    policy = registry.policy_for(Application)
    assert policy is not None
    return policy.correct(application.pk, "last_name", "Aerts", "Aertsen")


def call(application: Application) -> bool:
    today = timezone.localdate()
    return may_reach_about_selection(application, channel=Channel.PHONE, on=today).allowed


def work_on_it(application: Application) -> bool:
    try:
        move_to_stage(application, Stage.INTERVIEW, by=staff("Selection"), now=timezone.now())
    except gate.NotAllowed:
        return False
    return True


def claim(application: Application) -> bool:
    today = timezone.localdate()
    facts: dict[str, Any] = {"reason": "Een klacht", "law": "GDPR art. 17(3)(e)"}
    place_hold(application.subject, on=today, review_on=today, **facts)
    label = "applicants.application.dossier"
    given = record_disclosure(
        application.subject, "claims", [label], on=today, today=today, name="Advocaten", **facts
    )
    return given.pk is not None


def erase(application: Application) -> bool:
    Instance.objects.update(demo=True)
    Application.objects.update(ended_on=timezone.localdate())
    line = count_due(today=timezone.localdate()).lines["applicants.application.dossier"]
    assert line.held == 1, "and reported"
    return bool(line.due)


def lift(application: Application) -> bool:
    today = timezone.localdate()
    with pytest.raises(choices.RestrictionEndNotTold):
        choices.end_restriction(application.subject, on=today)
    told_of_the_lifting(application.subject, on=today)
    return choices.end_restriction(application.subject, on=today) == 1


OPERATIONS: dict[str, Callable[[Application], bool]] = {
    "store": store,
    "show in normal staff lists and search": show,
    "open by privacy officer in the DSR screen": officer_opens,
    "answer an art. 15 request": answer,
    "rectify after verification (18(1)(a))": rectify,
    "phone call": call,
    "create new invoice or assignment line": work_on_it,  # of a selection: a stage
    "use in a legal claim": claim,
    "automatic retention erasure (but for a group that only a legal obligation kept: "
    "erased at its end)": erase,
    "lift the restriction": lift,
}
MATRIX = {row["operation"]: row for row in vectors.rows("restriction_matrix.csv")}


@pytest.mark.promise("P40")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_restricted_applicant_is_left_alone_as_the_matrix_says(mehdi: Application, operation: str) -> None:
    row = MATRIX[operation]
    choices.record_restriction(mehdi.subject, on=timezone.localdate(), source="web")
    assert OPERATIONS[operation](mehdi) is row["restricted_record"].startswith("allowed")
    if row["needs_override_reason"] == "consent":
        agree(mehdi, SELECTION.slug)
        assert OPERATIONS[operation](mehdi)


@pytest.mark.promise("P40")
def test_nobody_restricted_is_reached_from_the_reserve(mehdi: Application) -> None:
    choices.record_restriction(mehdi.subject, on=timezone.localdate(), source="web")
    later = trainer(slug="onthaal", opened=timezone.localdate())
    with pytest.raises(gate.NotAllowed) as refused:
        begin_reserve_contact(
            mehdi, later, channel=Channel.EMAIL, by=staff("Selection"), on=timezone.localdate()
        )
    assert refused.value.permission.code == "restricted"


# --- Noes -------------------------------------------------------------------------------------------------


def form(email: str = MEHDI, **changed: Any) -> SentForm:
    said = {"first_name": "Mehdi", "last_name": "Aerts", "email": email, "choice": Keep.POSITION}
    papers = (SentFile(kind="cv", name="cv.pdf", content=ContentFile(pdf())),)
    return SentForm(**said | {"wording": "Alleen deze", "files": papers} | changed)


@pytest.mark.promise("P24")
def test_a_wish_to_be_forgotten_during_a_selection_ends_all_of_it_and_nobody_brings_them_back(
    mehdi: Application,
) -> None:
    Instance.objects.update(demo=True)
    today = timezone.localdate()
    choices.record_erasure_wish(mehdi.subject, on=today, source="web")
    assert not may_reach_about_selection(mehdi, channel=Channel.PHONE, on=today).allowed
    sweep_and_follow_up(today=today)
    assert left_of(mehdi) == {}
    assert find_subjects(MEHDI) == []
    with pytest.raises(Suppressed):
        enter_application(mehdi.position, form(), origin="paper", by=staff("Selection"), now=timezone.now())
    report = put(card(email=MEHDI), today=today)
    assert (report.created, [each.outcome for each in report.remarks]) == (0, ["refused"])
    assert find_subjects(MEHDI) == []


def test_whoever_was_forgotten_may_apply_again_themselves_as_somebody_new(mehdi: Application) -> None:
    Instance.objects.update(demo=True)
    old, today = mehdi.subject, timezone.localdate()
    choices.record_erasure_wish(old, on=today, source="web")
    sweep_and_follow_up(today=today)
    received = receive_application(mehdi.position, form(), now=timezone.now())
    assert received.application.subject != old
    assert received.application.choice == Keep.POSITION


def test_an_objection_to_everything_ends_the_reserve_and_not_the_selection(mehdi: Application) -> None:
    today = timezone.localdate()
    choices.record_objection(mehdi.subject, "", on=today, source="web")
    assert not may_reach_from_reserve(mehdi, channel=Channel.EMAIL, on=today).allowed
    assert may_reach_about_selection(mehdi, channel=Channel.EMAIL, on=today).allowed


def test_changing_the_choice_both_ways_leaves_each_act_on_record(mehdi: Application) -> None:
    now = timezone.now()
    choose_how_long(mehdi, Keep.POSITION, wording="Alleen deze", now=now)
    choose_how_long(mehdi, Keep.RESERVE, wording="Toch later ook", now=now)
    found = Choice.objects.filter(subject=mehdi.subject, kind="consent", purpose="reserve").order_by("pk")
    assert [(each.wording, each.ends is None) for each in found][-1] == ("Toch later ook", True)
    assert len(found) == 2
    assert may_reach_from_reserve(mehdi, channel=Channel.EMAIL, on=timezone.localdate()).allowed


# --- Somebody else's file, and the search after an erasure -----------------------------------------------


@pytest.mark.promise("P7")
@pytest.mark.promise("P28")
def test_client_and_applicant_are_one_subject_in_two_files(mehdi: Application) -> None:
    user = staff("Client work", "Bookkeeping")
    today = timezone.localdate()
    assert not visible_to(Application.objects.all(), user=user, today=today).exists()
    assert not visible_to(Document.objects.all(), user=user, today=today).exists()
    assert not visible_to(Evaluation.objects.all(), user=user, today=today).exists()


def test_what_is_left_of_a_forgotten_applicant_in_a_sealed_file_is_found(mehdi: Application) -> None:
    today = timezone.localdate()
    other = elif_applied(trainer(slug="onthaal"))
    for field in ("file", "cleaned"):
        left = Document(application=other, kind="cv", name="cv.pdf", received_on=today)
        getattr(left, field).save("x.pdf", ContentFile(b"stuur naar mehdi@example.org"), save=False)
        left.save()
    erase_all(mehdi.subject, today=today, source="web")
    assert left_of(mehdi) == {}
    outcome = verification.verify_erasures(now=timezone.now())
    assert len(outcome.left) == 2, "as received, and as cleaned"
    assert Task.objects.filter(kind=Task.Kind.LEFTOVER, done_on=None).exists()
