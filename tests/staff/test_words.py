"""Staff read words: no label, slug or English name of a law stands on their pages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from contacts.models import Tag
from privacy.declarations.registry import registry
from privacy.delivery.outbox import NOT_TAKEN
from privacy.delivery.troubles import TROUBLES
from privacy.models import OutboxMessage, SweepLine, SweepRun
from privacy.outreach.permission import WHY
from privacy.staff_access.titles import page_of, title_of
from privacy.wording.words import citation_words, label_words, purpose_words
from som.models import User
from tests.cast import TODAY, amina, pieter
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import director
from tests.staff.test_request_page import ask, page

SLUGS = re.compile(r">[^<]*\b(?:contacts|privacy|som)\.[a-z]+(?:\.[a-z_]+)?\b[^<]*<")
"""A label as the declarations spell it, in the text of a page."""
KEEPERS = {"Transient", "Permanent", "ByHand", "Refused", "Value", "_trouble", "_park", "_put_off", "_refuse"}
"""What is given the slug of a trouble to keep."""


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("nl", ["AVG", "WER", "WIB 92", "W.BTW", "KB 4-4-2003", "wet van 20 november 2022"]),
        ("fr", ["RGPD", "CDE", "CIR 92", "Code TVA", "AR du 4 avril 2003", "loi du 20 novembre 2022"]),
        (
            "en",
            [
                *("GDPR", "Code of Economic Law", "Income Tax Code 1992", "VAT Code"),
                *("Royal Decree of 4 April 2003", "law of 20 November 2022"),
            ],
        ),
    ],
)
def test_a_law_goes_by_the_name_that_people_know(language: str, names: list[str]) -> None:
    cited = "GDPR art. 5(2); WER art. III.86; WIB 92 art. 315; W.BTW art. 60; KB 4-4-2003 art. 1 ({})"
    told = "{} art. 5(2); {} art. III.86; {} art. 315; {} art. 60; {} art. 1 ({})"
    with translation.override(language):
        assert citation_words(cited.format("law of 20 November 2022")) == told.format(*names)
        assert citation_words("POWER art. 1") == "POWER art. 1"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_no_law_is_told_under_its_name_in_another_language(language: str) -> None:
    foreign = {
        "nl": r"\b(CDE|CIR|GDPR|RGPD)\b",
        "fr": r"\b(WER|WIB|GDPR|AVG)\b",
        "en": r"\b(WER|WIB|CDE|AVG)\b",
    }
    with translation.override(language):
        laws = [purpose.law for purpose in registry.used if purpose.law] + [
            rule for _why, rule in WHY.values()
        ]
        told = [citation_words(law) for law in laws]
    catalogue = Path(settings.BASE_DIR) / f"locale/{language}/LC_MESSAGES/django.po"
    if catalogue.exists():
        told += [line for line in catalogue.read_text().splitlines() if not line.startswith(("msgid", "#"))]
    assert not [line for line in told if re.search(foreign[language], line)]


def test_labels_and_slugs_have_words_and_those_of_old_evidence_stay_as_they_are() -> None:
    with translation.override("nl"):
        assert label_words("contacts.contact.name").startswith("Contacten: voornaam, achternaam")
        assert label_words("contacts.enquiry") == "Vragen"
        assert purpose_words("enquiry") == "je vraag beantwoorden"
    assert (label_words("old.thing.gone"), purpose_words("gone")) == ("old.thing.gone", "gone")


def troubles_raised() -> set[str]:
    """Return every slug that the source keeps of a message which did not leave."""
    folder = Path(settings.BASE_DIR) / "privacy/delivery"
    found: set[str] = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEEPERS:
                found |= {
                    each.value
                    for given in node.args
                    for each in ast.walk(given)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    return found


def test_every_trouble_that_is_kept_of_a_message_has_words_and_no_other() -> None:
    assert troubles_raised() == set(TROUBLES)
    assert set(NOT_TAKEN) < set(TROUBLES)
    assert set(TROUBLES) & set(WHY) == set(), "what the gate answers has its words there"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "law", "word"), [("nl", "AVG", "vergeten"), ("fr", "RGPD", "oublier")])
def test_what_was_done_is_told_in_the_words_of_the_reader(language: str, law: str, word: str) -> None:
    pieter()
    asked = ask("pieter@example.be")
    client = signed_in(director())
    User.objects.update(language=language)
    seen = client.get(page(asked)).context["seen"]
    text = text_of(
        client.post(
            page(asked), {"do": "approve", "fingerprint": seen.fingerprint, "word": word}, follow=True
        )
    )
    assert asked.outcomes.filter(result="erased").exists()
    with translation.override(language):
        for outcome in asked.outcomes.all():
            assert label_words(outcome.label).replace("'", "&#x27;") in text
        assert f"{law} art. 5(2)" in text
    assert "GDPR art" not in text
    assert not SLUGS.findall(text)


@pytest.mark.django_db
def test_the_panel_of_a_person_cites_the_law_by_the_name_that_the_reader_knows() -> None:
    client = signed_in(director())
    User.objects.update(language="nl")
    text = text_of(client.get(page_of(amina())))
    assert "AVG art. 5(2)" in text
    assert "GDPR art" not in text


@pytest.mark.django_db
def test_what_a_sweep_did_is_told_in_words() -> None:
    run = SweepRun.objects.create(as_of=TODAY, finished_at=timezone.now())
    SweepLine.objects.create(run=run, label="contacts.enquiry.said", due=1, erased=1)
    client = signed_in(director())
    for address in (reverse("admin:index"), reverse("admin:privacy_sweeprun_change", args=(run.pk,))):
        text = text_of(client.get(address))
        assert label_words("contacts.enquiry.said") in text
        assert not SLUGS.findall(text)


@pytest.mark.django_db
def test_why_a_letter_waits_is_told_in_words() -> None:
    OutboxMessage.objects.create(
        handler="mail",
        payload="{}",
        state=OutboxMessage.State.PARKED,
        trouble="mail-server-away",
        next_at=timezone.now(),
    )
    text = text_of(signed_in(director()).get(reverse("admin:privacy_outboxmessage_changelist")))
    assert str(TROUBLES["mail-server-away"]) in text
    assert "mail-server-away" not in text


def test_every_label_of_every_policy_has_words_of_its_own() -> None:
    for group in registry.groups:
        assert label_words(group.label) != group.label


@pytest.mark.django_db
def test_staff_know_a_row_by_what_its_policy_calls_it_and_one_without_a_name_by_its_number() -> None:
    person = pieter()
    assert title_of(person) == person.full_name() != ""
    person.first_name = person.last_name = ""
    assert title_of(person) == f"Contact {person.pk}"
    assert title_of(Tag(name="school")) == "school"  # nobody's data: no policy speaks for it
