"""Applying by the form: what is asked, what is stored, and what is said where something is not right yet."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from applicants.models import Application, ArrivedFile, Document, PositionCount
from applicants.public import apply_forms
from privacy.files.storage import FileRoom
from privacy.models import NoticeVersion, OutboxMessage, StoredFile, Subject
from privacy.notice.versions import published_version
from privacy.web.uploads import TooLargeUpload
from tests.applicants.papers import docx, locked_pdf, pdf
from tests.applicants.selecting import trainer
from tests.applicants.sending import APPLY, SAID, SENT, apply, cv, diploma, file, open_form, send
from tests.public.sites import rows

pytestmark = pytest.mark.django_db
TOO_LARGE = "Dit bestand is groter dan 10 MB. Bewaar het met minder of kleinere afbeeldingen."


@pytest.fixture(autouse=True)
def _a_position() -> None:
    trainer(opened=timezone.localdate(), title_fr="Formateur")


# --- What is asked -------------------------------------------------------------------------------------


@pytest.mark.promise("P22")
def test_nothing_is_chosen_beforehand_and_the_form_needs_no_script_and_no_cookie(client: Client) -> None:
    page = client.get(APPLY)
    assert (page.status_code, len(page.cookies)) == (200, 0)
    assert "<script" not in page.text
    assert page.text.count('type="radio"') == 2
    assert " checked" not in page.text
    assert 'enctype="multipart/form-data"' in page.text


@pytest.mark.promise("P21")
def test_the_form_asks_what_the_selection_needs_and_nothing_else() -> None:
    """LAW A-1: no birth date, nationality, photo, national number, civil status or address."""
    asked = set(apply_forms.ApplyForm().fields) - {"notice", "website"}
    assert asked == {
        *("first_name", "last_name", "email", "phone", "letter", "letter_file", "cv", "document"),
        *("choice", "seen"),
    }


def test_beside_the_form_stands_what_happens_to_it(client: Client) -> None:
    page = client.get(f"/en{APPLY}").text
    notice = page.partition("What we do with this")[2]
    assert "choosing who we take on" in notice.lower()
    assert "thinking of you for later positions" in notice.lower()
    assert "we make a clean copy without hidden data" in notice
    assert "What we write about your application is yours to read" in notice
    assert "what you sent goes to whoever makes your contract" in notice
    assert "No computer gives you a score" in notice


# --- What is stored ------------------------------------------------------------------------------------


def test_an_application_is_stored_whole_with_the_notice_and_the_words_of_the_choice(client: Client) -> None:
    letter = docx("Beste")
    answer = apply(client, letter_file=file("brief.docx", letter), document=diploma(), cv=cv("Mijn CV.pdf"))
    assert (answer.status_code, answer["Location"]) == (302, SENT)
    assert not answer.cookies
    found = Application.objects.get()
    assert (found.first_name, found.last_name) == ("Noor", "Hendrickx")
    assert (found.email, found.phone) == ("noor.hendrickx@example.org", "+3216550107")
    assert found.letter == "Ik geef al jaren les.\nEn graag."
    assert (found.choice, found.language, found.origin) == ("position", "nl", "form")
    assert found.wording == (
        "Alleen voor deze vacature We wissen alles wat je stuurde in de nacht nadat we de selectie sluiten."
    )
    assert found.notice == published_version("nl")
    assert found.confirmed_at is None
    kept = {each.name: (each.kind, each.state) for each in found.documents.all()}
    assert kept == {
        "Mijn CV.pdf": ("cv", "waiting"),
        "brief.docx": ("letter", "waiting"),
        "diploma.docx": ("other", "waiting"),
    }
    (stored,) = found.documents.filter(kind="letter")
    with stored.file.open() as received:
        assert received.read() == letter


def test_later_jobs_too_is_no_consent_before_the_mailbox_says_so(client: Client) -> None:
    apply(client, choice="later")
    found = Application.objects.get()
    assert found.choice == "reserve"
    assert not found.subject.choices.exists()


def test_where_it_was_seen_is_counted_and_stands_nowhere_with_the_person(client: Client) -> None:
    apply(client, seen="job-site")
    counted = PositionCount.objects.get(about="source")
    assert (counted.key, counted.count) == ("job-site", 1)
    assert "job-site" not in str(Application.objects.values().get())


def test_where_it_was_seen_may_be_left_open(client: Client) -> None:
    apply(client, seen="")
    assert not PositionCount.objects.filter(about="source").exists()


def test_a_letter_as_a_file_is_a_letter(client: Client) -> None:
    assert apply(client, letter="", letter_file=file("brief.docx", docx())).status_code == 302


def test_in_french_everything_is_french(client: Client) -> None:
    page = client.get(f"/fr{APPLY}").text
    assert "Pour cet emploi uniquement" in page
    assert "choisissez, ou laissez vide" in page
    assert "sur notre site" in page
    assert "Alleen voor deze vacature" not in page
    answer = apply(client, f"/fr{APPLY}")
    assert answer["Location"] == f"/fr{SENT}"
    found = Application.objects.get()
    assert found.language == "fr"
    assert found.wording.startswith("Pour cet emploi uniquement")
    assert found.notice == NoticeVersion.objects.get(language="fr")


def test_the_page_that_says_where_to_go_on_knows_nobody(client: Client) -> None:
    page = client.get(apply(client)["Location"]).text
    assert "noor" not in page.lower()
    assert page == Client().get(SENT).text


def test_five_clicks_make_one(client: Client) -> None:
    said, sent = SAID | {"notice": open_form(client)}, pdf()
    for _click in range(5):
        assert send(client, APPLY, said | {"cv": file("cv.pdf", sent)}).status_code == 302
    assert (Application.objects.count(), Subject.objects.count(), Document.objects.count()) == (1, 1, 1)
    assert OutboxMessage.objects.filter(handler="mail").count() == 1
    assert PositionCount.objects.get(about="source").count == 1


# --- What is not right yet -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"first_name": " "}, "Vul je voornaam in."),
        ({"last_name": ""}, "Vul je achternaam in."),
        ({"email": ""}, "Schrijf je e-mailadres"),
        ({"email": "noor.hendrickx@"}, "Schrijf een adres zoals naam@example.be."),
        ({"phone": "bel maar"}, "Schrijf een nummer zoals 016 12 34 56"),
        ({"choice": None}, "Kies een van de twee."),
        ({"choice": "always"}, "Kies een van de twee."),
        ({"cv": None}, "Kies het bestand met je cv."),
        ({"cv": SimpleUploadedFile("cv.pdf", b"")}, "Dit bestand is leeg."),
        ({"cv": file("cv.pdf", locked_pdf())}, "Dit bestand is beveiligd met een wachtwoord."),
        ({"cv": file("cv.pdf", docx())}, "De naam van dit bestand past niet bij de inhoud."),
        ({"cv": file("cv.exe", b"MZ" * 99)}, "Dit soort bestand kunnen we niet openen."),
        ({"document": file("a.pdf", pdf()[:300])}, "Bewaar je document"),
        ({"letter": " "}, "Schrijf waarom je deze job wilt, of stuur een brief als bestand mee."),
        ({"letter": "a" * (apply_forms.LONGEST + 1)}, "10000"),
        ({"seen": "elders"}, "elders"),
        ({"website": "https://example.org"}, "Dit veld is bedoeld om spam tegen te houden."),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_nothing_is_kept(
    client: Client, changed: dict[str, Any], said: str
) -> None:
    carried = open_form(client)
    before = rows()
    answer = send(client, APPLY, SAID | {"cv": cv(), "notice": carried} | changed)
    assert answer.status_code == 422
    assert "<title>Fout:" in answer.text
    (field,) = changed
    summary = answer.text.partition('class="errors"')[2].partition("</div>")[0]
    assert f'href="#id_{field}{"_0" if field == "choice" else ""}"' in summary
    assert said in summary
    assert f'id="id_{field}_error"' in answer.text
    assert {name: count for name, count in rows().items() if count != before[name]} == {}


def test_what_was_typed_stays_and_files_are_asked_for_again(client: Client) -> None:
    answer = apply(client, email="", letter="Graag & snel")
    assert "Graag &amp; snel" in answer.text
    assert 'value="Noor"' in answer.text
    assert re.search(r'value="this"[^>]*checked', answer.text)
    assert "Kies je bestanden opnieuw" in answer.text
    assert "Kies je bestanden opnieuw" not in apply(client, email="", cv=None).text


@pytest.mark.parametrize("field", ["cv", "letter_file", "document"])
def test_a_file_that_is_too_large_is_said_at_its_field_and_what_was_typed_stays(
    client: Client, field: str
) -> None:
    before = rows()
    large = file("cv.pdf", b"%PDF-1.7" + b" " * (10 * 1024 * 1024))
    changed: dict[str, Any] = {"letter": "Graag & snel", field: large}
    answer = apply(client, **changed)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [TOO_LARGE]}
    assert "Graag &amp; snel" in answer.text
    assert "Kies je bestanden opnieuw" in answer.text
    assert {name for name, count in rows().items() if count != before[name]} <= {"privacy.NoticeVersion"}


def test_files_that_are_too_large_together_are_stopped(client: Client) -> None:
    large = pdf() + b" " * (9 * 1024 * 1024)
    answer = apply(
        client, cv=file("a.pdf", large), letter_file=file("b.pdf", large), document=file("c.pdf", large)
    )
    assert answer.status_code == 413
    assert "Een bestand mag 10 MB groot zijn, en alles samen 26 MB." in answer.text
    assert not Application.objects.exists()


def test_one_that_is_too_large_stands_not_in_the_way_of_the_others(client: Client) -> None:
    """What is let go of does not count for all together."""
    large, whole = (b"%PDF-1.7" + b" " * int(each * 1024 * 1024) for each in (10.4, 7.7))
    answer = apply(
        client, cv=file("a.pdf", large), letter_file=file("b.pdf", whole), document=file("c.pdf", whole)
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["cv"] == [TOO_LARGE]


def test_nothing_of_a_file_that_is_too_large_can_be_read() -> None:
    upload = TooLargeUpload("cv.pdf", "application/pdf", 11_000_000)
    for act in (upload.read, upload.open, lambda: list(upload.chunks())):
        with pytest.raises(ValueError, match=r"closed file|nothing was kept"):
            act()


def test_a_file_that_the_form_does_not_ask_is_refused(client: Client) -> None:
    assert apply(client, photo=cv("photo.pdf")).status_code == 400
    assert not Application.objects.exists()


def test_where_one_file_cannot_be_stored_nothing_is(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, calls = FileRoom._save, []

    def stop_at_the_second(self: FileRoom, name: str, content: Any) -> str:
        calls.append(name)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return whole(self, name, content)

    monkeypatch.setattr(FileRoom, "_save", stop_at_the_second)
    assert apply(client, document=diploma()).status_code == 507
    assert len(calls) == 2
    assert (ArrivedFile.objects.count(), StoredFile.objects.count(), Subject.objects.count()) == (0, 0, 0)
    assert not OutboxMessage.objects.exists()


# --- When it is not possible ---------------------------------------------------------------------------


def test_once_the_last_day_has_passed_nothing_is_taken(client: Client) -> None:
    said = SAID | {"notice": open_form(client), "cv": cv()}
    today = timezone.localdate()
    position = trainer(slug="closed", opened=today - timedelta(9), closed_on=today)
    for address in (f"/jobs/{position.slug}/apply/",):
        assert client.get(address).status_code == 410
        answer = send(client, address, said)
        assert answer.status_code == 410
        assert "Je kunt niet meer solliciteren" in answer.text
    assert not Application.objects.exists()


def test_a_draft_takes_nothing(client: Client) -> None:
    position = trainer(slug="draft", opened=None)
    assert client.get(f"/jobs/{position.slug}/apply/").status_code == 404


def test_another_site_cannot_send_it(client: Client) -> None:
    said = SAID | {"cv": cv(), "notice": open_form(client)}
    assert client.post(APPLY, said, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not Application.objects.exists()


def test_a_network_sends_twenty_in_an_hour(client: Client) -> None:
    said = SAID | {"notice": open_form(client)}
    for number in range(20):
        assert send(client, APPLY, said | {"cv": cv(), "email": f"a{number}@example.org"}).status_code == 302
    assert send(client, APPLY, said | {"cv": cv(), "email": "b@example.org"}).status_code == 429
    assert Application.objects.count() == 20
