"""The same address twice: a warning with a link before saving, and a task that names and links both."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts import public_enquiries
from contacts.doubles import find_told_apart
from contacts.models import Contact
from contacts.public_enquiries import Enquirer
from privacy.models import AccessLog, Task
from tests.cast import amina, louise, noor, pieter
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff
from tests.staff.reaching import page, restrict
from tests.staff.sending import Form, opened

pytestmark = pytest.mark.django_db
ADD = reverse("admin:contacts_contact_add")
NEW = {"last_name": "Verhaegen", "reason": "question", "reason_text": "Wanneer?"}
MAIL = {"points-0-kind": "email", "points-0-value": " Amina@Example.be"}


@pytest.fixture
def client() -> Any:
    return signed_in(staff("Client work"))


def again(answer: Any) -> Form:
    """The form that came back, as the browser has it open."""
    holder = type("Once", (), {"get": lambda self, address: answer})()
    return opened(holder, answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"], holding="city")


def test_who_is_added_with_the_address_of_another_is_saved_after_a_warning_with_a_link(client: Any) -> None:
    other = amina()
    answer = opened(client, ADD, holding="city").send(client, press="_save", **NEW, **MAIL)
    said = text_of(answer)
    assert "This is also of Amina Verhaegen. If these are two people, save again." in said
    assert f'href="{page(other)}"' in said
    assert Contact.objects.count() == 1
    assert again(answer).send(client, press="_save").status_code == 302
    assert Contact.objects.exclude(pk=other.pk).get().points.get().value == "amina@example.be"


def test_a_number_that_another_has_is_warned_of_where_it_is_corrected(client: Any) -> None:
    other, contact = amina(), noor()
    form = opened(client, page(contact, "change") + "?why=correcting", holding="city")
    number = {"points-1-kind": "phone", "points-1-value": "016 55 01 01"}
    answer = form.send(client, press="_save", **number)
    assert f'href="{page(other)}"' in text_of(answer)
    assert contact.points.count() == 1
    assert again(answer).send(client, press="_save").status_code == 302
    assert contact.points.count() == 2


def test_the_address_of_a_third_person_is_warned_of_anew(client: Any) -> None:
    amina(), pieter()
    answer = opened(client, ADD, holding="city").send(client, press="_save", **NEW, **MAIL)
    answer = again(answer).send(client, press="_save", **{"points-0-value": "pieter@example.be"})
    assert "Pieter Claessens" in text_of(answer)
    assert Contact.objects.count() == 2


def test_what_was_shared_before_and_stays_is_not_warned_of(client: Any) -> None:
    contact, other = noor(), louise()
    other.points.filter(kind="email").update(value="noor@example.org")
    form = opened(client, page(contact, "change") + "?why=correcting", holding="city")
    assert form.send(client, press="_save", city="Gent").status_code == 302


def test_somebody_whom_the_reader_may_not_see_is_not_named(client: Any) -> None:
    restrict(amina())
    said = text_of(opened(client, ADD, holding="city").send(client, press="_save", **NEW, **MAIL))
    assert "Somebody else has this too." in said
    assert "Amina" not in said.replace("Amina@Example.be", "").replace("amina@example.be", "")


def test_the_task_about_two_people_at_one_address_names_and_links_both() -> None:
    first = noor()
    asker = Enquirer(name="Thomas De Wit", email="noor@example.org", language="nl")
    public_enquiries.receive_question(asker, question="En ik?", notice=None, today=timezone.localdate())
    second = Contact.objects.exclude(pk=first.pk).get()
    assert Task.objects.filter(kind=Task.Kind.DUPLICATE).count() == 1
    client = signed_in(staff("Privacy officer"))
    task = reverse("admin:privacy_task_change", args=(Task.objects.get(kind=Task.Kind.DUPLICATE).pk,))
    for address in (reverse("admin:index"), reverse("admin:privacy_task_changelist"), task):
        said = text_of(client.get(address))
        for contact in (first, second):
            assert f'<a href="{page(contact)}">{contact.full_name()}</a>' in said, address


def two_at_one_mailbox() -> tuple[Contact, Contact, Task]:
    first = noor()
    asker = Enquirer(name="Thomas De Wit", email="noor@example.org", language="nl")
    public_enquiries.receive_question(asker, question="En ik?", notice=None, today=timezone.localdate())
    second = Contact.objects.exclude(pk=first.pk).get()
    return first, second, Task.objects.get(kind=Task.Kind.DUPLICATE)


def of_task(task: Task, name: str = "change") -> str:
    return reverse(f"admin:privacy_task_{name}", args=(task.pk,))


def test_the_page_of_the_task_shows_the_two_beside_each_other_and_that_is_noted() -> None:
    first, second, task = two_at_one_mailbox()
    said = text_of(signed_in(staff("Privacy officer")).get(of_task(task)))
    assert "are they two people, or is one person here twice?" in said
    assert said.count("noor@example.org") == 2
    assert str(second.get_origin_display()) in said
    for contact in (first, second):
        assert f"{page(contact, 'change')}?why=correcting" in said
        read = AccessLog.objects.filter(subject=contact.subject).values_list("what", flat=True)
        assert f"contacts.contact {contact.pk}" in read
        assert any(what.startswith("contacts.contactpoint") for what in read)


def test_that_they_are_two_people_closes_the_task_and_no_import_asks_it_again() -> None:
    first, second, task = two_at_one_mailbox()
    client = signed_in(staff("Privacy officer"))
    assert of_task(task) in text_of(client.get(page(first)))
    assert of_task(task) in text_of(client.get(page(second)))
    assert "The task is done." in text_of(client.post(of_task(task, "two_people"), follow=True))
    assert of_task(task) not in text_of(client.get(page(first)))
    for contact, other in ((first, second), (second, first)):
        assert find_told_apart([(contact.subject_id, other.pk)]) == {(contact.subject_id, other.pk)}
    assert find_told_apart([(first.subject_id, first.pk)]) == set()


def test_who_may_only_read_tasks_compares_and_does_not_decide() -> None:
    _first, _second, task = two_at_one_mailbox()
    client = signed_in(staff("Client work"))
    assert "They are two people" not in text_of(client.get(of_task(task)))
    assert client.post(of_task(task, "two_people")).status_code == 403
    task.refresh_from_db()
    assert task.done_on is None


def test_a_task_is_for_somebody_by_name() -> None:
    _first, _second, task = two_at_one_mailbox()
    officer = staff("Privacy officer")
    said = text_of(signed_in(officer).get(of_task(task)))
    assert f">{officer.username}</option>" in said
    assert f"user {officer.pk}" not in said
