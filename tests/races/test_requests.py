"""The same request, link or decision twice at the same moment: once it is done, and the other is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from contacts.models import Contact
from privacy.delivery import outbox_worker
from privacy.evidence import ledger
from privacy.models import Choice, LedgerEntry, OutboxMessage, Request, RequestStep
from privacy.my_data import visits
from privacy.requests import closing, decisions, four_eyes, intake
from privacy.requests.states import AlreadyDecided
from privacy.rights import corrections, erasure
from tests.cast import StaffFactory, amina, noor, pieter
from tests.mydata.guest import PAGE, Guest, mails, words
from tests.races.meeting import Actor, StopAt
from tests.requests.arriving import SITE, approve, asked
from tests.requests.deciding import mark_of, reasons_for
from tests.requests.visitor import Visitor, last_link

pytestmark = pytest.mark.django_db(transaction=True)

NOOR = "noor@example.org"


def ask(kind: str = "erasure", *, details: str = "") -> None:
    """What the public form does."""
    intake.take_in_web_request(
        kind=kind,
        address=NOOR,
        details=details,
        language="nl",
        network="203.0.113.0/24",
        site=SITE,
        now=timezone.now(),
    )


def at_once(
    stop_at: StopAt, place: tuple[Any, str], *both: Callable[[], Any], after: bool = False
) -> tuple[Actor, Actor]:
    """Let the first of ``both`` stop at ``place``, see the second wait for it, and let the first go on."""
    stop = stop_at(*place, after=after)
    first = Actor(both[0])
    stop.reached(first)
    second = Actor(both[1])
    assert second.waits(), "the second waits for the first"
    stop.let_on()
    return first, second


# --- Arriving -------------------------------------------------------------------------------------------


def test_one_request_that_arrives_twice_at_once_is_one(stop_at: StopAt) -> None:
    noor()
    both = at_once(stop_at, (intake, "new_request"), ask, lambda: ask(details="Nog eens."), after=True)
    for actor in both:
        actor.result()
    assert (Request.objects.get().state, Request.objects.get().details) == ("unconfirmed", "Nog eens.")
    assert len(mails(NOOR, "confirm-request")) == 2


def test_the_form_and_a_letter_to_staff_at_once_are_one_request(stop_at: StopAt) -> None:
    noor()
    both = at_once(stop_at, (intake, "new_request"), ask, lambda: asked("erasure", NOOR), after=True)
    for actor in both:
        actor.result()
    assert Request.objects.get().state == "open"


def test_a_link_that_is_followed_while_the_form_comes_again_stays_followed(stop_at: StopAt) -> None:
    noor()
    ask()
    link = last_link(NOOR, "confirm-request")
    both = at_once(
        stop_at,
        (intake, "find_standing_request"),
        lambda: ask(details="Nog eens."),
        lambda: Visitor().post(link),
        after=True,
    )
    both[0].result()
    assert both[1].result().status_code == 200
    assert (Request.objects.get().state, Request.objects.get().details) == ("open", "Nog eens.")


def test_two_clicks_on_one_link_confirm_once(stop_at: StopAt) -> None:
    noor()
    ask("objection")
    link = last_link(NOOR, "confirm-request")
    first, second = at_once(
        stop_at, (decisions, "carry_out_at_once"), lambda: Visitor().post(link), lambda: Visitor().post(link)
    )
    assert first.result().status_code == 200
    assert second.result().status_code == 410
    assert Request.objects.get().state == "approved"
    assert Choice.objects.filter(kind="objection").count() == 1
    assert RequestStep.objects.filter(what="open").count() == 1
    assert [mail["template"] for mail in mails(NOOR)] == ["confirm-request", "answer-done"]


def test_two_clicks_on_the_link_to_my_data_open_one_visit(stop_at: StopAt) -> None:
    pieter()
    mine, other = Guest(), Guest()
    mine.knock("pieter@example.be")
    link = last_link("pieter@example.be", "my-data")
    first, second = at_once(
        stop_at, (visits, "_only_person"), lambda: mine.press(link), lambda: other.press(link)
    )
    assert first.result().status_code == 302
    assert second.result().status_code == 410
    assert "Claessens" in words(mine.get(PAGE))
    assert "Claessens" not in words(other.get(PAGE))


# --- Deciding -------------------------------------------------------------------------------------------


@pytest.fixture
def request_of_noor() -> Request:
    noor()
    return asked("erasure", NOOR)


def approving(request: Request) -> Callable[[], None]:
    by, mark = StaffFactory.create(), mark_of(request)
    return lambda: decisions.approve_request(
        Request.objects.get(pk=request.pk), by=by, fingerprint=mark, now=timezone.now(), site=SITE
    )


def refusing(request: Request) -> Callable[[], None]:
    mark, now = mark_of(request), timezone.now()
    four_eyes.propose_decision(
        request,
        four_eyes.REFUSE,
        by=StaffFactory.create(),
        fingerprint=mark,
        reasons=reasons_for(request, "Er is geen grond."),
        now=now,
    )
    by = StaffFactory.create()
    return lambda: decisions.refuse_request(
        Request.objects.get(pk=request.pk), by=by, now=timezone.now(), site=SITE
    )


@pytest.mark.parametrize("other", [approving, refusing])
def test_of_two_who_decide_at_once_one_does_and_the_other_is_told(
    other: Callable[[Request], Callable[[], None]], request_of_noor: Request, stop_at: StopAt
) -> None:
    one, two = approving(request_of_noor), other(request_of_noor)
    first, second = at_once(stop_at, (decisions, "move_to_state"), one, two)
    first.result()
    with pytest.raises(AlreadyDecided):
        second.result()
    assert Request.objects.get().state == "approved"
    assert not Contact.objects.exists()
    assert Choice.objects.filter(kind="erasure").count() == 1
    assert [mail["template"] for mail in mails(NOOR)] == ["request-received", "answer-erasure"]


def test_a_request_taken_back_while_it_is_approved_was_approved(
    request_of_noor: Request, stop_at: StopAt
) -> None:
    taken_back = Request.objects.get(pk=request_of_noor.pk)
    first, second = at_once(
        stop_at,
        (decisions, "move_to_state"),
        approving(request_of_noor),
        lambda: intake.cancel_request(taken_back, now=timezone.now()),
    )
    first.result()
    with pytest.raises(AlreadyDecided):
        second.result()
    assert Request.objects.get().state == "approved"


def test_two_workers_close_an_answered_request_once(request_of_noor: Request, stop_at: StopAt) -> None:
    approve(request_of_noor)
    outbox_worker.drain_outbox(now=timezone.now())
    assert not OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING).exists()
    both = at_once(
        stop_at, (closing, "move_to_state"), *[lambda: closing.close_answered(now=timezone.now())] * 2
    )
    assert [actor.result() for actor in both] == [1, 0]
    assert Request.objects.get().state == "answered"
    assert RequestStep.objects.filter(what="answered").count() == 1


# --- Two tabs -------------------------------------------------------------------------------------------


def fields(guest: Guest) -> dict[str, str]:
    """What the form to correct a name holds, with another name."""
    page = guest.get(f"{PAGE}correct/?about=contacts.contact")
    held = dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', page.text))
    held.pop("seal", None)
    return {name: "Klaassens" if value == "Claessens" else value for name, value in held.items()}


@pytest.fixture
def guest() -> Guest:
    pieter()
    somebody = Guest()
    somebody.enter("pieter@example.be")
    return somebody


def test_a_correction_and_a_wish_from_two_tabs_at_once_are_two_requests_and_the_wish_wins(
    guest: Guest, stop_at: StopAt
) -> None:
    typed = fields(guest)
    both = at_once(
        stop_at,
        (intake, "new_request"),
        lambda: guest.act("correct", query="?about=contacts.contact", **typed),
        lambda: guest.act("forget", word="vergeten"),
    )
    assert [actor.result().status_code for actor in both] == [302, 302]
    correction, wish = Request.objects.get(kind="rectification"), Request.objects.get(kind="erasure")
    assert (correction.state, wish.state) == ("open", "open")
    approve(wish)
    assert not Contact.objects.filter(last_name__gt="").exists()
    staff = StaffFactory.create()
    (proposed,) = correction.corrections.all()
    corrections.decide_correction(proposed, accept=True, by=staff, now=timezone.now())
    with pytest.raises(decisions.DataChanged):
        decisions.approve_request(
            correction, by=staff, fingerprint=mark_of(correction), now=timezone.now(), site=SITE
        )
    assert not Contact.objects.filter(last_name__gt="").exists(), "nothing brings the name back"


def test_what_is_sent_from_a_tab_while_staff_erase_is_not_taken_in(guest: Guest, stop_at: StopAt) -> None:
    typed = fields(guest)
    wish = asked("erasure", "pieter@example.be")
    both = at_once(
        stop_at,
        (erasure, "sweep_subject"),
        approving(wish),
        lambda: guest.act("correct", query="?about=contacts.contact", **typed),
    )
    both[0].result()
    page = both[1].result()
    assert page.status_code == 410
    assert Request.objects.get() == wish, "no request about somebody who is forgotten"
    assert not Choice.objects.filter(kind="restriction").exists()


def test_one_objection_from_two_tabs_is_one(stop_at: StopAt) -> None:
    contact = amina()
    visit_of = Guest()
    visit_of.enter("amina@example.be")
    both = at_once(
        stop_at,
        (decisions, "carry_out_at_once"),
        *[lambda: visit_of.act("object", purpose="client-file")] * 2,
    )
    assert [actor.result().status_code for actor in both] == [302, 302]
    assert Request.objects.filter(subject=contact.subject).count() == 1
    assert Choice.objects.filter(kind="objection").count() == 1
    assert len(mails("amina@example.be", "answer-done")) == 1


def test_every_step_of_it_is_in_the_ledger_once(request_of_noor: Request, stop_at: StopAt) -> None:
    both = at_once(
        stop_at, (ledger, "append_entry"), approving(request_of_noor), lambda: asked("access", NOOR)
    )
    for actor in both:
        actor.result()
    numbers = list(LedgerEntry.objects.order_by("pk").values_list("pk", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert ledger.find_broken_entries() == []
