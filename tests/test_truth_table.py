"""The truth table of the policy language, cell by cell, on the database: every doubt is settled here first.

Each case is one question of one person, a term that keeps it, and what that person chose. Every case is asked three
times: as a condition on the database, as the day a person is told, and as the last day kept and the first day gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from contacts import register
from contacts.models import Assignment, Company, Contact, ContactPoint, ContactRole, Enquiry, Interaction, Invoice
from contacts.models.people import Origin
from privacy import choices, compile, holds
from privacy.conditions import open_on
from privacy.declare import Basis, Group, Personal, Policy, Purpose
from privacy.erasers import DeleteRow
from privacy.models import Choice, Subject
from privacy.periods import Days, Months, Years
from privacy.registry import registry
from privacy.term import NEVER_NEEDED, Scope, Term
from privacy.terms import (
    as_long_as,
    as_long_as_any,
    for_period_after,
    indefinitely,
    until_objection,
    while_consent,
)
from tests import cast

pytestmark = pytest.mark.django_db

ASKED = date(2026, 1, 31)
DAY = timedelta(days=1)
NEWS = Purpose("news", Basis.CONSENT, "news")
BOOKS = Purpose("books", Basis.LEGAL_OBLIGATION, "books", law="a law")

objection = until_objection()
consent = while_consent()
asked_again = while_consent(renew=Months(12))
silence_ends = while_consent(renew=Months(12), silence="erase")
working = as_long_as_any("work", "contact__assignments", open_on("closed_on"))
working_unless = as_long_as_any("work", "contact__assignments", open_on("closed_on"), hears_wish=True)
unanswered = as_long_as("unanswered", {"answered_on__isnull": True})
unanswered_unless = as_long_as("unanswered", {"answered_on__isnull": True}, hears_wish=True)
unanswered_web = as_long_as("unanswered", {"channel__in": ("web", "email"), "answered_on__isnull": True})
in_time = as_long_as("open", open_on("answered_on"))
month_after = for_period_after("received_on", Months(1), text="a month")
answered_lately = for_period_after("answered_on", Days(28), text="four weeks")
for_ever = indefinitely("because")
both = until_objection() & for_period_after("received_on", Months(1), text="a month")
either = while_consent() | for_period_after("received_on", Days(30), text="a month")


@dataclass(frozen=True)
class Said:
    """What the person chose: a verb of ``choices``, from which day, and for which purpose."""

    verb: str
    on: date
    purpose: str = NEWS.slug

    def record(self, subject: Subject) -> None:
        if self.verb in ("forget", "restrict"):
            getattr(choices, self.verb)(subject, on=self.on, source="web")
        elif self.verb == "withdraw":
            choices.withdraw(subject, self.purpose, on=self.on)
        else:
            wording = {"wording": "Yes, mail me"} if self.verb == "consent" else {}
            getattr(choices, self.verb)(subject, self.purpose, on=self.on, source="web", **wording)


@dataclass(frozen=True)
class Case:
    """A cell: the term, what was said, the facts of the row, and the first day gone (``None``: no such day)."""

    name: str
    term: Term
    gone: date | None
    said: tuple[Said, ...] = ()
    facts: tuple[tuple[str, Any], ...] = ()
    closes: date | str | None = "no work"


def wish(on: date) -> Said:
    return Said("forget", on)


def no(on: date, purpose: str = NEWS.slug) -> Said:
    return Said("object_to", on, purpose)


def yes(on: date) -> Said:
    return Said("consent", on)


ON = date(2026, 6, 30)
CASES = [
    # until_objection
    Case("until objection: needed without a wish", objection, None),
    Case("until objection: not needed from the start of an objection", objection, ON, (no(ON),)),
    Case("until objection: an objection to everything counts", objection, ON, (no(ON, ""),)),
    Case("until objection: an objection to another purpose does not", objection, None, (no(ON, "other"),)),
    Case("until objection: not needed from a wish on the day of collection", objection, ASKED, (wish(ASKED),)),
    Case("until objection: a wish from before the data were collected does not reach them", objection, None, (wish(ASKED - DAY),)),
    Case("until objection: asked again, it reaches what was collected in between", objection, ON, (wish(ASKED - DAY), wish(ON))),
    Case("until objection: an objection that ended no longer counts", objection, None, (no(ON), yes(ON + DAY))),
    Case("until objection: a restriction is no objection", objection, None, (Said("restrict", ON),)),
    # while_consent
    Case("consent: never given is not needed", consent, NEVER_NEEDED),
    Case("consent: given is needed", consent, None, (yes(ASKED),)),
    Case("consent: an objection counts as withdrawal", consent, ON, (yes(ASKED), no(ON))),
    Case("consent: an objection to everything too", consent, ON, (yes(ASKED), no(ON, ""))),
    Case("consent: a wish ends it", consent, ON, (yes(ASKED), wish(ON))),
    Case("consent: withdrawn is not needed from that day", consent, ON, (yes(ASKED), Said("withdraw", ON))),
    Case("consent: withdrawn for another purpose still stands", consent, None, (yes(ASKED), Said("withdraw", ON, "other"))),
    Case("consent: for another purpose is none", consent, NEVER_NEEDED, (Said("consent", ASKED, "other"),)),
    Case("consent: given again after a no, it stands", consent, None, (no(ASKED), yes(ON))),
    Case("consent: given again after a wish, it stands", consent, None, (wish(ASKED), yes(ON))),
    Case("consent: past renewal without an answer is needed, and reviewed", asked_again, None, (yes(ASKED),)),
    Case("consent: or, so set, not needed from that day", silence_ends, date(2027, 1, 31), (yes(ASKED),)),
    Case("consent: renewed, it counts from the answer", silence_ends, date(2027, 6, 30), (yes(ASKED), yes(ON))),
    Case("consent: withdrawn before its renewal, it ends then", silence_ends, ON, (yes(ASKED), Said("withdraw", ON))),
    # as_long_as, as_long_as_any
    Case("as long as: needed while so", unanswered, None),
    Case("as long as: not needed when not so", unanswered, NEVER_NEEDED, facts=(("answered_on", ON),)),
    Case("as long as: needed while all of it is so", unanswered_web, None),
    Case("as long as: not needed when only the one is so", unanswered_web, NEVER_NEEDED, facts=(("channel", "phone"),)),
    Case("as long as: nor when only the other is", unanswered_web, NEVER_NEEDED, facts=(("answered_on", ON),)),
    Case("as long as: ignores an objection", unanswered, None, (no(ON),)),
    Case("as long as: ignores a wish", unanswered, None, (wish(ON),)),
    Case("as long as: hears a wish if it says so", unanswered_unless, ON, (wish(ON),)),
    Case("as long as: and even then no objection", unanswered_unless, None, (no(ON),)),
    Case("as long as: open with an unknown closing is needed", in_time, None),
    Case("as long as: what closes on a day is gone on that day", in_time, ON, facts=(("answered_on", ON),)),
    Case("as long as any: needed while one is open", working, None, closes=None),
    Case("as long as any: not needed where there is none", working, NEVER_NEEDED),
    Case("as long as any: gone on the day the last one closes", working, ON, closes=ON),
    Case("as long as any: ignores a wish, which waits", working, ON, (wish(ASKED),), closes=ON),
    Case("as long as any: ignores an objection", working, ON, (no(ASKED),), closes=ON),
    Case("as long as any: hears a wish if it says so", working_unless, ASKED + DAY, (wish(ASKED + DAY),), closes=ON),
    # for_period_after
    Case("period: a month after 31 January ends on 28 February", month_after, date(2026, 2, 28)),
    Case("period: ignores an objection", month_after, date(2026, 2, 28), (no(ASKED),)),
    Case("period: ignores a wish", month_after, date(2026, 2, 28), (wish(ASKED),)),
    Case("period: an unknown date is needed", answered_lately, None),
    Case("period: four weeks are 28 days", answered_lately, ON + 28 * DAY, facts=(("answered_on", ON),)),
    # indefinitely
    Case("indefinitely: needed", for_ever, None),
    Case("indefinitely: ignores wish and objection", for_ever, None, (no(ON), wish(ON))),
    # combined
    Case("both: time ends it", both, date(2026, 2, 28)),
    Case("both: and so does a wish", both, date(2026, 2, 10), (wish(date(2026, 2, 10)),)),
    Case("both: and so does an objection", both, date(2026, 2, 10), (no(date(2026, 2, 10)),)),
    Case("either: time keeps it without consent", either, date(2026, 3, 2)),
    Case("either: consent keeps it after the time", either, ON, (yes(ASKED), Said("withdraw", ON))),
]


def kept_by(term: Term, purpose: Purpose = NEWS) -> type[Policy]:
    """Return a policy under which questions are kept by ``term``."""

    class Kept(Policy, register=False):
        model = Enquiry
        subject = "contact__subject"
        collected = "received_on"
        said = Personal("question", "answer", erase=DeleteRow(), keep={purpose: term})

    return Kept


def question(case: Case) -> Enquiry:
    """Write the question of the case, the work if any, and what was said, in the order of the days."""
    contact = register.add_contact(origin=Origin.QUESTION, on=ASKED, emails=["ask@example.org"], first_name="Noor", last_name="Maes")
    asked = Enquiry.objects.create(contact=contact, question="Mag ik?", received_on=ASKED, **dict(case.facts))
    if case.closes != "no work":
        opened = {"contact": contact, "subject": contact.subject, "title": "Werk", "opened_on": ASKED}
        Assignment.objects.create(**opened, closed_on=ASKED)
        Assignment.objects.create(**opened, closed_on=case.closes)
    for said in case.said:
        said.record(contact.subject)
    return asked


def needed(row: Any, group: Group, today: date) -> bool:
    return group.model._base_manager.filter(compile.needed(group, today=today), pk=row.pk).exists()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_database_and_the_person_are_told_the_same(case: Case) -> None:
    with registry.temporarily(kept_by(case.term)):
        group = registry.group("contacts.enquiry.said")
        row = question(case)
        told = case.term.ends(Scope(group, NEWS), row, list(Choice.objects.filter(subject=row.contact.subject)))
        assert told == case.gone
        if case.gone is None:
            assert needed(row, group, date(2027, 1, 30))
            assert needed(row, group, date(2050, 1, 1))
        elif case.gone == NEVER_NEEDED:
            assert not needed(row, group, ON)
        else:
            assert needed(row, group, case.gone - DAY), "the last day kept"
            assert not needed(row, group, case.gone), "the first day gone"
            assert not needed(row, group, case.gone + 4000 * DAY)


# --- the books ----------------------------------------------------------------------------------------

FROM_MARCH = date(2026, 3, 10)


def state(row: Any, label: str, today: date) -> str:
    group = registry.group(label)
    return group.model._base_manager.filter(pk=row.pk).values_list(compile.state_of(group, today=today), flat=True)[0]  # type: ignore[no-any-return]


@pytest.fixture
def invoiced() -> Invoice:
    cast.pieter()
    return Invoice.objects.get()


def test_an_invoice_of_march_2026_is_kept_through_2033_and_gone_on_new_years_day(invoiced: Invoice) -> None:
    assert invoiced.issued_on == FROM_MARCH
    assert state(invoiced, "contacts.invoice.billed_to", date(2033, 12, 31)) == "kept"
    assert state(invoiced, "contacts.invoice.billed_to", date(2034, 1, 1)) == "due"


def test_with_a_vat_number_the_law_asks_ten_years_from_the_documents_year(invoiced: Invoice, settings: Any) -> None:
    settings.VAT_NUMBER = "BE0123456789"
    assert state(invoiced, "contacts.invoice.billed_to", date(2036, 12, 31)) == "kept"
    assert state(invoiced, "contacts.invoice.billed_to", date(2037, 1, 1)) == "due"


@pytest.mark.parametrize(("chargeable", "gone"), [(date(2022, 12, 31), date(2031, 1, 1)), (date(2023, 1, 1), date(2034, 1, 1))])
def test_the_ten_years_bind_from_the_first_day_of_2023(chargeable: date, gone: date, settings: Any) -> None:
    settings.VAT_NUMBER = "BE0123456789"
    issued: dict[str, Any] = {"number": "1", "issued_on": date(2023, 1, 1), "chargeable_on": chargeable}
    document = Invoice.objects.create(subject=Subject.objects.create(), billed_name="Pieter Claessens", **issued)
    assert state(document, "contacts.invoice.billed_to", gone - DAY) == "kept"
    assert state(document, "contacts.invoice.billed_to", gone) == "due"


@pytest.mark.parametrize("verb", ["forget", "object_to", "restrict"])
def test_no_wish_shortens_and_no_restriction_lengthens_what_the_law_keeps(invoiced: Invoice, verb: str) -> None:
    Said(verb, date(2026, 6, 1), "").record(invoiced.subject)
    assert state(invoiced, "contacts.invoice.billed_to", date(2033, 12, 31)) == "kept"
    assert state(invoiced, "contacts.invoice.billed_to", date(2034, 1, 1)) == "due"


def test_a_draft_without_a_date_is_kept(invoiced: Invoice) -> None:
    draft = Invoice.objects.create(subject=invoiced.subject, billed_name="Pieter Claessens")
    assert state(draft, "contacts.invoice.billed_to", date(2060, 1, 1)) == "kept"


# --- the four states ----------------------------------------------------------------------------------

SAID = "contacts.enquiry.said"


@pytest.fixture
def noor() -> Contact:
    contact = cast.noor()
    choices.forget(contact.subject, on=cast.TODAY, source="web")
    return contact


def test_what_nobody_needs_is_due(noor: Contact) -> None:
    assert state(cast.enquiry_of(noor), SAID, cast.TODAY - DAY) == "kept"
    assert state(cast.enquiry_of(noor), SAID, cast.TODAY) == "due"


@pytest.mark.parametrize("covers", ["", SAID])
def test_a_hold_holds_from_its_day_to_its_release(noor: Contact, covers: str) -> None:
    hold = holds.place(noor.subject, reason="geschil", law="GDPR art. 17(3)(e)", on=cast.TODAY + DAY, review_on=cast.TODAY, covers=covers)
    asked = cast.enquiry_of(noor)
    assert [state(asked, SAID, cast.TODAY), state(asked, SAID, cast.TODAY + DAY)] == ["due", "held"]
    holds.release(hold, on=cast.TODAY + 5 * DAY, reason="geregeld")
    assert [state(asked, SAID, cast.TODAY + 4 * DAY), state(asked, SAID, cast.TODAY + 5 * DAY)] == ["held", "due"]


def test_a_hold_on_another_group_or_another_person_does_not_hold(noor: Contact) -> None:
    placed: dict[str, Any] = {"reason": "geschil", "law": "GDPR art. 17(3)(e)", "on": cast.TODAY, "review_on": cast.TODAY}
    holds.place(noor.subject, covers="contacts.contact.name", **placed)
    holds.place(cast.louise().subject, **placed)
    assert state(cast.enquiry_of(noor), SAID, cast.TODAY) == "due"
    assert state(noor, "contacts.contact.name", cast.TODAY) == "held"


def test_a_restriction_holds_until_it_is_lifted_and_changes_no_need() -> None:
    noor = cast.noor()
    asked, gone = cast.enquiry_of(noor), date(2028, 10, 23)
    choices.restrict(noor.subject, on=cast.TODAY, source="web")
    assert [state(asked, SAID, gone - DAY), state(asked, SAID, gone)] == ["kept", "held"]
    cast.told_of_the_lifting(noor.subject, on=gone + DAY)
    choices.lift(noor.subject, on=gone + DAY)
    assert [state(asked, SAID, gone), state(asked, SAID, gone + DAY)] == ["held", "due"]


def test_the_persons_own_later_wish_ends_their_restriction() -> None:
    noor = cast.noor()
    choices.restrict(noor.subject, on=cast.TODAY, source="web")
    choices.forget(noor.subject, on=cast.TODAY + DAY, source="web")
    assert state(cast.enquiry_of(noor), SAID, cast.TODAY + DAY) == "due"


def test_an_erased_group_is_empty_whatever_else_is_so(noor: Contact) -> None:
    Contact.objects.filter(pk=noor.pk).update(first_name="", last_name="", street="", postcode="", city="", country="")
    assert state(noor, "contacts.contact.name", cast.TODAY - DAY) == "empty"
    assert state(noor, "contacts.contact.name", cast.TODAY) == "empty"


# --- one person, one company, and rows reached along a path --------------------------------------------


def test_a_persons_wish_never_touches_the_company_nor_the_reverse() -> None:
    school, noor = cast.school(), cast.noor()
    Contact.objects.filter(pk=noor.pk).update(company=school)
    ContactRole.objects.create(contact=noor, company=school, role="director")
    choices.forget(noor.subject, on=cast.TODAY, source="web")
    assert state(school, "contacts.company.details", cast.TODAY) == "kept"
    assert state(noor, "contacts.contact.name", cast.TODAY) == "due"
    louise = cast.louise()
    choices.forget(school.subject, on=cast.TODAY, source="letter")
    assert state(school, "contacts.company.details", cast.TODAY) == "due"
    assert state(louise, "contacts.contact.name", cast.TODAY) == "kept"


def test_ways_to_reach_a_person_are_kept_while_that_persons_own_work_is_open() -> None:
    amina = cast.amina()
    choices.forget(amina.subject, on=cast.TODAY, source="web")
    louise = cast.louise()
    choices.forget(louise.subject, on=cast.TODAY, source="web")
    for point in ContactPoint.objects.all():
        assert state(point, "contacts.contactpoint.reach", cast.TODAY) == ("kept" if point.contact_id == amina.pk else "due")
    register.close_assignment(amina.assignments.get(), on=cast.TODAY + DAY)
    mine = amina.points.all()[0]
    assert [state(mine, "contacts.contactpoint.reach", day) for day in (cast.TODAY, cast.TODAY + DAY)] == ["kept", "due"]


def test_a_talk_without_work_is_not_about_open_work() -> None:
    talk_of_nothing = Interaction.objects.create(
        contact=cast.noor(), channel="phone", purpose="enquiry", held_on=date(2020, 1, 1), note="Gebeld"
    )
    assert state(talk_of_nothing, "contacts.interaction.said", cast.TODAY) == "due"
    talk_of_work = cast.amina().interactions.get()
    assert state(talk_of_work, "contacts.interaction.said", date(2040, 1, 1)) == "kept"


def test_a_moment_counts_by_its_local_day() -> None:
    # 23:30 in London is already the next day here.
    LogEntry.objects.create(user=cast.brecht(), action_time=datetime(2026, 1, 9, 23, 30, tzinfo=UTC), object_id="1", action_flag=2)
    entry = LogEntry.objects.get()
    days = [state(entry, "admin.logentry.act", day) for day in (date(2027, 1, 9), date(2027, 1, 10))]
    assert days == ["kept", "due"]


# --- privacy's own records ------------------------------------------------------------------------------


def test_a_wish_is_kept_while_anything_is_known_and_five_years_as_proof() -> None:
    known, forgotten = cast.noor(), Subject.objects.create()
    for subject in (known.subject, forgotten):
        choices.forget(subject, on=cast.TODAY, source="web")
    mine, theirs = Choice.objects.get(subject=known.subject), Choice.objects.get(subject=forgotten)
    five_years_on = date(2031, 11, 22)
    assert state(mine, "privacy.choice.wish", five_years_on) == "kept"
    assert [state(theirs, "privacy.choice.wish", day) for day in (five_years_on - DAY, five_years_on)] == ["kept", "due"]


def test_a_wish_waits_for_the_row_that_it_emptied() -> None:
    """Else the row would count as needed again, and stay for ever."""
    school, amina = cast.school(), cast.amina()
    role = ContactRole.objects.create(contact=amina, company=school, role="director")
    choices.forget(school.subject, on=cast.TODAY, source="letter")
    Company.objects.filter(pk=school.pk).update(name="", email="", city="")
    wish, later = Choice.objects.get(subject=school.subject), date(2040, 1, 1)
    assert state(wish, "privacy.choice.wish", later) == "kept"
    role.delete()
    school.delete()
    assert state(wish, "privacy.choice.wish", later) == "due"


def test_every_period_of_our_own_policy_ends_on_its_day() -> None:
    louise = cast.louise()
    Contact.objects.filter(pk=louise.pk).update(client_since=None, last_activity_on=date(2024, 2, 29))
    assert [state(louise, "contacts.contact.name", day) for day in (date(2026, 2, 27), date(2026, 2, 28))] == ["kept", "due"]


@pytest.mark.parametrize(
    ("period", "gone"),
    [(Years(1), date(2025, 2, 28)), (Months(12), date(2025, 2, 28)), (Months(48), date(2028, 2, 29)), (Days(366), date(2025, 3, 1))],
)
def test_a_leap_day_ends_where_its_month_does(period: Any, gone: date) -> None:
    with registry.temporarily(kept_by(for_period_after("answered_on", period, text="a while"), BOOKS)):
        case = replace(CASES[0], facts=(("answered_on", date(2024, 2, 29)),))
        row, group = question(case), registry.group(SAID)
        assert [needed(row, group, day) for day in (gone - DAY, gone)] == [True, False]
