"""A request in Dutch that takes its time: recorded by staff, a question and its answer, more time, and a
refusal by two."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from tests.browser import letters
from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import opens, plain, reads_letter, request_of


def test_staff_ask_wait_take_more_time_and_two_of_them_refuse(office: Office, visitors: Visitors) -> None:
    visitor, staff, colleague = visitors(), visitors(staff=True), visitors(language="en", staff=True)
    email = "lotte.maes@example.org"
    came = timezone.localdate() - timedelta(days=1)

    staff.open("/admin/privacy/request/add/")
    staff.look("staff-record")
    staff.field("Day it came").fill(came.isoformat())
    staff.field("Hour it came, if you know it").fill("09:30")
    staff.field("E-mail address for the answer").fill(email)
    staff.field("If somebody acts for the person: who, and on what proof that you saw").fill(
        "Haar moeder; volmacht gezien."
    )
    staff.press("Record")
    staff.page.wait_for_url("**/change/**")
    reference = staff.page.locator("main h1, .sw-page h1").last.inner_text().partition(":")[0]
    staff.reads("Haar moeder; volmacht gezien.")
    status = office.link_in(office.letter_to(email))

    staff.page.get_by_role("radio", name=staff.say("What they mean")).check()
    staff.page.locator("#text").fill("Bedoel je ook de facturen?")
    staff.press("Ask")
    staff.reads(staff.say("The question is on its way. The clock stands still until the answer."))
    staff.look("staff-request-waiting")
    asked = office.letter_to(email)
    assert "Bedoel je ook de facturen?" in asked.part("text/plain")
    assert visitor.say(
        "We go on with the request once we have the answer. Until then the term of one month does not run."
    ) in asked.part("text/plain")
    visitor.open(status)
    visitor.look("status-waiting")
    staff.open("/admin/privacy/request/")
    staff.look("staff-inbox-waiting")

    staff.page.get_by_role("link", name=reference).click()
    staff.page.locator("#how").fill("Ja, die ook.")
    staff.press("Write down the answer")
    staff.reads(staff.say("Written down. The clock runs."))

    staff.page.locator("#reasons").fill("Er zijn erg veel facturen.")
    staff.press("Take more time and tell why")
    staff.reads(staff.say("The person is told that we take more time, why, and where to complain."))
    assert "Er zijn erg veel facturen." in office.letter_to(email).part("text/plain")
    due = date.fromisoformat(str(request_of(office, reference, "due_on")[0]))
    assert due > came + timedelta(days=85)
    visitor.open(status)
    visitor.look("status-more-time")

    staff.page.locator("input[name=ground][value=excessive]").check()
    staff.page.locator("[name=excessive-requests]").fill("SOM-2222-3333 van vorige week.")
    staff.page.locator("[name=excessive-answers]").fill("Gisteren, met een kopie.")
    staff.page.locator("[name=excessive-why]").fill("Je vroeg het om ons werk te geven, schreef je.")
    staff.press("Propose to refuse")
    staff.reads(staff.say("Proposed. Nothing is decided until somebody else confirms it."))
    staff.reads(staff.say("Somebody else must look at this and confirm it."))
    staff.look("staff-request-proposed")
    assert request_of(office, reference, "state") == ("open",)

    opens(colleague, reference)
    colleague.look("staff-request-second")
    colleague.press("Confirm: refuse and tell why")
    colleague.reads(colleague.say("Refused. We tell the person why, and where they can complain."))
    refusal = office.letter_to(email)
    letters.is_a_letter_for(visitor, office, refusal)
    for part in ("What you can do", "Ask a court to decide (GDPR art. 79)."):
        assert visitor.say(part) in plain(refusal), part
    reads_letter(visitor, refusal, "refusal-letter")
    assert request_of(office, reference, "state") == ("refused",)
