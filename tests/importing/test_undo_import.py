"""``undo_import``: what an import brought goes again, but for whom somebody has worked with since."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.utils import timezone

from contacts.importing.undo import undo_import
from contacts.models import (
    Assignment,
    Company,
    Contact,
    ContactPoint,
    ContactRole,
    ContactTag,
    Enquiry,
    ImportBatch,
    Interaction,
    Tag,
)
from privacy.models import AccessLog, Choice, Identifier, Subject, Task
from som.models import User
from tests.importing.known import TODAY, ContactFactory, SubjectFactory, card, everything, put
from tests.importing.test_store_cut_off import book

pytestmark = pytest.mark.django_db

LEFT = ("contacts.ImportBatch", "contacts.ImportRemark")


def state() -> dict[str, list[dict[str, Any]]]:
    return {label: rows for label, rows in everything().items() if label not in LEFT}


def only() -> ImportBatch:
    return ImportBatch.objects.get()


def imported(**values: Any) -> Contact:
    """Import one person with a company, and return them."""
    put(card(email="els@example.org", first_name="Els", last_name="Maes", company="De Linde", **values))
    return Contact.objects.get(first_name="Els")


def test_undoing_gives_back_the_register_as_it_was() -> None:
    ContactFactory.create(first_name="", last_name="", emails=["p1@example.org"])
    ContactFactory.create(
        first_name="N2", last_name="Maes", emails=["p2@example.org"], phones=["+3216203040"]
    )
    ContactFactory.create(first_name="Somebody", last_name="Else", emails=["p3@example.org"])
    Company.objects.create(
        subject=SubjectFactory.create(kind="organisation"), name="school 3", collected_on=TODAY
    )
    before = state()
    put(*book(60), size=20)
    assert state() != before

    undone = undo_import(only())
    assert undone.kept == []
    assert undone.contacts > 40
    assert undone.blanked == 2
    assert state() == before


def test_undoing_a_second_time_does_nothing() -> None:
    put(*book(20))
    undo_import(only())
    before = everything()
    again = undo_import(only())
    assert (again.contacts, again.points, again.companies, again.blanked, again.kept) == (0, 0, 0, 0, [])
    assert everything() == before


def test_a_rehearsal_of_undoing_changes_nothing() -> None:
    put(*book(20))
    before = everything()
    rehearsed = undo_import(only(), rehearsal=True)
    assert rehearsed.contacts > 10
    assert everything() == before
    assert undo_import(only()) == rehearsed


def test_the_same_file_can_be_imported_again_afterwards() -> None:
    rows = book(20)
    first = put(*rows)
    undo_import(only())
    assert put(*rows).as_json() == first.as_json()


def enquiry(contact: Contact) -> None:
    Enquiry.objects.create(contact=contact, question="When?", received_on=TODAY)


def talk(contact: Contact) -> None:
    Interaction.objects.create(
        contact=contact, channel="phone", purpose="enquiry", held_on=TODAY, note="A talk."
    )


def assignment(contact: Contact) -> None:
    Assignment.objects.create(subject=contact.subject, contact=contact, title="A course", opened_on=TODAY)


def role(contact: Contact) -> None:
    ContactRole.objects.create(contact=contact, company=contact.company, role="director")


def tag(contact: Contact) -> None:
    ContactTag.objects.create(contact=contact, tag=Tag.objects.create(name="school"))


def choice(contact: Contact) -> None:
    Choice.objects.create(
        subject=contact.subject, kind=Choice.Kind.OBJECTION, purpose="offer", starts=TODAY, source="phone"
    )


def account(contact: Contact) -> None:
    User.objects.create(username="els", subject=contact.subject)


def address(contact: Contact) -> None:
    ContactPoint.objects.create(contact=contact, kind="phone", value="+3216999999")


def verified(contact: Contact) -> None:
    contact.points.update(verified_at=timezone.now())


def task_done(contact: Contact) -> None:
    facts = {"kind": Task.Kind.DUPLICATE, "subject": contact.subject, "label": "contacts.contact"}
    Task.objects.create(**facts, row=contact.pk, due_on=TODAY, done_on=TODAY)


def changed_by_staff(contact: Contact) -> None:
    kind = ContentType.objects.get_for_model(Contact)
    user = User.objects.create(username="staff")
    LogEntry.objects.create(
        user=user, content_type=kind, object_id=str(contact.pk), object_repr="contact", action_flag=CHANGE
    )


def completed_by_another_import(contact: Contact) -> None:
    put(card(email="els@example.org", phone="016999999", first_name="Els"), mark="b" * 64)


def joined(contact: Contact) -> None:
    ContactFactory.create(subject=contact.subject)


@pytest.mark.parametrize(
    "use",
    [
        enquiry,
        talk,
        assignment,
        role,
        tag,
        choice,
        account,
        address,
        verified,
        task_done,
        changed_by_staff,
        completed_by_another_import,
        joined,
    ],
    ids=lambda use: use.__name__,
)
def test_whoever_is_in_use_stays_and_is_named(use: Any) -> None:
    contact = imported()
    put(card(email="an@example.org", first_name="An"), mark="c" * 64)
    use(contact)
    undone = undo_import(ImportBatch.objects.get(contacts=contact))
    assert ("contacts.contact", contact.pk) in {(label, row) for label, row, _reason in undone.kept}
    assert Contact.objects.filter(pk=contact.pk, subject=contact.subject_id, company__isnull=False).exists()
    assert contact.points.filter(value="els@example.org").exists()
    assert Contact.objects.filter(first_name="An").exists()


def test_a_company_that_somebody_refers_to_stays() -> None:
    contact = imported()
    company = Company.objects.get()
    ContactFactory.create(company=company)
    undone = undo_import(only())
    assert not Contact.objects.filter(pk=contact.pk).exists()
    assert [(label, row) for label, row, _reason in undone.kept] == [("contacts.company", company.pk)]
    assert Company.objects.get() == company


def test_a_person_we_knew_loses_only_what_the_import_added() -> None:
    known = ContactFactory.create(emails=["jan@example.org"])
    put(
        card(
            email="jan@example.org",
            phone="016203040",
            first_name="Jan",
            last_name="Peeters",
            street="Dorp 1",
            company="De Linde",
        )
    )
    known.refresh_from_db()
    assert known.street == "Dorp 1"
    undo_import(only())
    known.refresh_from_db()
    assert (known.full_name(), known.street, known.company) == ("Jan Peeters", "", None)
    assert list(known.points.values_list("value", flat=True)) == ["jan@example.org"]
    assert Identifier.objects.filter(subject=known.subject).count() == 1
    assert not Company.objects.exists()


def test_what_staff_changed_since_of_a_person_we_knew_stays() -> None:
    known = ContactFactory.create(emails=["jan@example.org"])
    put(
        card(
            email="jan@example.org", phone="016203040", first_name="Jan", last_name="Peeters", street="Dorp 1"
        )
    )
    changed_by_staff(known)
    undone = undo_import(only())
    known.refresh_from_db()
    assert known.street == "Dorp 1"
    assert known.points.count() == 2
    assert (undone.blanked, undone.points, len(undone.kept)) == (0, 0, 2)


def test_an_import_that_was_cut_off_can_be_taken_out_too() -> None:
    class Killed(BaseException):
        pass

    def cut(rows: int) -> None:
        raise Killed

    before = state()
    with pytest.raises(Killed):
        put(*book(40), size=20, progress=cut)
    assert Contact.objects.exists()
    undo_import(only())
    assert state() == before
    assert not Subject.objects.exists()


def test_the_command_reports_in_json_and_refuses_an_unknown_number() -> None:
    contact = imported()
    out = io.StringIO()
    call_command("undo_import", str(contact.batch_id), "--dry-run", "--json", stdout=out)
    assert json.loads(out.getvalue())["removed"] == {"contacts": 1, "points": 1, "companies": 1, "blanked": 0}
    assert Contact.objects.exists()
    out = io.StringIO()
    call_command("undo_import", str(contact.batch_id), stdout=out)
    assert "1" in out.getvalue()
    assert not Contact.objects.exists()
    with pytest.raises(CommandError):
        call_command("undo_import", "999999")


def test_whom_somebody_only_looked_at_goes_and_who_looked_is_remembered() -> None:
    contact = imported()
    reading = AccessLog.objects.create(
        subject=contact.subject, purpose="client-file", what="contacts.contact", at=timezone.now()
    )
    undone = undo_import(only())
    assert undone.kept == []
    assert not Contact.objects.exists()
    assert AccessLog.objects.get() == reading
    assert not Identifier.objects.filter(subject=contact.subject_id).exists()
