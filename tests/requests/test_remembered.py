"""Of whom only a no is remembered: which code, what for and how long stands in every answer (hard case
L11)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from privacy.delivery.letter_text import render_html_part, render_letter
from privacy.export.archive import data_document
from privacy.export.dossier import gather_dossier
from privacy.export.statement import make_statement
from privacy.models import Identifier, Suppression
from privacy.my_data import visits
from privacy.subjects import choices
from privacy.subjects.identifiers import keyed_digest
from tests.cast import TODAY, ContactFactory, noor
from tests.commands import answer, words
from tests.mydata.guest import PAGE, Guest
from tests.requests.arriving import approve, asked, today
from tests.requests.visitor import mails

pytestmark = pytest.mark.django_db

GONE = "gone@example.org"


@pytest.fixture
def _everything() -> None:
    choices.suppress_address(GONE, "", on=TODAY)


@pytest.fixture
def _advertising() -> None:
    choices.suppress_address(GONE, "newsletter", on=TODAY)


@pytest.mark.usefixtures("_everything")
def test_l11_access_by_an_address_of_which_only_a_digest_is_kept() -> None:
    approve(asked("access", GONE))
    (letter,) = mails(GONE, "answer-unknown")
    (said,) = letter["context"]["noes"]
    for part in (
        "een code van je e-mailadres",
        "22 november 2026",
        "onthouden dat je nee zei",
        "weer ja zegt",
    ):
        assert part in said
    facts = letter["context"]
    for text in (
        render_letter("answer-unknown", language="nl", context=facts)[1],
        render_html_part("answer-unknown", language="nl", title="x", context=facts),
    ):
        assert "een code van je e-mailadres" in text
        assert "geen gegevens over" not in text


@pytest.mark.usefixtures("_everything")
@pytest.mark.parametrize(
    ("language", "part"), [("fr", "un code de votre adresse"), ("en", "a code of your e-mail address")]
)
def test_l11_in_every_language_of_the_letter(language: str, part: str) -> None:
    approve(asked("access", GONE, language=language))
    (letter,) = mails(GONE, "answer-unknown")
    assert part in letter["context"]["noes"][0]


@pytest.mark.usefixtures("_everything")
def test_explain_tells_what_is_remembered() -> None:
    document = answer("privacy_explain", GONE, "--as-of", TODAY.isoformat())
    assert document["subjects"] == []
    (no,) = document["remembered"]
    assert (no["kind"], no["purpose"], no["about"]) == ("email", "suppression", "")
    assert (no["since"], no["until"], no["lifted_on"]) == (TODAY.isoformat(), None, None)
    assert (no["basis"], no["law"]) == ("legitimate-interest", None)
    assert "code van je e-mailadres" in words("privacy_explain", GONE)


@pytest.mark.usefixtures("_advertising")
def test_a_no_to_advertising_is_remembered_by_law_and_any_other_by_interest() -> None:
    (no,) = answer("privacy_explain", GONE)["remembered"]
    assert (no["purpose"], no["about"]) == ("no-advertising", "newsletter")
    assert (no["basis"], no["law"]) == ("legal-obligation", "GDPR art. 21(3); WER art. XII.13")


def test_nothing_is_remembered_of_others() -> None:
    noor()
    assert answer("privacy_explain", "noor@example.org")["remembered"] == []
    approve(asked("access", "nobody@example.org"))
    assert mails("nobody@example.org", "answer-unknown")[0]["context"]["noes"] == []


def test_a_yes_since_is_told_with_it() -> None:
    subject = noor().subject
    choices.record_objection(subject, "newsletter", on=TODAY, source="web")
    choices.record_consent(subject, "newsletter", on=TODAY, source="web", wording="Ja", own_act=True)
    (no,) = answer("privacy_explain", "noor@example.org")["remembered"]
    assert no["lifted_on"] == TODAY.isoformat()


def remembering(**no: Any) -> Any:
    """Somebody with a number who said no to everything with it and their mailbox."""
    contact = ContactFactory.create(
        first_name="Lea", last_name="Nijs", emails=["lea@example.org"], phones=["+3216223344"]
    )
    choices.record_objection(contact.subject, "client-file", on=today(), source="web")
    return contact.subject


def test_the_copy_of_a_person_names_the_code_of_each_address() -> None:
    subject = remembering()
    others = Identifier.Kind.PHONE, keyed_digest("+3216223344")
    Suppression.objects.create(kind=others[0], digest=others[1], name="of:somebody", since=today())
    dossier = gather_dossier(subject, today=today())
    document = data_document(dossier)
    assert document["no_remembered"] is True
    assert sorted(no["kind"] for no in document["remembered"]) == ["email", "phone"], "not the colleague's"
    assert {no["kind"]: bool(no["until"]) for no in document["remembered"]} == {"email": False, "phone": True}
    (table,) = [part.table for part in make_statement(dossier).parts if part.title == "Je nee" and part.table]
    assert len(table.rows) == 2


def test_my_data_shows_the_code_what_for_and_how_long() -> None:
    remembering()
    guest = Guest()
    guest.enter("lea@example.org")
    text = guest.get(PAGE).text
    assert "een code van je e-mailadres" in text
    assert "een code van je telefoonnummer, met een code van je naam" in text


@pytest.mark.usefixtures("_everything")
def test_my_data_says_so_where_nothing_else_is_left() -> None:
    visits.request_visit(
        address=GONE, language="nl", network="n", site="http://testserver/", now=timezone.now()
    )
    (letter,) = mails(GONE, "my-data-nothing")
    assert "een code van je e-mailadres" in letter["context"]["noes"][0]
    assert (
        "een code van je e-mailadres"
        in render_letter("my-data-nothing", language="nl", context=letter["context"])[1]
    )
