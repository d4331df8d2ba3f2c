"""A stored file is given by a page that asks who wants it, and by nothing else."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from contacts.models import Invoice
from privacy.files.writing import place_of
from privacy.models import AccessLog, StoredFile
from tests import cast
from tests.files.room import opened
from tests.staff.browsing import signed_in
from tests.staff.people import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    invoice: Invoice = cast.pieter().subject.invoices.get()
    return invoice


def document(invoice: Invoice) -> str:
    return reverse("admin:contacts_invoice_document", args=(invoice.pk,))


def test_the_bookkeeper_is_given_the_invoice_as_a_download_and_it_is_noted(invoice: Invoice) -> None:
    answer = signed_in(staff("Bookkeeping")).get(document(invoice))
    assert b"".join(answer) == opened(str(invoice.document.name))
    assert answer["Content-Disposition"] == f'attachment; filename="{invoice.number}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert int(answer["Content-Length"]) == StoredFile.objects.get().size
    assert AccessLog.objects.filter(subject=invoice.subject_id).exists()


def test_a_stranger_and_staff_without_a_role_are_given_nothing(invoice: Invoice) -> None:
    assert Client().get(document(invoice)).status_code == 302
    answer = signed_in(staff()).get(document(invoice))
    assert answer.status_code in (302, 403, 404)
    assert not AccessLog.objects.exists()


def test_no_address_leads_to_the_folder_of_files(invoice: Invoice) -> None:
    name = str(invoice.document.name)
    assert settings.MEDIA_URL in ("", "/"), "nothing is served below an address of its own"
    client = Client()
    for address in (f"/{name}", f"/media/{name}", f"/media/sealed/{name}", f"/static/{name}"):
        assert client.get(address).status_code == 404


def test_a_file_whose_bytes_were_changed_is_not_given_at_all(invoice: Invoice) -> None:
    place = place_of(str(invoice.document.name))
    place.write_bytes(place.read_bytes()[:-1])
    client = signed_in(staff("Bookkeeping"))
    client.raise_request_exception = False
    answer = client.get(document(invoice))
    assert answer.status_code == 500
    assert b"%PDF" not in answer.content


def test_a_missing_file_is_a_404(invoice: Invoice) -> None:
    StoredFile.objects.all().delete()
    assert signed_in(staff("Bookkeeping")).get(document(invoice)).status_code == 404
