"""What a form says that nobody confirmed takes nothing from anybody, and adds nothing to anybody."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from contacts import register
from contacts.models import Contact
from contacts.models.people import Origin
from contacts.unconfirmed import list_claimed_addresses
from privacy.models import Choice, MyDataVisit, Request, Subject, Task
from privacy.requests import decisions
from privacy.subjects import choices
from privacy.subjects.lookup import find_holders, find_subjects
from tests import cast
from tests.mydata.guest import PAGE, Guest, last_link, mails, words
from tests.public.sending import QUESTION, send
from tests.requests.visitor import FORM, Visitor, hidden
from tests.staff.people import director

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
STRANGER = {"name": "Mira Vandamme", "email": NOOR, "text": "Ik ben Noor niet."}


@pytest.fixture(autouse=True)
def _nobody_is_too_fast(settings: Any) -> None:
    settings.FORM_MINIMUM_SECONDS = 0


def objected(subject: Subject) -> bool:
    return subject.choices.filter(kind=Choice.Kind.OBJECTION).exists()


def object_from_the_mailbox() -> Any:
    """Object through the public form, with Noor's address, and follow the mailed link."""
    visitor = Visitor()
    begun = hidden(visitor.get(FORM), "begun")
    check = visitor.post(FORM, kind="objection", objection="enquiry", email=NOOR, details="", begun=begun)
    visitor.post(FORM, answers=hidden(check, "answers"))
    return visitor.confirm(NOOR)


def state_of(contact: Contact) -> dict[str, Any]:
    """What we keep of ``contact`` but their questions."""
    return Contact.objects.filter(pk=contact.pk).values().get() | {
        "points": list(contact.points.order_by("pk").values_list("kind", "value", "preferred")),
        "codes": list(contact.subject.identifiers.order_by("pk").values()),
        "work": list(contact.assignments.order_by("pk").values()),
    }


# --- A stranger's form with my address (L31) ----------------------------------------------------------


@pytest.fixture(params=["/contact/", "/assignment/"])
def stranger(request: pytest.FixtureRequest, client: Client) -> Contact:
    """Noor is known, and somebody sends a form with her address and another name."""
    noor = cast.noor()
    assert send(client, request.param, of=STRANGER).status_code == 302
    assert set(find_subjects(NOOR)) == {noor.subject, Contact.objects.exclude(pk=noor.pk).get().subject}
    return noor


def test_L31_my_data_opens_as_before(stranger: Contact) -> None:
    said = words(Guest().enter(NOOR))
    assert "Hendrickx" in said
    assert "Mira" not in said
    assert "Vandamme" not in said
    assert MyDataVisit.objects.get().subject == stranger.subject


def test_L31_a_link_mailed_before_opens_after(client: Client) -> None:
    noor, guest = cast.noor(), Guest()
    guest.knock(NOOR)
    send(client, of=STRANGER)
    assert guest.press(f"{PAGE}link/{mails(NOOR)[0]['context']['link'].split('/')[-2]}/").status_code == 302
    assert MyDataVisit.objects.get().subject == noor.subject


def test_L31_my_objection_is_carried_out_at_once(stranger: Contact) -> None:
    assert object_from_the_mailbox().status_code == 200
    assert objected(stranger.subject)
    assert Request.objects.get().subject == stranger.subject
    assert not objected(Contact.objects.exclude(pk=stranger.pk).get().subject)


def test_L31_an_objection_in_my_data_is_carried_out_too(stranger: Contact) -> None:
    guest = Guest()
    guest.enter(NOOR)
    assert guest.act("object", purpose="enquiry").status_code == 302
    assert objected(stranger.subject)


def test_L31_whoever_came_by_a_form_first_keeps_what_they_had(client: Client) -> None:
    send(client)
    first = Contact.objects.get()
    send(client, name="Mira Vandamme", text="Ik ook.")
    assert find_holders(QUESTION["email"]) == [first.subject]


def test_L31_whoever_waits_to_be_forgotten_keeps_their_mailbox(client: Client) -> None:
    amina = cast.amina()
    choices.record_erasure_wish(amina.subject, on=timezone.localdate(), source="web")
    send(client, name="Amina Verhaegen", email="amina@example.be")
    assert find_holders("amina@example.be") == [amina.subject]
    assert "Taalcoaching" in words(Guest().enter("amina@example.be"))


def recorded_later() -> Contact:
    """Another person whom staff write down with the mailbox of the form."""
    return register.add_contact(
        origin=Origin.QUESTION,
        on=timezone.localdate(),
        emails=[QUESTION["email"]],
        first_name="An",
    )


