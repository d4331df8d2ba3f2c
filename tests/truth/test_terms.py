"""The truth table of the policy language, cell by cell, on the database: every doubt is settled here first.

Each case is one question of one person, a term that keeps it, and what that person chose. Every case is asked
three times: as a condition on the database, as the day a person is told, and as the last day kept and the
first day gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from contacts import register
from contacts.models import Assignment, Enquiry
from contacts.models.people import Origin
from privacy.dates import Days, Months, Years
from privacy.declarations.conditions import condition_of, filled, in_period_after, open_on
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import NEVER_NEEDED, AllOf, AnyOf, Term
from privacy.declarations.terms.vocabulary import (
    as_long_as,
    as_long_as_any,
    for_period_after,
    indefinitely,
    until_objection,
    while_consent,
)
from privacy.models import Choice
from tests.truth.asking import DAY, NEWS, SAID, Said, is_needed, kept_by

pytestmark = pytest.mark.django_db

ASKED = date(2026, 1, 31)
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
answered_before = as_long_as("answered", {"answered_on__isnull": False})
thirty_days = for_period_after("received_on", Days(30), text="a month")
both = until_objection() & for_period_after("received_on", Months(1), text="a month")
all_of_three = AllOf((unanswered, until_objection(), month_after))
any_of_three = AnyOf((consent, answered_before, thirty_days))
nested = AnyOf((consent, AllOf((unanswered, AnyOf((objection, answered_before, thirty_days)), for_ever))))
turned = AllOf((for_ever, unanswered, AnyOf((answered_before, AllOf((objection, for_ever, month_after))))))
either = while_consent() | thirty_days
opened_lately = as_long_as_any("work", "contact__assignments", in_period_after("opened_on", Months(1)))
closed_lately = as_long_as_any("work", "contact__assignments", in_period_after("closed_on", Months(1)))
asked_by_web_lately = as_long_as(
    "asked", condition_of({"channel": "web"}) & in_period_after("received_on", Months(1))
)
both_closed_and_open = as_long_as_any(
    "work", "contact__assignments", in_period_after("opened_on", Months(24)) & open_on("closed_on")
)
answered_in_words = as_long_as("answered", filled("answer"))
of_somebody_named = as_long_as("named", filled("street", "last_name")).via("contact")
of_somebody_in_town = as_long_as("in town", filled("street", "city")).via("contact")


@dataclass(frozen=True)
class Case:
    """A cell: the term, what was said, the facts of the row, and the first day gone (``None``: no such
    day)."""

    name: str
    term: Term
    gone: date | None
    said: tuple[Said, ...] = ()
    facts: tuple[tuple[str, Any], ...] = ()
    closes: date | str | None = "no work"


def wish(on: date) -> Said:
    return Said("erasure", on)


def no(on: date, purpose: str = NEWS.slug) -> Said:
    return Said("objection", on, purpose)


def yes(on: date) -> Said:
    return Said("consent", on)


ON = date(2026, 6, 30)
CASES = [
    # until_objection
    Case("until objection: needed without a wish", objection, None),
    Case("until objection: not needed from the start of an objection", objection, ON, (no(ON),)),
    Case("until objection: an objection to everything counts", objection, ON, (no(ON, ""),)),
    Case("until objection: an objection to another purpose does not", objection, None, (no(ON, "other"),)),
    Case(
        "until objection: not needed from a wish on the day of collection", objection, ASKED, (wish(ASKED),)
    ),
    Case(
        "until objection: a wish from before the data were collected does not reach them",
        objection,
        None,
        (wish(ASKED - DAY),),
    ),
    Case(
        "until objection: asked again, it reaches what was collected in between",
        objection,
        ON,
        (wish(ASKED - DAY), wish(ON)),
    ),
    Case(
        "until objection: an objection that ended no longer counts", objection, None, (no(ON), yes(ON + DAY))
    ),
    Case("until objection: a restriction is no objection", objection, None, (Said("restriction", ON),)),
    # while_consent
    Case("consent: never given is not needed", consent, NEVER_NEEDED),
    Case("consent: given is needed", consent, None, (yes(ASKED),)),
    Case("consent: an objection counts as withdrawal", consent, ON, (yes(ASKED), no(ON))),
    Case("consent: an objection to everything too", consent, ON, (yes(ASKED), no(ON, ""))),
    Case("consent: a wish ends it", consent, ON, (yes(ASKED), wish(ON))),
    Case("consent: withdrawn is not needed from that day", consent, ON, (yes(ASKED), Said("withdrawal", ON))),
    Case(
        "consent: withdrawn for another purpose still stands",
        consent,
        None,
        (yes(ASKED), Said("withdrawal", ON, "other")),
    ),
    Case("consent: for another purpose is none", consent, NEVER_NEEDED, (Said("consent", ASKED, "other"),)),
    Case("consent: given again after a no, it stands", consent, None, (no(ASKED), yes(ON))),
    Case("consent: given again after a wish, it stands", consent, None, (wish(ASKED), yes(ON))),
    Case("consent: past renewal without an answer is needed, and reviewed", asked_again, None, (yes(ASKED),)),
    Case("consent: or, so set, not needed from that day", silence_ends, date(2027, 1, 31), (yes(ASKED),)),
    Case(
        "consent: renewed, it counts from the answer", silence_ends, date(2027, 6, 30), (yes(ASKED), yes(ON))
    ),
    Case(
        "consent: withdrawn before its renewal, it ends then",
        silence_ends,
        ON,
        (yes(ASKED), Said("withdrawal", ON)),
    ),
    # as_long_as, as_long_as_any
    Case("as long as: needed while so", unanswered, None),
    Case("as long as: not needed when not so", unanswered, NEVER_NEEDED, facts=(("answered_on", ON),)),
    Case("as long as: needed while all of it is so", unanswered_web, None),
    Case(
        "as long as: not needed when only the one is so",
        unanswered_web,
        NEVER_NEEDED,
        facts=(("channel", "phone"),),
    ),
    Case(
        "as long as: nor when only the other is", unanswered_web, NEVER_NEEDED, facts=(("answered_on", ON),)
    ),
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
    Case(
        "as long as any: hears a wish if it says so",
        working_unless,
        ASKED + DAY,
        (wish(ASKED + DAY),),
        closes=ON,
    ),
    # conditions on a date and on texts
    Case("lately: through the last day of the period", opened_lately, date(2026, 2, 28), closes=None),
    Case("lately: not where there is none", opened_lately, NEVER_NEEDED),
    Case("lately: the latest of them counts", closed_lately, date(2026, 7, 30), closes=ON),
    Case("lately: an unknown date counts as lately", closed_lately, None, closes=None),
    Case(
        "lately: ignores a wish and an objection",
        opened_lately,
        date(2026, 2, 28),
        (wish(ASKED), no(ASKED)),
        closes=None,
    ),
    Case("together: time ends what a fact does not", asked_by_web_lately, date(2026, 2, 28)),
    Case(
        "together: not needed where the fact is not so",
        asked_by_web_lately,
        NEVER_NEEDED,
        facts=(("channel", "phone"),),
    ),
    Case("together: of one and the same row", both_closed_and_open, ON, closes=ON),
    Case("filled: needed while something is written", answered_in_words, None, facts=(("answer", "Ja"),)),
    Case("filled: not needed where nothing is", answered_in_words, NEVER_NEEDED),
    Case("filled: one of several fields will do", of_somebody_named, None),
    Case("filled: and none of them will not", of_somebody_in_town, NEVER_NEEDED),
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
    Case("either: consent keeps it after the time", either, ON, (yes(ASKED), Said("withdrawal", ON))),
    # combined, more than two
    Case("all of three: the third ends it", all_of_three, date(2026, 2, 28)),
    Case("any of three: the third keeps it", any_of_three, date(2026, 3, 2)),
    Case("all of three: any of them ends it", all_of_three, date(2026, 2, 10), (wish(date(2026, 2, 10)),)),
    Case("any of three: the longest keeps it", any_of_three, ON, (yes(ASKED), Said("withdrawal", ON))),
    Case("any within all within any", nested, date(2026, 3, 2), (wish(ASKED),)),
    Case("all within any within all", turned, date(2026, 2, 28)),
]


def question(case: Case) -> Enquiry:
    """Write the question of the case, the work if any, and what was said, in the order of the days."""
    contact = register.add_contact(
        origin=Origin.QUESTION, on=ASKED, emails=["ask@example.org"], first_name="Noor", last_name="Maes"
    )
    asked = Enquiry.objects.create(contact=contact, question="Mag ik?", received_on=ASKED, **dict(case.facts))
    if case.closes != "no work":
        opened = {"contact": contact, "subject": contact.subject, "title": "Werk", "opened_on": ASKED}
        Assignment.objects.create(**opened, closed_on=ASKED)
        Assignment.objects.create(**opened, closed_on=case.closes)
    for said in case.said:
        said.record(contact.subject)
    return asked


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_database_and_the_person_are_told_the_same(case: Case) -> None:
    with registry.temporarily(kept_by(case.term)):
        group = registry.group("contacts.enquiry.said")
        row = question(case)
        told = case.term.ends(
            group.scope_for(NEWS), row, list(Choice.objects.filter(subject=row.contact.subject))
        )
        assert told == case.gone
        if case.gone is None:
            assert is_needed(row, group, date(2027, 1, 30))
            assert is_needed(row, group, date(2050, 1, 1))
        elif case.gone == NEVER_NEEDED:
            assert not is_needed(row, group, ON)
        else:
            assert is_needed(row, group, case.gone - DAY), "the last day kept"
            assert not is_needed(row, group, case.gone), "the first day gone"
            assert not is_needed(row, group, case.gone + 4000 * DAY)


@pytest.mark.parametrize(
    ("period", "gone"),
    [
        (Years(1), date(2025, 2, 28)),
        (Months(12), date(2025, 2, 28)),
        (Months(48), date(2028, 2, 29)),
        (Days(366), date(2025, 3, 1)),
    ],
)
def test_a_leap_day_ends_where_its_month_does(period: Any, gone: date) -> None:
    with registry.temporarily(kept_by(for_period_after("answered_on", period, text="a while"), BOOKS)):
        case = replace(CASES[0], facts=(("answered_on", date(2024, 2, 29)),))
        row, group = question(case), registry.group(SAID)
        assert [is_needed(row, group, day) for day in (gone - DAY, gone)] == [True, False]
