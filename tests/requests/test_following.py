"""Following a request: how far it is, adding to it, ending it, and until when that can be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from privacy.models import LedgerEntry, Request
from privacy.requests import clock, intake
from privacy.requests.deadline import deadline
from som.logs import DiscreetFormatter
from tests.cast import StaffFactory
from tests.requests.visitor import Visitor, last_link

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"


def followed() -> tuple[Visitor, str, Request]:
    """A visitor whose request is open, and the path of its page."""
    visitor = Visitor()
    visitor.ask("erasure", NOOR, "In mei.")
    visitor.confirm(NOOR)
    return visitor, last_link(NOOR, "request-received"), Request.objects.get()


def test_the_page_tells_steps_dates_and_days_left() -> None:
    visitor, path, request = followed()
    page = visitor.get(path).text
    assert request.reference in page
    left = (deadline(request.received_at).due - timezone.localdate()).days
    assert f"{left} " in page
    assert page.count('class="ready"') == 2
    assert page.count('aria-current="step"') == 1


def test_the_page_says_that_the_time_stands_still_and_that_it_takes_longer() -> None:
    visitor, path, request = followed()
    now, by = timezone.now(), StaffFactory.create()
    clock.ask_person(request, "clarification", question="Welk jaar?", by=by, now=now)
    assert "staat onze tijd stil" in visitor.get(path).text
    clock.record_answer_to_question(request, how="Alles.", on=timezone.localdate(), by=by, now=now)
    assert "staat onze tijd stil" not in visitor.get(path).text
    clock.extend_deadline(request, reasons="Veel dossiers.", by=by, now=now)
    page = visitor.get(path).text
    assert "dat we meer tijd nodig hebben" in page
    assert date_format(request.due_on, "l j F Y") in page


def test_whoever_wrote_a_letter_did_not_confirm_anything() -> None:
    now = timezone.now()
    intake.record_received_request(
        kind="access", address=NOOR, channel="letter", received_at=now, now=now, site="http://testserver/"
    )
    page = Visitor().get(last_link(NOOR, "request-received")).text
    assert "We schreven het op" in page
    assert "Je bevestigde" not in page


def test_looking_writes_nothing() -> None:
    visitor, path, request = followed()
    before = LedgerEntry.objects.count()
    visitor.get(path)
    assert LedgerEntry.objects.count() == before
    assert Request.objects.get().details == request.details


def test_something_can_be_added() -> None:
    visitor, path, _request = followed()
    assert visitor.post(path, add="1", text="Ook mijn cv.").status_code == 200
    details = Request.objects.get().details or ""
    assert details.startswith("In mei.")
    assert details.endswith("Ook mijn cv.")


def test_an_empty_addition_is_asked_again_and_too_much_is_refused() -> None:
    visitor, path, request = followed()
    assert visitor.post(path, add="1", text="  ").status_code == 422
    Request.objects.filter(pk=request.pk).update(details="x" * intake.LONGEST_DETAILS)
    page = visitor.post(path, add="1", text="Nog iets.")
    assert page.status_code == 422
    assert "Nog iets." in page.text
    assert Request.objects.get().details == "x" * intake.LONGEST_DETAILS


def test_it_can_be_cancelled_once_and_the_page_stays_for_thirty_days() -> None:
    visitor, path, _request = followed()
    assert visitor.post(path, cancel="1").status_code == 200
    request = Request.objects.get()
    assert request.state == "cancelled"
    assert request.closed_at
    assert visitor.post(path, cancel="1").status_code == 200
    assert visitor.post(path, add="1", text="Toch niet.").status_code == 200
    assert Request.objects.get().details == "In mei."
    assert LedgerEntry.objects.filter(kind="request", body__now="cancelled").count() == 1
    for token in request.tokens.filter(use="status"):
        assert token.expires_at - request.closed_at == timedelta(days=30)
    request.tokens.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert visitor.get(path).status_code == 410


def test_after_cancelling_one_can_ask_anew() -> None:
    visitor, path, _request = followed()
    visitor.post(path, cancel="1")
    visitor.ask("erasure", NOOR)
    assert sorted(Request.objects.values_list("state", flat=True)) == ["cancelled", "unconfirmed"]


def test_when_we_are_late_the_page_says_so() -> None:
    visitor, path, request = followed()
    on_time = visitor.get(path).text
    Request.objects.filter(pk=request.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    late = visitor.get(path).text
    assert "0 " not in late or late != on_time
    assert len(late) != len(on_time)


def test_no_log_tells_the_address_of_a_link(caplog: pytest.LogCaptureFixture) -> None:
    visitor, path, _request = followed()
    visitor.post(path, add="1", text="")
    (record,) = caplog.records
    assert path in record.getMessage()
    line = DiscreetFormatter("%(message)s").format(record)
    assert "privacy/status/<str:token>/" in line
    assert path.rstrip("/").rpartition("/")[2] not in line
