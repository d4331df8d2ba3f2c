"""What an open request is about stays until it is answered, and no longer; the person's own wish goes
before."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from contacts import register
from contacts.models import Contact, Enquiry
from contacts.models.people import Origin
from privacy.models import Choice, Hold, LedgerEntry, Request, Task
from privacy.nightly import sweep_and_follow_up
from privacy.requests import decisions, intake
from privacy.requests.preview import preview_request
from privacy.retention.explanation import explain
from privacy.rights import legal_holds
from privacy.rights.erasure import erase
from privacy.staff_access.badges import badges_for
from privacy.subjects import choices
from tests.cast import amina, louise, noor
from tests.requests.arriving import approve, asked, letters_leave, member, today
from tests.requests.deciding import refused
from tests.requests.visitor import Visitor, last_link, mails
from tests.staff.people import director

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
PROTECTED = ("access", "portability", "rectification", "restriction")
DAY = timedelta(days=1)


def question_of_long_ago() -> Contact:
    """Noor, whose question has been kept for its two years, so that it goes tonight."""
    contact = noor()
    long_ago = today() - timedelta(days=900)
    Contact.objects.filter(pk=contact.pk).update(last_activity_on=long_ago)
    Enquiry.objects.update(received_on=long_ago)
    return contact


def there() -> bool:
    """Whether Noor's name is still there after a sweep of tonight."""
    sweep_and_follow_up(today=today())
    return Contact.objects.filter(last_name="Hendrickx").exists()


def test_without_a_request_it_goes() -> None:
    question_of_long_ago()
    assert not there()


@pytest.mark.parametrize("kind", PROTECTED)
def test_what_is_asked_about_stays_while_the_request_is_open(kind: str) -> None:
    question_of_long_ago()
    asked(kind, NOOR)
    assert there()


@pytest.mark.parametrize("kind", ["erasure", "objection", "withdrawal"])
def test_a_request_that_erasing_does_not_get_round_keeps_nothing(kind: str) -> None:
    question_of_long_ago()
    asked(kind, NOOR)
    assert not there()


@pytest.mark.parametrize("end", ["cancelled", "refused"])
def test_it_goes_once_the_request_has_ended(end: str) -> None:
    question_of_long_ago()
    request = asked("access", NOOR)
    assert there()
    if end == "cancelled":
        intake.cancel_request(request, now=timezone.now())
    else:
        refused(request, "Een geschil.")
        assert there(), "the answer has not left"
        letters_leave()
    assert not there()


def test_the_copy_holds_what_there_was_when_it_was_asked_for_until_the_download_is_over() -> None:
    question_of_long_ago()
    approve(asked("access", NOOR))
    link = last_link(NOOR, "answer-access")
    letters_leave()
    assert Request.objects.get().closed_at, "answered and closed"
    assert there()
    answered = Visitor().post(link)
    with zipfile.ZipFile(io.BytesIO(b"".join(answered.streaming_content))) as archive:
        assert "Mag ik eens langskomen?" in archive.read("data.json").decode()
    assert Hold.objects.get().released_on == today() + timedelta(days=8), (
        "the day after the last of the download"
    )
    Hold.objects.update(released_on=today())
    assert not there()


@pytest.mark.parametrize("wish", ["erased at once", "request to erase"])
def test_the_persons_own_wish_goes_before_their_copy(wish: str) -> None:
    contact = question_of_long_ago()
    asked("access", NOOR)
    if wish == "erased at once":
        erase(contact.subject, today=today(), source="email")
    else:
        approve(asked("erasure", NOOR))
        (mail,) = mails(NOOR, "answer-erasure")
        assert not any("Bewaar" in each["what"] for each in mail["context"]["kept"])
    assert not Contact.objects.filter(last_name="Hendrickx").exists()
    assert not Hold.objects.filter(released_on=None).exists()


def test_a_wish_from_before_does_not_empty_the_copy() -> None:
    contact = amina()
    choices.record_erasure_wish(contact.subject, on=today() - DAY, source=Choice.Channel.EMAIL)
    asked("access", "amina@example.be")
    assignment = contact.subject.assignments.get()
    register.close_assignment(assignment, on=today())
    sweep_and_follow_up(today=today())
    assert Contact.objects.get().last_name == "Verhaegen"


def test_staff_who_decide_on_the_erasure_see_that_a_copy_was_asked_for() -> None:
    noor()
    copy = asked("access", NOOR)
    assert list(decisions.requests_emptied_by(asked("erasure", NOOR))) == [copy]
    assert list(decisions.requests_emptied_by(copy)) == []


def test_at_a_shared_mailbox_everybody_it_may_be_is_kept_until_staff_say_who() -> None:
    first = question_of_long_ago()
    second = register.add_contact(
        origin=Origin.QUESTION, on=today(), emails=[NOOR], first_name="Nele", last_name="Hendrickx"
    )
    request = asked("access", NOOR)
    assert {hold.subject_id for hold in Hold.objects.all()} == {first.subject_id, second.subject_id}
    assert Contact.objects.filter(first_name="Noor").exists()
    sweep_and_follow_up(today=today())
    assert Contact.objects.filter(first_name="Noor").exists()
    decisions.choose_subject(request, second.subject, by=member())
    sweep_and_follow_up(today=today())
    assert not Contact.objects.filter(first_name="Noor").exists()
    assert Hold.objects.get(released_on=None).subject_id == second.subject_id


def test_an_objection_stops_the_use_and_leaves_the_data_for_the_copy() -> None:
    contact = louise()
    asked("access", "louise@example.be")
    decisions.carry_out_at_once(asked("objection", "louise@example.be"), now=timezone.now())
    sweep_and_follow_up(today=today())
    assert contact.subject.assignments.exclude(title="").exists()
    (mail,) = mails("louise@example.be", "answer-done")
    assert any("andere vraag van je" in each["why"] for each in mail["context"]["kept"])


def test_it_is_no_hold_by_hand() -> None:
    contact = noor()
    request = asked("access", NOOR)
    Hold.objects.update(review_on=today() - DAY)
    assert legal_holds.open_reviews(today=today()) == 0
    assert not Task.objects.filter(kind=Task.Kind.HOLD).exists()
    assert badges_for([contact.subject_id], user=director(), today=today()) == {}
    assert not [
        item for item in preview_request(request, today()).stays if item.label == "privacy.hold.ground"
    ]


def test_its_record_goes_a_day_after_it_was_released() -> None:
    contact = noor()
    intake.cancel_request(asked("access", NOOR), now=timezone.now())
    (line,) = [
        one for one in explain(contact.subject, today=today()) if one.group.label == "privacy.hold.ground"
    ]
    assert line.state == "kept"
    Hold.objects.update(released_on=today() - DAY)
    sweep_and_follow_up(today=today())
    assert not Hold.objects.exists()


def test_the_ledger_tells_of_it_without_a_name() -> None:
    contact = noor()
    intake.cancel_request(asked("access", NOOR), now=timezone.now())
    lines = list(LedgerEntry.objects.filter(kind__in=("hold", "release")).order_by("pk"))
    assert [(line.kind, line.body["subject"]) for line in lines] == [
        (kind, str(contact.subject_id)) for kind in ("hold", "release")
    ]
    assert "Hendrickx" not in json.dumps([line.body for line in lines])
