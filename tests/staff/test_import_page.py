"""Importing an address book in the administration: every row is seen before anything is written."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contacts.importing.upload import LEASE, do_next_step, list_waiting_uploads
from contacts.models import Contact, ContactTag, ImportBatch, ImportRemark, Tag, Upload
from privacy.models import Choice
from privacy.nightly import sweep_and_follow_up
from privacy.staff_access.titles import page_of
from privacy.subjects import choices
from tests.cast import amina, noor
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director, staff

pytestmark = pytest.mark.django_db

ADD = reverse("admin:contacts_importbatch_add")
BOOK = """Voornaam,Achternaam,E-mailadres,Bedrijf,Schoenmaat
Hanne,Peeters,hanne@example.org,Basisschool De Brug,39
Amina,Verhaegen,amina@example.be,,38
Zonder,Adres,,,40
Noor,Hendrickx,noor@example.org,,37
"""


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(client: Any, text: str = BOOK) -> Any:
    """The page after uploading a file of that text."""
    file = SimpleUploadedFile("klanten van An.csv", text.encode())
    return client.post(ADD, {"file": file, "source": "klantenbestand 2020"}, follow=True)


def page(upload: Upload) -> str:
    return reverse("admin:contacts_upload", args=(upload.pk,))


def worked() -> None:
    """What the worker does when it is nudged."""
    for number in list_waiting_uploads(now=timezone.now()):
        do_next_step(number, today=timezone.localdate(), now=timezone.now())


def files() -> list[Path]:
    return [found for found in Path(settings.MEDIA_ROOT).rglob("*") if found.is_file()]


def forget_noor() -> None:
    choices.record_erasure_wish(noor().subject, on=timezone.localdate(), source=Choice.Channel.WEB)


def test_every_row_is_seen_before_anything_is_written() -> None:
    amina()
    forget_noor()
    known = Contact.objects.count()
    client = signed_in(staff("Client work"))
    assert 'http-equiv="refresh"' in text_of(sent(client))
    worked()
    answer = client.get(page(Upload.objects.get()))
    verdicts = {
        verdict.line: (verdict.name, verdict.outcome) for verdict, _words, _tone in answer.context["rows"]
    }
    assert verdicts == {
        2: ("Hanne Peeters", "created"),
        3: ("Amina Verhaegen", "updated"),
        4: ("Zonder Adres", "skipped"),
        5: ("Noor Hendrickx", "refused"),
    }
    assert "not permitted" in text_of(answer)
    assert ("Schoenmaat", "") in answer.context["mapping"]
    assert Contact.objects.count() == known
    assert not ImportBatch.objects.exists()


def test_confirming_imports_and_shows_what_was_done_and_the_file_is_gone() -> None:
    amina()
    forget_noor()
    client = signed_in(staff("Client work"))
    sent(client)
    worked()
    upload = Upload.objects.get()
    assert len(files()) == 1
    client.post(page(upload), {"do": "confirm"})
    assert Contact.objects.filter(last_name="Peeters").count() == 0
    worked()
    answer = client.get(page(upload), follow=True)
    batch = ImportBatch.objects.get()
    assert (batch.rows_done, batch.created, batch.updated) == (4, 1, 1)
    assert batch.started_by is not None
    assert "not permitted" in text_of(answer)
    assert Contact.objects.get(last_name="Peeters").source == "klantenbestand 2020"
    assert files() == []


def test_the_remarks_come_as_a_table_that_no_spreadsheet_runs() -> None:
    client = signed_in(staff("Client work"))
    sent(client)
    worked()
    client.post(page(Upload.objects.get()), {"do": "confirm"})
    worked()
    batch = ImportBatch.objects.get()
    ImportRemark.objects.create(batch=batch, line=9, outcome="warning", reason="=1+1")
    answer = client.get(reverse("admin:contacts_importbatch_remarks", args=(batch.pk,)))
    table = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert table.splitlines() == [
        "line,outcome,reason",
        "4,skipped,no usable e-mail address or phone number",
        '9,"imported, but look",\'=1+1',
    ]


def test_an_import_is_taken_out_after_a_look_at_what_stays() -> None:
    client = signed_in(staff("Client work"))
    sent(client)
    worked()
    client.post(page(Upload.objects.get()), {"do": "confirm"})
    worked()
    batch = ImportBatch.objects.get()
    address = reverse("admin:contacts_importbatch_undo", args=(batch.pk,))
    before = Contact.objects.count()
    assert "3 people" in text_of(client.get(address))
    assert Contact.objects.count() == before == 3
    worked_with = Contact.objects.order_by("pk")[0]
    Contact.objects.filter(pk=worked_with.pk).update(first_name="Mieke", last_name="Goris")
    tag = ContactTag.objects.create(contact=worked_with, tag=Tag.objects.create(name="Partner"))
    stays = text_of(client.get(address))
    assert "Mieke Goris" in stays
    assert page_of(worked_with) in stays
    assert "contacts.contact" not in stays
    tag.delete()
    client.post(address)
    assert not Contact.objects.exists()
    assert "was taken out before" in text_of(client.get(address, follow=True))


def test_giving_up_removes_the_file() -> None:
    client = signed_in(staff("Client work"))
    sent(client)
    worked()
    client.post(page(Upload.objects.get()), {"do": "give-up"})
    assert not Upload.objects.exists()
    assert files() == []


def test_what_was_forgotten_is_swept_with_its_file_the_day_after() -> None:
    today = timezone.localdate()
    sent(signed_in(staff("Client work")))
    sweep_and_follow_up(today=today)
    assert (Upload.objects.count(), len(files())) == (1, 1)
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    sweep_and_follow_up(today=today)
    assert (Upload.objects.count(), len(files())) == (0, 0)


def test_a_file_that_is_no_address_book_is_told_so_and_not_kept() -> None:
    client = signed_in(staff("Client work"))
    assert "not an address book we know" in text_of(sent(client, "%PDF-1.4"))
    assert not Upload.objects.exists()
    assert files() == []


def test_a_file_without_a_readable_row_fails_with_a_reason() -> None:
    client = signed_in(staff("Client work"))
    sent(client, "Voornaam,Achternaam,E-mailadres\n")
    worked()
    text = text_of(client.get(page(Upload.objects.get())))
    assert "no row that can be read" in text
    assert 'http-equiv="refresh"' not in text
    assert files() == []


def test_the_name_of_the_file_is_kept_nowhere() -> None:
    sent(signed_in(staff("Client work")))
    assert "klanten van" not in str(Upload.objects.values()) + str(files())


def test_two_workers_do_not_read_one_file_at_once_and_a_dead_one_is_followed() -> None:
    sent(signed_in(staff("Client work")))
    upload, now = Upload.objects.get(), timezone.now()
    Upload.objects.update(leased_until=now + LEASE)
    assert not do_next_step(upload.pk, today=timezone.localdate(), now=now)
    assert do_next_step(upload.pk, today=timezone.localdate(), now=now + LEASE)
    assert Upload.objects.get().state == Upload.State.READY


def test_nobody_else_sees_the_upload_and_only_who_may_import_gets_the_page() -> None:
    sent(signed_in(staff("Client work")))
    worked()
    assert signed_in(director()).get(page(Upload.objects.get())).status_code == 404
    assert signed_in(staff("Bookkeeping")).get(ADD).status_code == 403


def test_rows_are_shown_a_page_at_a_time() -> None:
    rows = "".join(f"An,Nr{number},an{number}@example.org\n" for number in range(120))
    client = signed_in(staff("Client work"))
    sent(client, "Voornaam,Achternaam,E-mailadres\n" + rows)
    worked()
    address = page(Upload.objects.get())
    shown = [
        [row.line for row, _words, _tone in client.get(address, {"p": at}).context["rows"]]
        for at in ("1", "2", "3", "99", "x")
    ]
    assert [(lines[0], len(lines)) for lines in shown] == [(2, 50), (52, 50), (102, 20), (102, 20), (2, 50)]
