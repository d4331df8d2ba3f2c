"""Staff work a selection in the browser: a blind look, an evaluation, a talk, a polite no, the closing."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import plain
from tests.browser.visitor import Visitor

POSITION = """
from datetime import timedelta
from django.utils import timezone
from applicants.applications import receive_application
from applicants.models import Position
from applicants.sent_forms import SentForm
from som.models import User
position = Position.objects.create(slug="vormingswerker-taal", title_nl="Vormingswerker taal", place="Leuven",
    text_nl="Je begeleidt groepen.", pay_from=1480, criteria="Begeleidt groepen\\nWerkt samen",
    opened_on=timezone.localdate(), closes_on=timezone.localdate() + timedelta(days=18))
position.hiring_group.set(User.objects.filter(is_staff=True))
for first, last, choice in (("Elif", "Kaya", "position"), ("Mehdi", "Aerts", "position")):
    receive_application(position, SentForm(first_name=first, last_name=last,
        email=f"{first.lower()}.{last.lower()}@example.org", phone="+3216550104", choice=choice,
        wording="Alleen voor deze vacature",
        letter=f"Ik ben {first} {last} en begeleid al zes jaar groepen."), now=timezone.now())
print(position.pk)
"""


def opens_selection(office: Office, staff: Visitor) -> str:
    """Let two people apply for a position; return the address of its selection."""
    number = office.running.manage("shell", "--no-imports", "-c", POSITION).split()[-1]
    page = f"/admin/applicants/position/{number}/selection/"
    staff.open(page)
    return page


def test_a_selection_is_worked_from_a_blind_look_to_its_closing(office: Office, visitors: Visitors) -> None:
    staff = visitors(staff=True)
    page = opens_selection(office, staff)
    staff.look("staff-selection-blind")
    assert "Elif" not in staff.page.content()
    staff.page.get_by_role("link", name=re.compile("Kandidaat")).last.click()
    staff.look("staff-application-blind")
    assert "Elif" not in staff.page.content()
    staff.reads("begeleid al zes jaar groepen")

    for criterion in ("Begeleidt groepen", "Werkt samen"):
        group = staff.page.get_by_role("group", name=criterion)
        group.get_by_role("radio", name="4").check()
    staff.page.get_by_role(
        "radio", name=re.compile(staff.say("go on with this applicant"), re.I)
    ).first.check()
    staff.press("Save my evaluation")
    staff.reads("Elif Kaya")
    staff.look("staff-application")

    staff.page.get_by_role("link", name=staff.say("Invite to a talk…")).click()
    staff.page.locator("[name=day]").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    staff.page.locator("[name=hour]").fill("14:00")
    staff.page.locator("[name=place]").fill("Voorbeeldstraat 1")
    staff.press("Show the letter")
    staff.reads("Voorbeeldstraat 1")
    staff.look("staff-application-letter")
    staff.press("Send this letter")
    staff.reads(staff.say("The letter is in the outbox."))
    letter = office.letter_to("elif.kaya@example.org")
    while "Voorbeeldstraat 1" not in plain(letter):
        letter = office.letter_to("elif.kaya@example.org")
    assert "Kaya" not in letter.part("text/calendar")

    staff.open(page)
    staff.page.get_by_role("checkbox").last.focus()
    staff.page.locator("input[name=pick]").first.check()
    staff.press("Write a refusal to who is ticked…")
    staff.look("staff-selection-refuse")
    staff.press("Send the letters")
    staff.reads(staff.say("%(count)d refusal is in the outbox.").replace("%(count)d", "1"))

    staff.page.get_by_role("link", name=staff.say("Close the position")).click()
    staff.look("staff-position-close")
    staff.page.locator("[name=word]").fill(staff.say("forget"))
    staff.press("Close the position")
    staff.reads(staff.say("The position is closed."))
    expect(staff.page.locator("select[name^=stage-]")).to_have_count(0)


def test_the_list_the_form_and_the_reserve_can_be_read_on_a_phone_and_by_a_screen_reader(
    office: Office, visitors: Visitors
) -> None:
    staff = visitors(staff=True)
    staff.open("/admin/applicants/position/")
    staff.look("staff-positions")
    staff.open("/admin/applicants/position/add/")
    staff.look("staff-position-add")
    staff.open("/admin/applicants/application/")
    staff.look("staff-reserve")
    ((number,),) = office.running.query(
        "SELECT min(id) FROM applicants_position WHERE closed_on IS NULL AND opened_on IS NOT NULL"
    )
    staff.open(f"/admin/applicants/position/{number}/enter/")
    staff.look("staff-application-enter")
    staff.open(f"/admin/applicants/position/{number}/selection/")
    staff.page.get_by_role("link", name=re.compile("Kandidaat|[A-Z]")).first.focus()
    staff.page.locator("tbody select").first.focus()
    staff.page.keyboard.press("ArrowDown")
    staff.press("Save the stages")
    staff.reads(staff.say("Save the stages"))
