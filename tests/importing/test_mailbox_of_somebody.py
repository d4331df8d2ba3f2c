"""An organisation's address that looks like a person's is put before a person (issue 10, K08)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from contacts.importing.undo import undo_import
from contacts.mailboxes import ask_whose_mailbox, looks_like_somebodys
from contacts.models import Company, ImportBatch
from privacy.models import AccessLog, Task
from privacy.staff_access.titles import page_address
from tests.cast import school
from tests.importing.known import card, put
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff
from tests.staff.sending import opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "organisation", "somebodys"),
    [
        ("ilse.maes@debrug.example", "School De Brug", True),
        ("i.maes@debrug.example", "School De Brug", True),
        ("ilse@debrug.example", "School De Brug", True),
        ("ilse_maes1974@telenet.be", "School De Brug", True),
        ("info@debrug.example", "School De Brug", False),
        ("debrug@debrug.example", "School De Brug", False),
        ("school.debrug@example.org", "School De Brug", False),
        ("de-brug@gemeente.example", "School De Brug", False),
        ("secretariaat2@debrug.example", "School De Brug", False),
        ("boekhouding.leuven@debrug.example", "School De Brug", False),
    ],
)
def test_what_looks_like_somebodys(address: str, organisation: str, somebodys: bool) -> None:
    assert looks_like_somebodys(address, organisation) is somebodys


def tasks() -> list[tuple[object, int]]:
    found = Task.objects.filter(kind=Task.Kind.MAILBOX, label="contacts.company", done_on=None)
    return list(found.values_list("subject", "row"))


def test_an_address_book_asks_whose_it_is() -> None:
    put(
        card(2, email="ilse.maes@debrug.example", company="School De Brug"),
        card(3, email="info@linde.example", company="vzw De Linde"),
        card(4, email="jan.peeters@debrug.example", first_name="Jan", company="School De Brug"),
    )
    company = Company.objects.get(name="School De Brug")
    assert tasks() == [(company.subject_id, company.pk)]


def test_the_task_goes_with_an_address_book_that_is_taken_out() -> None:
    put(card(2, email="ilse.maes@debrug.example", company="School De Brug"))
    undo_import(ImportBatch.objects.get())
    assert not Company.objects.exists()
    assert tasks() == []


def test_a_form_of_staff_asks_it_once() -> None:
    company, client = school(), signed_in(staff("Client work"))
    address = reverse("admin:contacts_company_change", args=(company.pk,))
    for email in ("ilse.maes@debrug.example.be", "ilse.maes2@debrug.example.be", "info@debrug.example.be"):
        assert (
            opened(client, address, holding="city").send(client, press="_save", email=email).status_code
            == 302
        )
    assert tasks() == [(company.subject_id, company.pk)]


def test_the_page_of_the_task_says_which_address_and_what_to_do() -> None:
    company = school()
    Company.objects.filter(pk=company.pk).update(email="ilse.maes@debrug.example")
    company.refresh_from_db()
    ask_whose_mailbox(company, on=timezone.localdate())
    task = reverse("admin:privacy_task_change", args=(Task.objects.get().pk,))
    said = text_of(signed_in(staff("Client work")).get(task))
    assert f"{company.name} has the address ilse.maes@debrug.example." in " ".join(said.split())
    for form in (reverse("admin:contacts_contact_add"), page_address(Company, company.pk)):
        assert f'<a href="{form}">' in said
    assert AccessLog.objects.filter(what=f"contacts.company {company.pk}").exists()


def test_who_may_not_change_them_is_not_sent_to_the_forms() -> None:
    company = school()
    Company.objects.filter(pk=company.pk).update(email="ilse.maes@debrug.example")
    company.refresh_from_db()
    ask_whose_mailbox(company, on=timezone.localdate())
    reader = staff("Client work")
    reader.groups.clear()
    for name in ("view_task", "view_company", "use_client-file", "use_assignment"):
        reader.user_permissions.add(Permission.objects.get(codename=name))
    task = reverse("admin:privacy_task_change", args=(Task.objects.get().pk,))
    said = text_of(signed_in(reader).get(task))
    assert "ilse.maes@debrug.example" in said
    assert reverse("admin:contacts_contact_add") not in said
