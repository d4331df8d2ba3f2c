"""A question or an assignment through a public form: person, origin, record and notice shown, as one act."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts import public_enquiries, register
from contacts.forms import LONGEST
from contacts.models import Assignment, Company, Contact, Enquiry
from contacts.models.people import Origin
from privacy.delivery import outbox_worker
from privacy.models import Identifier, OutboxMessage, RateLimit, Subject, Suppression, Task
from privacy.notice import versions
from privacy.rights import erasure
from privacy.subjects import choices
from privacy.subjects.lookup import find_holders, find_subjects
from privacy.subjects.suppression_list import Suppressed
from tests import cast
from tests.public.sending import QUESTION, WORK, send
from tests.public.sites import rows

pytestmark = pytest.mark.django_db


def test_a_question_makes_a_person_with_an_origin_and_the_notice_they_saw(client: Client) -> None:
    answer = send(client, "/fr/contact/")
    assert (answer.status_code, answer["Location"]) == (302, "/fr/contact/thanks/")
    assert not answer.cookies
    contact = Contact.objects.get()
    assert (contact.first_name, contact.last_name, contact.language) == ("Amira", "Van den Berg", "fr")
    assert contact.origin == Origin.QUESTION
    assert contact.collected_on == contact.last_activity_on == timezone.localdate()
    assert contact.notice == versions.published_version("fr")
    assert cast.enquiry_of(contact).question == QUESTION["text"]
    assert find_subjects("amira@example.org") == [contact.subject]


def test_an_assignment_also_opens_work_for_the_organisation_they_name(client: Client) -> None:
    assert send(client, "/assignment/", of=WORK)["Location"] == "/assignment/thanks/"
    assignment = Assignment.objects.get()
    contact = assignment.contact
    assert contact
    assert (assignment.title, assignment.opened_on) == ("Taalcoaching", timezone.localdate())
    assert contact.origin == Origin.ASSIGNMENT
    assert contact.company == Company.objects.get(name="De Brug")
    assert cast.enquiry_of(contact).question == WORK["text"]
    assert set(contact.points.values_list("value", flat=True)) == {"tom@example.be", "+3216550109"}


def test_the_page_of_thanks_knows_nobody(client: Client) -> None:
    page = client.get(send(client)["Location"]).text
    assert "amira" not in page.lower()
    assert page == Client().get("/contact/thanks/").text


def test_the_same_person_asking_again_is_one_person(client: Client) -> None:
    noor = cast.noor()
    send(
        client,
        name="noor hendrickx",
        email=" Noor@Example.org ",
        phone="016 55 01 07",
        text="En op zaterdag?",
    )
    contact = Contact.objects.get()
    assert contact.pk == noor.pk
    assert contact.enquiries.count() == 2
    assert contact.points.count() == 1
    assert contact.enquiries.get(question="En op zaterdag?").said_phone == "+3216550107"


def test_another_name_at_the_same_address_is_another_person_and_somebody_looks(client: Client) -> None:
    noor = cast.noor()
    send(client, email="noor@example.org")
    new = Contact.objects.exclude(pk=noor.pk).get()
    assert new.subject != noor.subject
    assert set(find_subjects("noor@example.org")) == {new.subject, noor.subject}
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert (task.subject, task.label, task.row) == (new.subject, "contacts.contact", noor.pk)


def test_whoever_was_forgotten_and_comes_back_is_a_new_person_who_has_the_address_now(
    client: Client,
) -> None:
    noor = cast.noor()
    erasure.erase(noor.subject, today=timezone.localdate(), source="web")
    assert Suppression.objects.exists()
    assert not Contact.objects.filter(first_name="Noor").exists()
    send(client, name="Noor Hendrickx", email="noor@example.org")
    back = Contact.objects.get(first_name="Noor")
    assert back.subject != noor.subject
    assert find_holders("noor@example.org") == [back.subject]
    assert not back.subject.choices.exists()


def test_whoever_waits_to_be_forgotten_is_not_recognised_either(client: Client) -> None:
    amina = cast.amina()
    choices.record_erasure_wish(amina.subject, on=timezone.localdate(), source="web")
    send(client, name="Amina Verhaegen", email="amina@example.be")
    amina.refresh_from_db()
    assert amina.enquiries.count() == 0
    assert Enquiry.objects.get().contact.subject != amina.subject
    assert find_holders("amina@example.be") == [amina.subject]


def test_a_forgotten_persons_own_address_stays_theirs_when_somebody_else_of_that_mailbox_asks(
    client: Client,
) -> None:
    amina = cast.amina()
    choices.record_erasure_wish(amina.subject, on=timezone.localdate(), source="web")
    send(client, name="Youssef Verhaegen", email="amina@example.be")
    assert Identifier.objects.filter(subject=amina.subject, kind="email").exists()
    assert not Task.objects.filter(kind=Task.Kind.DUPLICATE).exists()


@pytest.mark.parametrize("what", ["/contact/", "/assignment/"])
def test_a_double_click_is_one(client: Client, what: str) -> None:
    for _click in range(2):
        assert send(client, what).status_code == 302
    assert (Contact.objects.count(), Enquiry.objects.count()) == (1, 1)
    assert Assignment.objects.count() == (1 if what == "/assignment/" else 0)


def test_a_second_organisation_is_written_down_and_takes_nobody_away(client: Client) -> None:
    for organisation in ("De Brug", "de brug", "De Linde"):
        send(client, "/assignment/", of=WORK, organisation=organisation)
    contact = Contact.objects.get()
    assert contact.company
    assert contact.company.name == "De Brug"
    assert sorted(contact.enquiries.values_list("question", "said_organisation")) == [
        (WORK["text"], ""),
        (WORK["text"], "De Linde"),
    ]


def test_what_was_typed_comes_back_with_what_is_wrong_and_nothing_is_kept(client: Client) -> None:
    answer = send(client, "/en/contact/", email="amira at example", phone="12")
    page = answer.text
    assert answer.status_code == 422
    assert "Amira Van den Berg" in page
    assert "amira at example" in page
    for field in ("email", "phone"):
        assert f'<a href="#id_{field}">' in page
        assert re.search(
            rf'<input[^>]*name="{field}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*id_{field}_error',
            page,
        )
        assert f'id="id_{field}_error"' in page
    assert "<title>Error: " in page
    assert not Subject.objects.exists()


@pytest.mark.parametrize("number", ["06 87654321", "016 55 01 0", "016 55 01 09 toestel 12"])
def test_a_number_of_elsewhere_is_kept_as_typed_and_never_made_belgian(client: Client, number: str) -> None:
    assert send(client, "/en/contact/", phone=number).status_code == 302
    assert Contact.objects.get().points.get(kind="phone").value == number


def test_a_machine_that_fills_the_trap_is_stopped_and_a_person_can_put_it_right(client: Client) -> None:
    assert re.search(
        r'class="trap" aria-hidden="true".*?name="website"[^>]*tabindex="-1"',
        client.get("/contact/").text,
        re.S,
    )
    answer = send(client, "/en/contact/", website="https://example.org")
    assert answer.status_code == 422
    assert 'class="trap"' not in answer.text
    assert '<a href="#id_website">' in answer.text
    assert not Subject.objects.exists()


def test_another_site_cannot_have_a_visitor_send_something(client: Client) -> None:
    answer = client.post("/contact/", QUESTION, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert not Subject.objects.exists()


def test_a_network_that_sends_very_much_is_told_to_wait_and_adds_nothing(client: Client) -> None:
    answers = [send(client, email=f"a{n}@example.org").status_code for n in range(22)]
    assert answers == [302] * 20 + [429] * 2
    assert Contact.objects.count() == 20
    assert send(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302


def test_a_question_may_be_long_but_not_endless(client: Client) -> None:
    line = "x" * 49
    assert send(client, text="\r\n".join([line] * (LONGEST // 50)) + "x").status_code == 302
    assert send(client, text="x" * (LONGEST + 1)).status_code == 422
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize("what", ["/contact/", "/assignment/"])
def test_everything_or_nothing_and_then_once_more(
    client: Client, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    seen: list[Any] = []

    def killed(*_arguments: Any, **_named: Any) -> None:
        seen.append((Subject.objects.count(), Contact.objects.count()))
        raise RuntimeError("killed in between")

    with monkeypatch.context() as broken:
        broken.setattr(register, "receive_enquiry", killed)
        assert send(client, what).status_code == 302
    assert seen == [(1, 1)]
    assert not Subject.objects.exists()
    outbox_worker.drain_outbox(now=timezone.now() + timedelta(minutes=2))
    assert Enquiry.objects.count() == Contact.objects.count() == 1


def test_what_was_sent_is_in_no_message_once_it_is_taken_in(client: Client) -> None:
    send(client)
    message = OutboxMessage.objects.get()
    assert (message.state, message.payload) == (OutboxMessage.State.DONE, None)


@pytest.mark.parametrize("what", ["/contact/", "/assignment/"])
@pytest.mark.parametrize(
    "name", ["Noor Hendrickx", "N. Hendrickx", "Mira Vandamme"], ids=["known", "fits", "another name"]
)
def test_a_known_address_takes_the_same_work_as_an_unknown_one(client: Client, what: str, name: str) -> None:
    cast.noor()
    versions.publish_notice(now=timezone.now())
    seen = {}
    for email in ("noor@example.org", "nobody@example.org"):
        carried = re.search(r'name="notice" value="([^"]+)"', client.get(what).text)
        assert carried
        facts = QUESTION | {"name": name, "email": email, "notice": carried[1]}
        before = rows()
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(what, facts)
        written = {table: count - before[table] for table, count in rows().items() if count != before[table]}
        sent = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        statements = [sql.split("(")[0].split("WHERE")[0] for sql in sent]
        seen[email] = (answer.status_code, answer["Location"], statements, written)
        RateLimit.objects.all().delete()
    assert seen["noor@example.org"] == seen["nobody@example.org"]
    assert seen["noor@example.org"][3] == {"privacy.OutboxMessage": 1, "privacy.RateLimit": 1}


def test_the_register_refuses_what_staff_bring_back_where_the_person_may() -> None:
    noor = cast.noor()
    erasure.erase(noor.subject, today=timezone.localdate(), source="web")
    with pytest.raises(Suppressed):
        register.add_contact(
            origin=Origin.STAFF, source="a colleague", on=timezone.localdate(), emails=["noor@example.org"]
        )
    public_enquiries.receive_question(
        public_enquiries.Enquirer("Noor Hendrickx", "noor@example.org", "nl"),
        question="?",
        notice=None,
        today=timezone.localdate(),
    )
    assert len(find_holders("noor@example.org")) == 1
