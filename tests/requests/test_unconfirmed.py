"""A request of the form that nobody confirms is shown to a person before it goes, and nothing of it is done
but a no to advertising (L12)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from privacy.models import Choice, Request, RequestStep, Task
from privacy.nightly import sweep_and_follow_up
from privacy.notice.text import notice_text
from privacy.requests import unconfirmed
from privacy.requests.states import AlreadyDecided
from privacy.subjects.suppression_list import is_suppressed
from privacy.tasks import remind_of_requests
from tests.cast import louise, noor
from tests.commands import answer
from tests.requests.arriving import member
from tests.requests.form_answers import age
from tests.requests.visitor import Visitor, last_link, mails
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff
from tests.staff.test_request_page import page

pytestmark = pytest.mark.django_db

NOOR, LOUISE = "noor@example.org", "louise@example.be"


def open_tasks() -> int:
    return Task.objects.filter(kind="unconfirmed", done_on=None).count()


def asks(email: str = NOOR, kind: str = "access", *, use: str = "") -> Request:
    Visitor().ask(kind, email, "Ik vroeg iets in oktober.", use=use)
    return Request.objects.latest("pk")


def test_l12_once_the_link_has_expired_a_task_shows_it_and_one_task_a_day_is_enough() -> None:
    asks()
    remind_of_requests()
    assert open_tasks() == 0, "the link still works"
    age(hours=25)
    asks(LOUISE)
    for _morning in range(2):
        remind_of_requests()
        assert open_tasks() == 1
    (task,) = Task.objects.filter(kind="unconfirmed")
    assert (task.subject, task.due_on) == (None, timezone.localdate())
    assert answer("remind_of_requests")["opened"] == 0


def test_l12_the_words_are_there_until_the_term_that_the_notice_names() -> None:
    request = asks()
    for days, left in ((2, True), (29, True), (31, False)):
        Request.objects.update(received_at=timezone.now() - timedelta(days=days))
        sweep_and_follow_up(today=timezone.localdate())
        assert Request.objects.filter(pk=request.pk).exists() is left, days


def test_l12_the_words_go_the_night_after_it_is_settled() -> None:
    request = asks()
    age(hours=25)
    remind_of_requests()
    unconfirmed.let_go(request, by=member(), now=timezone.now())
    assert (request.state, open_tasks()) == ("expired", 0)
    sweep_and_follow_up(today=timezone.localdate())
    assert not Request.objects.exists()


def test_l12_the_notice_names_the_term() -> None:
    assert "tot dertig dagen nadat het aankwam, zodat een van ons het kan bekijken" in str(notice_text())


def test_the_privacy_role_settles_it_on_the_page_of_the_request() -> None:
    request = asks()
    age(hours=25)
    remind_of_requests()
    client = signed_in(staff("Privacy officer"))
    tasks = text_of(client.get(reverse("admin:privacy_task_changelist")))
    assert "Requests that were never confirmed" in tasks
    listed = client.get(f"{reverse('admin:privacy_request_changelist')}?which=unconfirmed")
    assert list(listed.context["cl"].result_list) == [request]
    assert "Ik vroeg iets in oktober." in text_of(client.get(page(request)))
    assert "once more" in text_of(client.post(page(request), {"do": "link-again"}, follow=True))
    assert len(mails(NOOR, "confirm-request")) == 2
    assert unconfirmed.never_confirmed(now=timezone.now()).count() == 0, "the new link works for a day"
    assert "Settled." in text_of(client.post(page(request), {"do": "let-go"}, follow=True))
    request.refresh_from_db()
    assert request.state == "expired"
    assert {"link-again", "expired"} <= set(RequestStep.objects.values_list("what", flat=True))


def test_who_follows_the_link_that_was_mailed_once_more_is_answered_as_of_the_form() -> None:
    noor()
    request = asks()
    age(hours=25)
    unconfirmed.mail_link_once_more(request, by=member(), site="http://testserver/", now=timezone.now())
    due = Request.objects.get().due_on
    assert Visitor().post(last_link(NOOR, "confirm-request")).status_code == 200
    request.refresh_from_db()
    assert (request.state, request.due_on) == ("open", due)


def test_what_was_confirmed_meanwhile_is_neither_mailed_nor_let_go() -> None:
    noor()
    request = asks()
    Visitor().confirm(NOOR)
    for act in (
        lambda: unconfirmed.let_go(request, by=member(), now=timezone.now()),
        lambda: unconfirmed.mail_link_once_more(request, by=member(), site="", now=timezone.now()),
    ):
        with pytest.raises(AlreadyDecided):
            act()
    assert Request.objects.get().state == "open"


def test_other_roles_neither_see_nor_settle_it() -> None:
    request = asks()
    age(hours=25)
    remind_of_requests()
    client = signed_in(staff("Client work"))
    assert "which=unconfirmed" not in client.get(reverse("admin:privacy_task_changelist")).content.decode()
    assert client.post(page(request), {"do": "let-go"}).status_code == 404
    assert Request.objects.get().state == "unconfirmed"


# --- What counts unconfirmed --------------------------------------------------------------------------


@pytest.mark.parametrize("address", [LOUISE, "nobody@example.org"])
def test_a_no_to_advertising_counts_for_the_address_unconfirmed_and_nothing_else_does(address: str) -> None:
    contact = louise()
    asks(address, "objection", use="all")
    for slug in ("offer", "newsletter", "client-mail"):
        assert is_suppressed(address, purpose=slug), slug
    for slug in ("", "client-file", "enquiry", "assignment"):
        assert not is_suppressed(address, purpose=slug), slug
    assert not Choice.objects.exists()
    sweep_and_follow_up(today=timezone.localdate())
    assert Contact.objects.get(pk=contact.pk).last_name == "Dumont"


@pytest.mark.parametrize(
    ("kind", "use"), [("objection", "client-file"), ("erasure", ""), ("access", ""), ("withdrawal", "")]
)
def test_what_is_no_no_to_advertising_counts_for_nothing(kind: str, use: str) -> None:
    louise()
    asks(LOUISE, kind, use=use)
    for slug in ("", "offer", "newsletter", "client-file"):
        assert not is_suppressed(LOUISE, purpose=slug), slug


def test_the_first_letter_says_that_advertising_stops_at_once() -> None:
    asks(LOUISE, "objection", use="all")
    asks(NOOR, "objection", use="client-file")
    assert mails(LOUISE, "confirm-request")[0]["context"]["no_advertising"] is True
    assert mails(NOOR, "confirm-request")[0]["context"]["no_advertising"] is False
