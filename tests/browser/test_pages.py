"""Each page by itself: whole on a telephone, clean for axe in light and dark, no cookie, nothing from
elsewhere."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.visitor import PREFIXES, Visitor

PUBLIC = [
    "",
    "contact/",
    "assignment/",
    "privacy/",
    "privacy/cookies/",
    "privacy/request/",
    "privacy/my-data/",
]
LISTS = [
    "contacts/contact",
    "contacts/company",
    "contacts/invoice",
    "contacts/enquiry",
    "privacy/request",
    "privacy/task",
    "privacy/hold",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(visitors: Visitors, path: str) -> None:
    for language, prefix in PREFIXES.items():
        visitor = visitors(language=language)
        assert visitor.open(prefix + path) == 200
        visitor.look(f"page-{path.replace('/', '-') or 'home-'}{language}")


def test_a_page_that_is_not_there(visitors: Visitors) -> None:
    for language, prefix in PREFIXES.items():
        visitor = visitors(language=language)
        assert visitor.open(f"{prefix}nowhere/") == 404
        visitor.look(f"page-404-{language}")


def test_a_form_that_is_not_right_yet(visitor: Visitor) -> None:
    for name, button in (("contact", "Send my question"), ("assignment", "Send my assignment")):
        visitor.open(f"/{name}/")
        visitor.press(button)
        visitor.reads(visitor.say("Something is missing or not right yet"))
        visitor.look(f"{name}-errors")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_page_for_a_forgotten_password(visitors: Visitors, language: str) -> None:
    visitor = visitors(language=language)
    visitor.staff = True  # these pages set a cookie, and say so
    assert visitor.open("/accounts/password/reset/") == 200
    visitor.look(f"staff-password-{language}")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_staff(staff: Visitor, name: str) -> None:
    assert staff.open(f"/admin/{name}/") == 200
    staff.look(f"staff-list-{name.replace('/', '-')}")


def test_the_page_of_a_person(office: Office, staff: Visitor) -> None:
    ((number,),) = office.running.query(
        f"SELECT contact_id FROM contacts_contactpoint WHERE value = '{office.people['client_active']}'"
    )
    assert staff.open(f"/admin/contacts/contact/{number}/") == 200
    staff.reads("Amina Verhaegen")
    staff.look("staff-contact")
