"""Recipients are notified of a rectification, erasure or restriction (GDPR art. 19), and staff settle how."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact
from privacy.models import Disclosure, RecipientNotification, Request, Task
from privacy.nightly import sweep_and_follow_up
from privacy.recipients import notifications
from privacy.requests import closing
from privacy.requests.answers import answer_as_sent
from privacy.rights import corrections
from privacy.rights.erasure import erase, preview_erasure
from privacy.web.refusal import Refusal
from tests.cast import amina, brecht, noor, pieter
from tests.commands import answer
from tests.recipients.giving import INVOICE, LAWYER, NAME, SAID, WEB, given, name_recipients
from tests.requests.arriving import approve, asked, letters_leave
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_accountant(settings: Any) -> None:
    name_recipients(settings)


def waiting() -> list[tuple[str, str, list[str]]]:
    return [
        (each.name, each.what, each.labels)
        for each in RecipientNotification.objects.filter(state="waiting").order_by("pk")
    ]


@pytest.mark.promise("P39")
def test_an_erasure_is_passed_on_keeps_its_request_open_and_is_told_in_the_letter() -> None:
    contact = noor()
    given(contact)
    given(pieter(), name="Somebody else's lawyer")
    request = asked("erasure", "noor@example.org")
    approve(request)
    assert waiting() == [(LAWYER, "erased", [NAME, SAID])]
    assert (Task.objects.get(kind="forward").row, Task.objects.get(kind="forward").done_on) == (
        RecipientNotification.objects.get().pk,
        None,
    )
    assert f"{LAWYER}: wij laten het hun weten" in letter(request)
    assert "Voorbeeldhosting bv: deed hetzelfde" in letter(request)
    letters_leave()
    request.refresh_from_db()
    assert request.closed_at is None, "somebody is still to be told"
    with pytest.raises(Refusal, match="waarom niet"):
        notifications.settle_notification(
            RecipientNotification.objects.get(), "told", reason=" ", now=timezone.now()
        )
    notifications.settle_notification(
        RecipientNotification.objects.get(), "told", reason="By letter", now=timezone.now(), by=brecht()
    )
    assert Task.objects.get(kind="forward").done_on is not None
    with pytest.raises(notifications.AlreadySettled):
        notifications.settle_notification(
            RecipientNotification.objects.get(), "impossible", reason="Gone", now=timezone.now()
        )
    assert closing.close_answered(now=timezone.now()) == 1
    assert request.steps.filter(what="passed-on").count() == 1


def letter(request: Request) -> str:
    """The text of the answer as it was sent."""
    request.refresh_from_db()
    found = answer_as_sent(request)
    assert found is not None
    return found[1]


def test_what_was_not_erased_is_not_passed_on() -> None:
    contact = pieter()
    given(contact, INVOICE, to="tax")
    given(contact, SAID)
    erase(contact.subject, today=timezone.localdate(), source=WEB)
    assert waiting() == [(LAWYER, "erased", [SAID])], "the invoice stays, with us as with them"


@pytest.mark.promise("P10")
def test_what_goes_only_when_the_work_ends_is_passed_on_then_and_once() -> None:
    contact, today = amina(), timezone.localdate()
    given(contact, NAME)
    erase(contact.subject, today=today, source=WEB)
    assert waiting() == []
    contact.assignments.update(closed_on=today)
    sweep_and_follow_up(today=today)
    assert waiting() == [(LAWYER, "erased", [NAME])]
    sweep_and_follow_up(today=today)
    erase(contact.subject, today=today, source=WEB)
    assert len(waiting()) == 1


def test_a_rehearsed_erasure_passes_nothing_on() -> None:
    contact = noor()
    given(contact)
    rehearsed = preview_erasure(contact.subject, today=timezone.localdate(), source=WEB)
    assert (LAWYER, "manual") in rehearsed.processors
    assert not RecipientNotification.objects.exists()


def test_a_restriction_and_a_correction_are_passed_on_with_what_they_touched() -> None:
    contact = noor()
    given(contact, NAME)
    given(contact, INVOICE, to="tax")  # the law keeps it, whatever is put aside
    approve(asked("restriction", "noor@example.org"))
    assert waiting() == [(LAWYER, "restricted", [NAME])]
    request = asked("rectification", "noor@example.org")
    for each in corrections.propose_corrections(request, {"first_name": "Nora"}, now=timezone.now()):
        corrections.decide_correction(each, accept=True, by=brecht(), now=timezone.now())
    approve(request)
    assert waiting()[1:] == [(LAWYER, "corrected", [NAME])]
    assert LAWYER in letter(request)


def test_staff_settle_it_on_its_page_and_not_by_ticking_the_task() -> None:
    contact, client = noor(), signed_in(staff("Privacy officer"))
    given(contact)
    request = asked("erasure", "noor@example.org")
    approve(request)
    forwarding, task = RecipientNotification.objects.get(), Task.objects.get(kind="forward")
    page = reverse("admin:privacy_recipientnotification_change", args=(forwarding.pk,))
    tasks = reverse("admin:privacy_task_changelist")
    assert page in text_of(client.get(tasks))
    assert page in text_of(client.get(reverse("admin:privacy_request_change", args=(request.pk,))))
    client.post(tasks, {"action": "finish", "_selected_action": [task.pk]})
    assert Task.objects.get(pk=task.pk).done_on is None
    assert client.post(page, {"state": "told", "reason": ""}).status_code == 422
    assert client.post(page, {"state": "excessive", "reason": "They closed in 2020"}).status_code == 302
    forwarding.refresh_from_db()
    assert (forwarding.state, forwarding.reason, forwarding.settled_by is not None) == (
        "excessive",
        "They closed in 2020",
        True,
    )
    assert "out of proportion" in text_of(client.get(page))


def test_whoever_must_be_told_is_told_of_whom_and_then_the_name_goes_here_too() -> None:
    contact, client = noor(), signed_in(staff("Privacy officer"))
    given(contact)
    erase(contact.subject, today=timezone.localdate(), source=WEB)
    assert not Contact.objects.exists()
    forwarding = RecipientNotification.objects.get()
    page = reverse("admin:privacy_recipientnotification_change", args=(forwarding.pk,))
    assert "Noor Hendrickx" in text_of(client.get(page))
    stored = str(Disclosure.objects.extra(select={"raw": "known_as"}).values_list("raw", flat=True).get())
    assert "Noor" not in stored, "it is encrypted"
    notifications.settle_notification(forwarding, "told", reason="By letter", now=timezone.now())
    assert Disclosure.objects.get().known_as is None
    assert "Noor" not in text_of(client.get(page))


def test_the_command_tells_how_far_everybody_is() -> None:
    given(noor())
    told = answer("privacy_erase", "noor@example.org", "--json")["processors"]
    assert told == [{"name": "Voorbeeldhosting bv", "state": "done"}, {"name": LAWYER, "state": "manual"}]
