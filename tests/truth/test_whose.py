"""Whose wish and whose work count: one person and one company, and rows reached along a path."""

from __future__ import annotations

from datetime import date

import pytest

from contacts import register
from contacts.models import Contact, ContactPoint, ContactRole, Interaction
from privacy.subjects import choices
from tests import cast
from tests.truth.asking import DAY, state

pytestmark = pytest.mark.django_db


def test_a_persons_wish_never_touches_the_company_nor_the_reverse() -> None:
    school, noor = cast.school(), cast.noor()
    Contact.objects.filter(pk=noor.pk).update(company=school)
    ContactRole.objects.create(contact=noor, company=school, role="director")
    choices.record_erasure_wish(noor.subject, on=cast.TODAY, source="web")
    assert state(school, "contacts.company.details", cast.TODAY) == "kept"
    assert state(noor, "contacts.contact.name", cast.TODAY) == "due"
    louise = cast.louise()
    choices.record_erasure_wish(school.subject, on=cast.TODAY, source="letter")
    assert state(school, "contacts.company.details", cast.TODAY) == "due"
    assert state(louise, "contacts.contact.name", cast.TODAY) == "kept"


def test_ways_to_reach_a_person_are_kept_while_that_persons_own_work_is_open() -> None:
    amina = cast.amina()
    choices.record_erasure_wish(amina.subject, on=cast.TODAY, source="web")
    louise = cast.louise()
    choices.record_erasure_wish(louise.subject, on=cast.TODAY, source="web")
    for point in ContactPoint.objects.all():
        assert state(point, "contacts.contactpoint.reach", cast.TODAY) == (
            "kept" if point.contact_id == amina.pk else "due"
        )
    register.close_assignment(amina.assignments.get(), on=cast.TODAY + DAY)
    mine = amina.points.all()[0]
    assert [state(mine, "contacts.contactpoint.reach", day) for day in (cast.TODAY, cast.TODAY + DAY)] == [
        "kept",
        "due",
    ]


def test_a_talk_without_work_is_not_about_open_work() -> None:
    talk_of_nothing = Interaction.objects.create(
        contact=cast.noor(), channel="phone", purpose="enquiry", held_on=date(2020, 1, 1), note="Gebeld"
    )
    assert state(talk_of_nothing, "contacts.interaction.said", cast.TODAY) == "due"
    talk_of_work = cast.amina().interactions.get()
    assert state(talk_of_work, "contacts.interaction.said", date(2040, 1, 1)) == "kept"
