"""A person's data are seen by those whose work has a purpose that needs them now (promise P28)."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.management import call_command
from django.utils import timezone

from contacts.models import Assignment, Contact, ContactPoint, Enquiry, Interaction, Invoice
from contacts.purposes import ASSIGNMENT, CLIENT_FILE
from contacts.roles import BOOKKEEPING, CLIENT_WORK
from privacy.declarations.erasers import Blank
from privacy.declarations.policies import Personal
from privacy.declarations.registry import registry
from privacy.declarations.terms.vocabulary import as_long_as
from privacy.models import AccessLog, Choice, Identifier, Request
from privacy.purposes import REQUESTS
from privacy.retention import state
from privacy.staff_access import roles, visibility
from privacy.subjects import choices, lookup
from som.models import User
from som.roles import PRIVACY_OFFICER
from tests.cast import TODAY, StaffFactory, amina, louise, noor, pieter, school
from tests.staff.people import director, staff

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P28")]

WORK, BOOKS, PRIVACY, ADMIN = "Client work", "Bookkeeping", "Privacy officer", "Administrator"

# Whose rows each role sees on 22 November 2026, model by model. The administrator sees staff accounts and
# nobody else.
EVERYBODY = {"amina", "pieter", "louise", "noor"}
MATRIX = [
    (WORK, Contact, EVERYBODY),
    (WORK, ContactPoint, EVERYBODY),
    (WORK, Assignment, {"amina", "pieter", "louise"}),
    (WORK, Enquiry, {"pieter", "noor"}),
    (WORK, Interaction, {"amina", "pieter"}),
    (WORK, Invoice, set()),
    (WORK, Identifier, set()),
    (WORK, User, set()),
    (BOOKS, Contact, set()),
    (BOOKS, ContactPoint, set()),
    (BOOKS, Assignment, set()),
    (BOOKS, Enquiry, set()),
    (BOOKS, Interaction, set()),
    (BOOKS, Invoice, {"pieter"}),
    (ADMIN, Contact, set()),
    (ADMIN, Invoice, set()),
    (ADMIN, Enquiry, set()),
    (PRIVACY, Contact, EVERYBODY),
    (PRIVACY, ContactPoint, EVERYBODY),
    (PRIVACY, Invoice, {"pieter"}),
    (PRIVACY, Identifier, EVERYBODY),
]


def whose(rows: object) -> set[str]:
    """Return the first names of the people whose rows these are."""
    names = {contact.subject_id: contact.first_name.lower() for contact in Contact.objects.all()}
    return {names[lookup.subject_of(row).pk] for row in rows}  # type: ignore[union-attr, attr-defined]


@pytest.mark.parametrize(
    ("role", "model", "people"), MATRIX, ids=lambda value: getattr(value, "__name__", None)
)
def test_a_role_sees_whom_its_purposes_need(role: str, model: type, people: set[str]) -> None:
    user = staff(role)
    amina(), pieter(), louise(), noor()
    rows = model.objects.exclude(pk__in=User.objects.values("pk")) if model is User else model.objects.all()  # type: ignore[attr-defined]
    assert model is User or whose(rows)
    assert whose(visibility.visible_to(rows, user=user, today=TODAY)) == people


def test_each_field_is_seen_only_while_a_purpose_of_the_role_needs_it() -> None:
    """For every role and every declared group: the rows seen are exactly those that one of the role's
    purposes needs."""
    amina(), pieter(), louise(), noor(), school()
    empty = set()
    for role in roles.declared_roles():
        user = staff(role.name)
        for group in registry.groups:
            rows = group.model._base_manager.all()
            seen = set(
                rows.filter(visibility.visible_group(group, user=user, today=TODAY)).values_list(
                    "pk", flat=True
                )
            )
            mine = [purpose for purpose in group.keep if purpose.slug in role.purposes]
            needed = [
                rows.filter(state.needed(group, today=TODAY, purposes=[purpose])).values_list("pk", flat=True)
                for purpose in mine
            ]
            everything = set(rows.values_list("pk", flat=True))
            assert seen == (everything if role.name == PRIVACY_OFFICER.name else set().union(*needed)), (
                role.name,
                group.label,
            )
            empty |= {(role.name, group.label)} if everything and not seen else set()
    assert ("Bookkeeping", "contacts.contact.name") in empty
    assert ("Client work", "contacts.invoice.billed_to") in empty


def test_what_only_the_books_need_is_seen_by_the_bookkeeper_alone() -> None:
    contact = pieter()
    invoice = Invoice.objects.get()
    choices.record_erasure_wish(contact.subject, on=TODAY, source=Choice.Channel.WEB)
    assert visibility.hidden_fields(invoice, user=staff(BOOKS), today=TODAY) == set()
    assert visibility.hidden_fields(invoice, user=staff(WORK), today=TODAY) == {
        "billed_name",
        "billed_address",
        "lines",
        "document",
    }
    assert not visibility.visible_to(Contact.objects.all(), user=staff(BOOKS, WORK), today=TODAY).exists()


def test_after_the_term_of_the_law_the_bookkeeper_sees_nothing_either() -> None:
    pieter()
    user = staff(BOOKS)
    assert visibility.visible_to(Invoice.objects.all(), user=user, today=date(2033, 12, 31)).exists()
    assert not visibility.visible_to(Invoice.objects.all(), user=user, today=date(2034, 1, 1)).exists()


def test_a_restricted_person_is_there_for_the_privacy_role_only() -> None:
    contact, other = amina(), louise()
    worker, officer = staff(WORK), staff(PRIVACY)
    assert visibility.visible_to(Contact.objects.all(), user=worker, today=TODAY).count() == 2
    choices.record_restriction(contact.subject, on=TODAY, source=Choice.Channel.LETTER)
    assert list(visibility.visible_to(Contact.objects.all(), user=worker, today=TODAY)) == [other]
    assert not visibility.visible_to(
        ContactPoint.objects.filter(contact=contact), user=worker, today=TODAY
    ).exists()
    assert visibility.visible_to(Contact.objects.all(), user=officer, today=TODAY).count() == 2
    assert list(visibility.usable_for(Contact.objects.all(), CLIENT_FILE, today=TODAY)) == [other]


def test_an_objection_ends_the_use_for_that_purpose_at_once() -> None:
    contact = louise()
    assert visibility.usable_for(Contact.objects.all(), CLIENT_FILE, today=TODAY).get() == contact
    choices.record_objection(contact.subject, CLIENT_FILE.slug, on=TODAY, source=Choice.Channel.WEB)
    assert not visibility.usable_for(Contact.objects.all(), CLIENT_FILE, today=TODAY).exists()
    assert not visibility.usable_for(Contact.objects.all(), ASSIGNMENT, today=TODAY).exists()


def test_request_files_are_closed_to_all_but_the_privacy_role() -> None:
    Request.objects.create(
        reference="SOM-TEST-0001",
        kind="access",
        channel="web",
        digest="test:0",
        address="noor@example.org",
        details="",
        received_at=timezone.now(),
        confirmed_at=timezone.now(),
        due_on=TODAY,
    )
    seen = [
        name
        for name in (WORK, BOOKS, ADMIN, PRIVACY)
        if visibility.visible_to(Request.objects.all(), user=staff(name), today=TODAY)
    ]
    assert seen == [PRIVACY]


def test_whoever_is_not_signed_in_or_left_sees_nobody() -> None:
    amina()
    left = director()
    assert visibility.visible_to(Contact.objects.all(), user=left, today=TODAY).exists()
    left.is_active = False
    for user in (AnonymousUser(), left, StaffFactory.create()):
        assert not visibility.visible_to(Contact.objects.all(), user=user, today=TODAY).exists()


def test_what_a_reader_may_not_see_is_blank_in_a_list() -> None:
    """Two groups of one row, needed by different purposes: each reader gets the half that is theirs."""
    policy = registry.policy_for(Contact)
    assert policy is not None

    class Halves(type(policy)):  # type: ignore[misc]
        name = Personal(
            "first_name", "last_name", keep={ASSIGNMENT: as_long_as("always", {"pk__isnull": False})}
        )
        provenance = Personal(
            "street", "city", keep={REQUESTS: as_long_as("always", {"pk__isnull": False})}, erase=Blank()
        )

    contact = amina()
    with registry.temporarily(Halves):
        user = staff(WORK)
        assert visibility.hidden_fields(contact, user=user, today=TODAY) == {"street", "city"}
        row = visibility.with_visible_groups(Contact.objects.all(), user=user, today=TODAY).get()
        assert (row.first_name, row.city) == ("Amina", "Leuven")
        visibility.blank_hidden_fields([row])
        assert (row.first_name, row.city) == ("Amina", "")


def test_a_reading_is_logged_with_what_it_was_for_and_no_name() -> None:
    now = timezone.now()
    contact = pieter()
    worker, officer = staff(WORK), staff(PRIVACY)
    assert visibility.purpose_for(contact, user=worker, today=TODAY) == "client-file"
    reading = visibility.log_reading(contact, user=worker, now=now, today=TODAY)
    assert reading is not None
    assert (reading.subject, reading.user, reading.what) == (
        contact.subject,
        worker,
        f"contacts.contact {contact.pk}",
    )
    choices.record_erasure_wish(contact.subject, on=TODAY, source=Choice.Channel.WEB)
    visibility.log_reading(contact, user=officer, now=now, today=TODAY)
    assert list(AccessLog.objects.order_by("pk").values_list("purpose", flat=True)) == [
        "client-file",
        "requests",
    ]
    assert visibility.log_reading(worker, user=officer, now=now, today=TODAY) is None


def test_the_command_makes_the_roles_and_takes_back_what_they_lost() -> None:
    call_command("sync_roles")
    extra = Permission.objects.get(codename="use_bookkeeping")
    worker = Group.objects.get(name=WORK)
    worker.permissions.add(extra)
    call_command("sync_roles")
    uses = worker.permissions.filter(codename__startswith="use_").values_list("codename", flat=True)
    assert {code.removeprefix("use_") for code in uses} == CLIENT_WORK.purposes
    assert not worker.permissions.filter(codename__endswith="_invoice").exists()
    assert BOOKKEEPING.purposes == {"bookkeeping"}


def test_a_role_for_a_purpose_that_nobody_declared_is_refused() -> None:
    with pytest.raises(KeyError, match="selling"):
        roles.sync_roles([roles.Role("Sales", purposes=frozenset({"selling"}))])