def imported_later(folder: Path) -> Contact:
    """Another person whom a file brings with the mailbox of the form."""
    file = folder / "list.csv"
    file.write_text(f"Voornaam;Achternaam;E-mailadres\nAn;Claes;{QUESTION['email']}\n")
    call_command("import_contacts", str(file), "--source", "a list", stdout=StringIO(), stderr=StringIO())
    return Contact.objects.get(last_name="Claes")


def test_a_record_that_staff_made_goes_before_what_a_form_said_earlier(client: Client) -> None:
    send(client)
    said = Contact.objects.get().subject
    known = recorded_later()
    assert find_holders(QUESTION["email"]) == [known.subject]
    assert said in find_subjects(QUESTION["email"])


def test_an_imported_record_shares_the_mailbox_that_a_form_said_earlier(
    client: Client, tmp_path: Path
) -> None:
    send(client)
    asker = Contact.objects.get()
    other = imported_later(tmp_path)
    assert set(find_holders(QUESTION["email"])) == {asker.subject, other.subject}
    guest = Guest()
    guest.knock(QUESTION["email"])
    assert guest.press(last_link(QUESTION["email"], "my-data")).status_code == 409
    assert MyDataVisit.objects.get().subject is None


def test_whoever_asked_by_form_is_not_mistaken_for_an_imported_record_when_they_want_to_be_forgotten(
    client: Client, tmp_path: Path
) -> None:
    send(client)
    imported_later(tmp_path)
    visitor = Visitor()
    begun = hidden(visitor.get(FORM), "begun")
    check = visitor.post(FORM, kind="erasure", email=QUESTION["email"], details="", begun=begun)
    visitor.post(FORM, answers=hidden(check, "answers"))
    visitor.confirm(QUESTION["email"])
    assert Request.objects.get().subject is None
    assert not Choice.objects.filter(kind=Choice.Kind.ERASURE).exists()


def test_an_imported_record_keeps_its_mailbox_from_a_later_form(client: Client, tmp_path: Path) -> None:
    known = imported_later(tmp_path)
    send(client)
    assert find_holders(QUESTION["email"]) == [known.subject]


def test_a_mailbox_that_two_records_share_is_not_shared_with_a_later_form_too(
    client: Client, tmp_path: Path
) -> None:
    send(client)
    asker = Contact.objects.get()
    Guest().enter(QUESTION["email"])
    other = imported_later(tmp_path)
    assert set(find_holders(QUESTION["email"])) == {asker.subject, other.subject}
    send(client, name="Mira Vandamme", text="Ik ook.")
    assert set(find_holders(QUESTION["email"])) == {asker.subject, other.subject}


def test_staff_may_confirm_an_address_that_an_imported_record_has_too(client: Client, tmp_path: Path) -> None:
    send(client)
    asker = Contact.objects.get()
    assert not list_claimed_addresses(asker)
    imported_later(tmp_path)
    assert [claim.value for claim in list_claimed_addresses(asker)] == [QUESTION["email"]]


def test_who_reads_the_mailbox_confirms_what_the_form_said(client: Client) -> None:
    send(client)
    asker = Contact.objects.get()
    assert asker.subject.identifiers.get().claimed
    Guest().enter(QUESTION["email"])
    assert not asker.subject.identifiers.get().claimed


# --- A mailbox that two people share (L30) -------------------------------------------------------------


@pytest.fixture
def shared() -> tuple[Contact, Contact]:
    """Noor and Sam have one mailbox, and we know it of both."""
    noor = cast.noor()
    sam = register.add_contact(
        origin=Origin.QUESTION,
        on=timezone.localdate(),
        emails=[NOOR],
        first_name="Sam",
        last_name="Hendrickx",
    )
    return noor, sam


def test_L30_staff_choose_who_objects_and_the_other_is_untouched(shared: tuple[Contact, Contact]) -> None:
    noor, sam = shared
    before = state_of(sam)
    object_from_the_mailbox()
    request = Request.objects.get()
    assert (request.subject, objected(noor.subject), objected(sam.subject)) == (None, False, False)
    decisions.choose_subject(request, noor.subject, by=director())
    request.refresh_from_db()
    assert request.subject == noor.subject
    assert not objected(sam.subject)
    assert state_of(sam) == before
    assert not Choice.objects.filter(subject=sam.subject).exists()


def test_L30_what_is_sent_to_the_mailbox_says_nothing_of_the_other(shared: tuple[Contact, Contact]) -> None:
    noor, _sam = shared
    object_from_the_mailbox()
    decisions.choose_subject(Request.objects.get(), noor.subject, by=director())
    Guest().knock(NOOR)
    assert len(mails(NOOR)) > 2
    assert "Sam" not in str(mails(NOOR))


def test_staff_are_asked_to_look_at_the_second_name_of_a_mailbox(stranger: Contact) -> None:
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert task.row == stranger.pk
