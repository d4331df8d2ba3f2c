"""An association of one refuses as well: a second person agrees by a mailed link, or a written reason says
why there is none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy.models import Request, RequestStep
from privacy.requests import decisions, four_eyes, intake, second_person, tokens
from privacy.requests.four_eyes import REFUSE, NeedsSecondPerson
from privacy.web.refusal import Refusal
from som.models import User
from tests.cast import StaffFactory, enquiry_of, noor
from tests.requests.arriving import SITE, asked
from tests.requests.deciding import mark_of, reasons_for
from tests.requests.visitor import Visitor, last_link, mails
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff
from tests.staff.test_request_page import page

pytestmark = pytest.mark.django_db

NOOR, BOARD = "noor@example.org", "bestuur@example.org"
FACT = "De zaak Hendrickx, sinds 3 september 2026."


@pytest.fixture
def alone() -> User:
    """The only one of staff who may decide on requests."""
    return staff("Privacy officer")


@pytest.fixture
def request_(alone: User) -> Request:
    noor()
    request = asked("erasure", NOOR)
    propose(request, by=alone)
    return request


def propose(request: Request, *, by: User, said: str = FACT) -> None:
    four_eyes.propose_decision(
        request,
        REFUSE,
        by=by,
        fingerprint=mark_of(request),
        reasons=reasons_for(request, said),
        now=timezone.now(),
    )


def ask(request: Request, by: User, address: str = BOARD) -> str:
    """Mail the link, and return its path."""
    second_person.ask_second_person(request, address=address, by=by, site=SITE, now=timezone.now())
    return last_link(BOARD, "second-person")


def steps(request: Request) -> list[str]:
    return list(RequestStep.objects.filter(request=request).order_by("pk").values_list("what", flat=True))


def test_a_board_member_agrees_by_a_mailed_link_and_the_person_gets_the_letter(
    request_: Request, alone: User
) -> None:
    link, board = ask(request_, alone), Visitor()
    shown = board.get(link)
    assert (shown.status_code, FACT in shown.text, request_.reference in shown.text) == (200, True, True)
    assert NOOR not in shown.text
    assert Request.objects.get().state == "open"
    done = board.post(link, name="An Wouters")
    assert done.status_code == 200
    request_.refresh_from_db()
    assert (request_.state, request_.decided_by) == ("refused", None)
    assert second_person.second_person_of(request_) == second_person.SecondPerson(BOARD, "An Wouters")
    assert len(mails(NOOR, "refusal")) == 1
    assert {"second-asked", "second-agreed", "refused"} <= set(steps(request_))


def test_who_does_not_agree_leaves_nothing_to_confirm(request_: Request, alone: User) -> None:
    link, board = ask(request_, alone), Visitor()
    assert board.post(link, decline="1").status_code == 200
    request_.refresh_from_db()
    assert (request_.state, request_.proposal) == ("open", None)
    assert board.post(link, name="An Wouters").status_code == 410
    assert not mails(NOOR, "refusal")


def test_without_a_name_nothing_is_decided(request_: Request, alone: User) -> None:
    link, board = ask(request_, alone), Visitor()
    answer = board.post(link, name="  ")
    assert (answer.status_code, Request.objects.get().state) == (422, "open")
    assert 'aria-invalid="true"' in answer.text
    assert board.post(link, name="An Wouters").status_code == 200


def test_the_link_holds_for_the_proposal_it_was_mailed_for(request_: Request, alone: User) -> None:
    link, board = ask(request_, alone), Visitor()
    propose(request_, by=alone, said="Iets anders.")
    assert board.post(link, name="An Wouters").status_code == 410
    assert Request.objects.get().state == "open"


def test_data_that_changed_meanwhile_are_not_refused_by_the_link(request_: Request, alone: User) -> None:
    link, board = ask(request_, alone), Visitor()
    question = enquiry_of(request_.subject.contacts.get())  # type: ignore[union-attr]
    question.question = "Toch niet."
    question.save()
    assert board.get(link).status_code == 410
    assert board.post(link, name="An Wouters").status_code == 410
    assert Request.objects.get().state == "open"


def test_an_earlier_link_ends_with_the_next_and_each_works_once_for_a_week(
    request_: Request, alone: User
) -> None:
    first, second = ask(request_, alone), ask(request_, alone)
    board = Visitor()
    assert board.get(first).status_code == 410
    assert board.get(second).status_code == 200
    token = second.rstrip("/").rpartition("/")[2]
    with pytest.raises(tokens.ExpiredLink):
        decisions.refuse_by_link(token, name="An", now=timezone.now() + timedelta(days=8))
    assert board.post(second, name="An Wouters").status_code == 200
    assert board.post(second, name="An Wouters").status_code == 410
    assert board.get("/privacy/second/nothing/").status_code == 404


def test_the_second_person_is_neither_the_first_nor_whoever_asks(request_: Request, alone: User) -> None:
    alone.email = "Officer@example.org"
    alone.save()
    for address in ("officer@example.org", NOOR, "no address"):
        with pytest.raises(Refusal, match=r"\w"):
            ask(request_, alone, address)
    assert not mails(BOARD)


def test_only_who_proposed_asks_for_a_second_person(request_: Request) -> None:
    with pytest.raises(NeedsSecondPerson):
        ask(request_, StaffFactory.create())


def test_what_is_closed_meanwhile_is_not_refused_by_the_link(request_: Request, alone: User) -> None:
    link = ask(request_, alone)
    intake.cancel_request(request_, now=timezone.now())
    assert Visitor().post(link, name="An Wouters").status_code == 410
    assert Request.objects.get().state == "cancelled"


def test_where_there_is_nobody_else_a_written_reason_stands_for_the_second(
    request_: Request, alone: User
) -> None:
    client = signed_in(alone)
    assert "Refuse without a second person" in text_of(client.get(page(request_)))
    empty = client.post(page(request_), {"do": "refuse-alone", "why_none": " "}, follow=True)
    assert "Write why there is no second person" in text_of(empty)
    assert Request.objects.get().state == "open"
    why = "Onze vereniging heeft een enkel lid in het bestuur."
    text = text_of(client.post(page(request_), {"do": "refuse-alone", "why_none": why}, follow=True))
    assert "Refused." in text
    request_.refresh_from_db()
    assert (request_.state, request_.decided_by) == ("refused", alone)
    assert why in text
    assert "second-none" in steps(request_)
    assert len(mails(NOOR, "refusal")) == 1


def test_where_somebody_else_may_decide_no_reason_stands_for_them(request_: Request, alone: User) -> None:
    staff("Privacy officer")
    client = signed_in(alone)
    assert "Refuse without a second person" not in text_of(client.get(page(request_)))
    with pytest.raises(Refusal, match=r"\w"):
        decisions.refuse_request(request_, by=alone, now=timezone.now(), why_none="Die is ziek.")
    assert Request.objects.get().state == "open"


def test_the_link_is_asked_for_on_the_page_of_the_request(request_: Request, alone: User) -> None:
    client = signed_in(alone)
    text = text_of(client.post(page(request_), {"do": "ask-second", "address": BOARD}, follow=True))
    assert "The link is on its way" in text
    assert BOARD in text
    assert len(mails(BOARD, "second-person")) == 1
