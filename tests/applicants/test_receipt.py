"""The page behind the mailed link: what arrived, how far we are, and all that its applicant can do there."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applicants.applications import enter_application
from applicants.links import LINK_FOR, build_receipt_link, find_application
from applicants.models import Application, Document, Interview, Position, StageChange
from applicants.models.applications import Stage
from applicants.selection.letters_to_applicants import record_heard
from applicants.sent_forms import SentForm
from applicants.stages import move_to_stage
from applicants.tasks import clean_documents
from privacy.models import Choice, OutboxMessage
from tests.applicants.papers import locked_pdf, pdf
from tests.applicants.selecting import elif_applied, lien, trainer
from tests.applicants.sending import apply, cv, diploma, file
from tests.public.sites import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(client: Client) -> Application:
    """Noor applied for this position only, and has not confirmed."""
    trainer(opened=timezone.localdate(), title_fr="Formateur", title_en="Trainer")
    assert apply(client, document=diploma()).status_code == 302
    return Application.objects.get()


@pytest.fixture
def link(applied: Application) -> str:
    """The path of the link that was mailed to Noor."""
    (found,) = mailed_links()
    return found


def mails() -> list[dict[str, Any]]:
    """Return the letters that wait in the outbox, oldest first."""
    waiting = OutboxMessage.objects.filter(handler="mail").order_by("pk")
    return [json.loads(each.payload) for each in waiting if each.payload]


def mailed_links() -> list[str]:
    """Return the paths of the links that wait in the outbox."""
    return [each["context"]["link"].removeprefix("http://testserver") for each in mails()]


def post(client: Client, address: str, **said: Any) -> Any:
    return client.post(address, said, headers={"sec-fetch-site": "same-origin"})


def press(client: Client, link: str, act: str, **said: Any) -> Any:
    """Press a button of the page, and return the page that comes of it."""
    answer = post(client, link, act=act, **said)
    assert answer.status_code == 302, answer.text
    return client.get(answer["Location"])


# --- The link ------------------------------------------------------------------------------------------


def test_the_letter_says_what_it_is_about_and_brings_one_link(applied: Application) -> None:
    (letter,) = mails()
    assert letter["to"] == "noor.hendrickx@example.org"
    assert letter["template"] == "application-received"
    assert letter["context"]["position"] == "Vormingswerker taal"
    assert re.fullmatch(r"/application/[\w-]{47}/", mailed_links()[0])


def test_looking_changes_nothing_sets_no_cookie_and_stays_out_of_search_engines(
    client: Client, link: str
) -> None:
    before = rows()
    page = client.get(link)
    assert (page.status_code, len(page.cookies)) == (200, 0)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    assert "<script" not in page.text
    assert rows() == before
    assert Application.objects.get().confirmed_at is None


def test_a_link_that_we_did_not_make_opens_nothing(client: Client, applied: Application, link: str) -> None:
    token = link.split("/")[2]
    raw = bytearray(base64.urlsafe_b64decode(f"{token}="))
    other = elif_applied(applied.position)
    forged = other.reference.bytes + bytes(raw[16:])
    raw[-1] ^= 1
    for wrong in (bytes(raw), forged, b"\xff" * 36, b"", b"x"):
        text = base64.urlsafe_b64encode(wrong).decode().rstrip("=") or "x"
        assert client.get(f"/application/{text}/").status_code == 404
    assert client.get(f"/application/{token[:-1]}/").status_code == 404
    assert client.get(f"/application/{token}/").status_code == 200


def test_a_link_works_for_a_year_and_a_month_and_says_so_after(client: Client, applied: Application) -> None:
    today = timezone.now()
    works, over = (
        build_receipt_link(applied, now=today - LINK_FOR - timedelta(days=days)).removeprefix(
            "http://testserver"
        )
        for days in (0, 1)
    )
    assert client.get(works).status_code == 200
    assert client.get(over).status_code == 410
    assert post(client, over, act="confirm").status_code == 410
    applied.refresh_from_db()
    assert applied.confirmed_at is None


def test_a_link_made_under_an_older_key_goes_on_working(client: Client, link: str, settings: Any) -> None:
    settings.DIGEST_KEYS = ["new:" + "ab" * 32, *settings.DIGEST_KEYS]
    assert client.get(link).status_code == 200
    settings.DIGEST_KEYS = settings.DIGEST_KEYS[:1]
    assert client.get(link).status_code == 404


def test_once_the_application_is_gone_its_link_says_why_that_may_be(client: Client, link: str) -> None:
    StageChange.objects.all().delete()
    Document.objects.all().delete()
    Application.objects.all().delete()
    page = client.get(link)
    assert page.status_code == 404
    assert "Of wat je stuurde is gewist" in page.text


def test_another_site_cannot_press_its_buttons(client: Client, link: str) -> None:
    answer = client.post(link, {"act": "confirm"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert Application.objects.get().confirmed_at is None


# --- What arrived --------------------------------------------------------------------------------------


def test_before_confirming_one_sees_the_pages_of_what_arrived(client: Client, link: str) -> None:
    assert "We kijken dit bestand na." in client.get(link).text
    clean_documents()
    page = client.get(link).text
    assert "Mijn sollicitatie bevestigen" in page
    assert re.search(r"cv-noor\.pdf</a>\s*<small>Cv, [^<]*2 bladzijden", page)
    assert "diploma.docx" in page
    assert "Ik geef al jaren les.<br>En graag." in page
    assert "We kijken dit bestand na." not in page


@pytest.mark.promise("P21")
def test_ones_own_file_comes_back_as_it_was_sent_and_is_never_opened_on_our_site(
    client: Client, link: str
) -> None:
    clean_documents()
    document = Document.objects.get(kind="other")
    received = client.get(f"{link}{document.reference}/received/")
    assert received.getvalue() == docx_sent(document)
    assert received["Content-Disposition"] == 'attachment; filename="diploma.docx"'
    assert received["Content-Type"] == "application/octet-stream"
    assert received["X-Content-Type-Options"] == "nosniff"
    copy = client.get(f"{link}{document.reference}/cleaned/")
    assert copy.getvalue().startswith(b"PK")
    assert copy["Content-Disposition"].startswith("attachment")
    assert copy.getvalue() != docx_sent(document)


def docx_sent(document: Document) -> bytes:
    with document.file.open("rb") as stored:
        return bytes(stored.read())


def test_nobody_gets_the_file_of_somebody_else(client: Client, applied: Application, link: str) -> None:
    other = elif_applied(applied.position)
    document = Document.objects.get(kind="cv")
    theirs = build_receipt_link(other, now=timezone.now()).removeprefix("http://testserver")
    assert client.get(f"{theirs}{document.reference}/received/").status_code == 404
    assert client.get(f"{link}{document.reference}/received/").status_code == 200
    assert client.get(f"{link}{document.reference}/cleaned/").status_code == 404
    assert client.get(f"{link}{document.reference}/secret/").status_code == 404


# --- What one can do -----------------------------------------------------------------------------------


def test_the_button_confirms_and_the_page_says_so(client: Client, link: str) -> None:
    page = press(client, link, "confirm")
    assert "Dank je. Je sollicitatie is bevestigd." in page.text
    assert "Mijn sollicitatie bevestigen" not in page.text
    assert Application.objects.get().confirmed_at is not None


@pytest.mark.promise("P22")
def test_the_consent_counts_once_the_mailbox_says_so_with_the_words_that_were_read(client: Client) -> None:
    trainer(opened=timezone.localdate())
    apply(client, "/fr/jobs/vormingswerker/apply/", choice="later")
    (link,) = mailed_links()
    assert link.startswith("/fr/application/")
    assert not Choice.objects.exists()
    press(client, link, "confirm")
    given = Choice.objects.get(kind="consent", purpose="reserve")
    assert given.wording.startswith("Pour des emplois ultérieurs aussi")
    assert given.source == "web"


@pytest.mark.promise("P24")
def test_the_choice_changes_at_any_time_also_after_closing(
    client: Client, applied: Application, link: str
) -> None:
    press(client, link, "confirm")
    press(client, link, "choose", choice="later")
    assert Choice.objects.get(kind="consent", purpose="reserve", ends=None)
    applied.position.closed_on = timezone.localdate()
    applied.position.save()
    page = press(client, link, "choose", choice="this")
    assert "We bewaren je sollicitatie zoals je koos." in page.text
    applied.refresh_from_db()
    assert applied.choice == "position"
    assert not Choice.objects.filter(kind="consent", purpose="reserve", ends=None).exists()


def test_a_choice_must_be_one_of_the_two(client: Client, link: str) -> None:
    answer = post(client, link, act="choose", choice="always")
    assert answer.status_code == 422
    assert "Kies een van de twee." in answer.text


def test_a_document_is_added_replaced_and_taken_away(client: Client, applied: Application, link: str) -> None:
    added = post(client, f"{link}document/", document=file("attest.pdf", pdf(pages=1)))
    assert "Het document is aangekomen." in client.get(added["Location"]).text
    names = "cv-noor.pdf", "diploma.docx", "attest.pdf"
    assert tuple(shown(client, link)) == names
    old = Document.objects.get(kind="cv")
    replaced = post(client, f"{link}document/?replace={old.reference}", document=cv("nieuw.pdf"))
    assert replaced.status_code == 302
    assert set(shown(client, link)) == {"nieuw.pdf", "diploma.docx", "attest.pdf"}
    assert Document.objects.get(name="nieuw.pdf").kind == "cv"
    gone = Document.objects.get(name="attest.pdf")
    page = press(client, link, "remove", document=gone.reference)
    assert "Het document is weggehaald." in page.text
    assert set(shown(client, link)) == {"nieuw.pdf", "diploma.docx"}


def shown(client: Client, link: str) -> Iterator[str]:
    """Return the names of the documents on the page."""
    return iter(re.findall(r'/received/">([^<]+)</a>', client.get(link).text))


def test_a_document_that_we_cannot_take_is_said_at_its_field(client: Client, link: str) -> None:
    answer = post(client, f"{link}document/", document=file("cv.pdf", locked_pdf()))
    assert answer.status_code == 422
    assert "Dit bestand is beveiligd met een wachtwoord." in answer.text
    assert Document.objects.count() == 2


def test_the_letter_is_typed_anew(client: Client, link: str) -> None:
    assert "Ik geef al jaren les." in client.get(f"{link}letter/").text
    answer = post(client, f"{link}letter/", letter="Ik begin graag.\r\nMorgen al.")
    assert "Je brief is gewijzigd." in client.get(answer["Location"]).text
    assert Application.objects.get().letter == "Ik begin graag.\nMorgen al."


def test_withdrawing_asks_once_and_is_done(client: Client, applied: Application, link: str) -> None:
    assert "niemand kan het terughalen" in client.get(f"{link}withdraw/").text
    applied.refresh_from_db()
    assert applied.ended_on is None
    answer = post(client, f"{link}withdraw/")
    applied.refresh_from_db()
    assert applied.ended_on == timezone.localdate()
    page = client.get(answer["Location"]).text
    assert "Je hebt je teruggetrokken. We wissen vannacht wat je stuurde." in page
    for gone in (
        "Ik trek me terug",
        "Deze keuze bewaren",
        "Mijn sollicitatie bevestigen",
        "Een document toevoegen",
    ):
        assert gone not in page


def test_after_closing_nothing_is_added_any_more(client: Client, applied: Application, link: str) -> None:
    applied.position.closed_on = timezone.localdate()
    applied.position.save()
    page = client.get(link).text
    assert "Een document toevoegen" not in page
    assert "Je brief wijzigen" not in page
    assert "Ik trek me terug" in page
    assert post(client, f"{link}document/", document=cv()).status_code == 422
    assert post(client, f"{link}letter/", letter="Nog iets").status_code == 422
    assert Document.objects.count() == 2


def test_a_letter_that_may_be_needed_is_not_called_optional_where_it_is_changed(
    client: Client, applied: Application, link: str
) -> None:
    assert "(niet verplicht)" not in client.get(f"{link}letter/").text


# --- How far we are ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.SELECTED, "We willen je graag ontmoeten"),
        (Stage.OFFER, "We deden je een aanbod."),
        (Stage.HIRED, "Je krijgt de job. Gefeliciteerd!"),
    ],
)
def test_the_stage_is_said_in_words(
    client: Client, applied: Application, link: str, stage: Stage, said: str
) -> None:
    Application.objects.filter(pk=applied.pk).update(stage=stage)
    assert said in client.get(link).text


def test_who_has_not_confirmed_is_not_told_that_we_read_it(
    client: Client, applied: Application, link: str
) -> None:
    page = client.get(link).text
    assert "Bevestig eerst dat ze van jou is." in page
    assert "Hier zijn we nu." not in page
    assert "Hier zijn we nu." in press(client, link, "confirm").text


TONIGHT = "De selectie is gesloten. We wissen vannacht wat je stuurde."


@pytest.mark.parametrize(
    ("choice", "confirmed", "said"),
    [
        ("position", True, TONIGHT),
        ("reserve", True, "We bewaren wat je stuurde voor latere vacatures, zoals je koos."),
        ("reserve", False, "We wissen vier weken later wat je stuurde, tenzij je het ons laat bewaren."),
    ],
)
def test_after_closing_the_page_says_so_and_what_becomes_of_it(
    client: Client, applied: Application, link: str, choice: str, confirmed: bool, said: str
) -> None:
    Application.objects.filter(pk=applied.pk).update(choice=choice)
    if confirmed:
        press(client, link, "confirm")
    assert "De selectie is gesloten" not in client.get(link).text
    Position.objects.update(closed_on=timezone.localdate())
    page = client.get(link).text
    assert said in page
    assert "We lezen je sollicitatie" not in page


def test_whoever_gets_a_no_reads_what_becomes_of_it_once_the_selection_is_closed(
    client: Client, applied: Application, link: str
) -> None:
    move_to_stage(applied, Stage.NOT_SELECTED, by=lien(), now=timezone.now())
    Position.objects.update(closed_on=timezone.localdate())
    page = client.get(link).text
    assert TONIGHT in page
    assert "Wil je weten waarom? Vraag het ons." in page


def test_the_day_of_a_talk_stays_once_it_is_over(client: Client, applied: Application, link: str) -> None:
    was = timezone.make_aware(datetime.combine(date(2026, 5, 6), time(14)))
    Interview.objects.create(application=applied, starts_at=was, sent_at=was, place="Leuven")
    Application.objects.filter(pk=applied.pk).update(stage=Stage.INTERVIEW)
    assert "woensdag 6 mei 2026" in client.get(link).text


NO = "We gaan niet verder met je sollicitatie."


def test_a_no_is_not_read_here_before_it_is_written(client: Client, applied: Application, link: str) -> None:
    today, colleague = timezone.localdate(), lien()
    record_heard(applied, on=today - timedelta(days=3))
    for stage in (Stage.SELECTED, Stage.NOT_SELECTED):
        move_to_stage(applied, stage, by=colleague, now=timezone.now())
    page = client.get(link).text
    assert NO not in page
    assert "We willen je graag ontmoeten" in page
    record_heard(applied, on=today)
    assert NO in client.get(link).text


def test_a_no_is_read_here_once_the_selection_is_closed(
    client: Client, applied: Application, link: str
) -> None:
    move_to_stage(applied, Stage.NOT_SELECTED, by=lien(), now=timezone.now())
    assert NO not in client.get(link).text
    Position.objects.update(closed_on=timezone.localdate())
    assert NO in client.get(link).text


def test_a_talk_is_told_with_its_day_and_place_once_the_invitation_left(
    client: Client, applied: Application, link: str
) -> None:
    starts = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=9), time(14)))
    talk = Interview.objects.create(application=applied, starts_at=starts, place="Voorbeeldstraat 1, Leuven")
    assert "Voorbeeldstraat" not in client.get(link).text
    Interview.objects.filter(pk=talk.pk).update(sent_at=timezone.now())
    page = client.get(link).text
    assert "14:00, Voorbeeldstraat 1, Leuven" in page
    Interview.objects.filter(pk=talk.pk).update(cancelled_at=timezone.now())
    assert "Voorbeeldstraat" not in client.get(link).text


def test_the_day_by_which_everybody_hears_is_told(client: Client, applied: Application, link: str) -> None:
    applied.position.answer_by = date(2031, 1, 15)
    applied.position.save()
    assert "Uiterlijk op woensdag 15 januari 2031, ook als het nee is." in client.get(link).text


# --- On paper or by e-mail -----------------------------------------------------------------------------


@pytest.mark.promise("P24")
def test_who_applied_on_paper_gets_the_link_to_choose(client: Client) -> None:
    said = SentForm(first_name="Dieter", last_name="Janssens", email="dieter@example.org")
    position = trainer(opened=timezone.localdate())
    dieter = enter_application(position, said, origin="paper", by=lien(), now=timezone.now())
    (letter,) = mails()
    assert (letter["template"], letter["to"]) == ("application-entered", "dieter@example.org")
    (link,) = mailed_links()
    page = client.get(link)
    assert " checked" not in page.text
    press(client, link, "choose", choice="this")
    dieter.refresh_from_db()
    assert dieter.choice == "position"
    assert OutboxMessage.objects.count() == 1


def test_a_token_is_found_by_its_code_alone(applied: Application, link: str) -> None:
    assert find_application(link.split("/")[2], now=timezone.now()) == applied
