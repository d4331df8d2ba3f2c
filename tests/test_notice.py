"""The notice says what the rules do: it is read from the declarations, versioned when it changes, and
complete."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import override

from contacts.models import Tag
from contacts.policy_of_documents import InvoicePolicy
from privacy.dates import Days, Months
from privacy.declarations.conditions import open_on
from privacy.declarations.policies import Personal, Policy
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.vocabulary import (
    as_long_as,
    for_period_after,
    indefinitely,
    until_objection,
    while_consent,
)
from privacy.models import NoticeVersion
from privacy.notice import versions
from privacy.notice.text import notice_text, purpose_text
from privacy.wording.durations import EXAMPLE, retention_words

LANGUAGES = ("nl", "fr", "en")


@pytest.mark.promise("P1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_purpose_with_its_ground_its_data_and_its_term_is_in_the_notice(language: str) -> None:
    said = versions.notice_markdown(language)
    assert len(registry.purposes) >= 8
    with override(language):
        for group in registry.groups:
            for purpose in filter(registry.used.__contains__, group.keep):
                told = purpose_text(purpose, labels=[group.label])
                assert f"### {told.title}" in said
                assert told.article in said
                assert told.kept[0].data[0] in said
                assert all(line in said for line in told.kept[0].duration.lines)


@pytest.mark.promise("P5")
def test_another_rule_is_another_notice() -> None:
    purpose = Purpose("canary", Basis.CONSENT, "watching canaries")

    class Canary(Policy):
        model = Tag
        name_of = Personal(
            "name", keep={purpose: while_consent(text="while you like canaries", renew=Months(12))}
        )

    before = versions.notice_markdown("en")
    with registry.temporarily(Canary), override("en"):
        told = purpose_text(purpose)
        assert purpose in [p for group in registry.groups for p in group.keep]
        assert "Watching canaries" in [each.title for each in notice_text().purposes]
    assert "canaries" not in before
    assert told.kept[0].duration.lines == ("While you like canaries.",)
    assert told.kept[0].duration.review == "After 1 year we ask you again."
    assert "withdraw" in told.obligatory


@pytest.mark.promise("P23")
@pytest.mark.parametrize(
    ("silence", "told"),
    [
        ("review", "After 1 year we ask you again."),
        ("erase", "After 1 year we ask you again, and delete it if you do not answer."),
    ],
)
def test_the_notice_says_what_silence_in_the_reserve_means(settings: Any, silence: str, told: str) -> None:
    settings.RESERVE_SILENCE = silence
    with override("en"):
        said = {kept.duration.review for kept in purpose_text(registry.purposes["reserve"]).kept}
    assert said == {told}
    settings.RESERVE_SILENCE = "review"
    before = versions.notice_fingerprint("en")
    settings.RESERVE_SILENCE = "erase"
    assert versions.notice_fingerprint("en") != before, "another notice"


LIST = {"nl": "bel-me-niet-meer-lijst", "fr": "Ne m’appelez plus", "en": "do-not-call list"}


@pytest.mark.promise("P13")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_use_that_is_switched_off_is_told_to_nobody_and_switched_on_to_all(
    language: str, settings: Any
) -> None:
    """Calls with an offer; with them the notice says that the do-not-call list is consulted (WER VI.111)."""
    off = versions.notice_markdown(language)
    settings.ALLOW_OFFER_CALLS = True
    on = versions.notice_markdown(language)
    assert LIST[language] in on
    assert LIST[language] not in off
    assert versions.notice_fingerprint(language) == hashlib.sha256(on.encode()).hexdigest()
    with override(language):
        words = str(registry.purposes["offer"].words)
        objection = next(section for section in notice_text().after if section.slug == "objection")
    assert words in " ".join(objection.paragraphs)
    assert words not in off


def test_the_example_of_the_books_is_the_day_that_the_sweep_keeps_to() -> None:
    group = registry.group("contacts.invoice.billed_to")
    (purpose,) = InvoicePolicy.billed_to.keep
    with override("en"):
        duration = retention_words(group, purpose)
    assert EXAMPLE.isoformat() == "2026-03-10"
    assert "kept through 31 December 2033" in duration.example
    assert "The law sets this term: Code of Economic Law art. III.86, III.88" in duration.source
    assert "VAT Code" not in duration.source


def test_with_a_vat_number_the_longer_law_counts(settings: Any) -> None:
    settings.VAT_NUMBER = "BE0123456749"
    group = registry.group("contacts.invoice.billed_to")
    with override("en"):
        duration = retention_words(group, next(iter(group.keep)))
    assert "31 December 2036" in duration.example
    assert "VAT Code art. 60" in duration.source


@pytest.mark.promise("P5")
def test_our_own_terms_never_pose_as_law() -> None:
    with override("en"):
        told = {
            (group.label, p.slug): retention_words(group, p).source
            for group in registry.groups
            for p in group.keep
        }
    assert {label for label, source in told.items() if source.startswith("The law sets")} == {
        ("contacts.invoice.billed_to", "bookkeeping")
    }
    assert "our own choice" in told["privacy.request.file", "requests"]


def test_a_term_is_told_in_one_sentence_and_each_case_on_a_line_of_its_own() -> None:
    purpose = Purpose("p", Basis.LEGITIMATE_INTEREST, "p")
    month = for_period_after("name", Days(30), text="until thirty days after")
    work = as_long_as("as long as we work", open_on("name"))
    client, guest = (as_long_as(f"because you were a {who}", {"name": who}) for who in ("client", "guest"))
    sooner = "unless you object or ask us to delete it sooner"
    terms = {
        until_objection(): ("Until you object or ask us to delete it.",),
        until_objection() & month: (f"Until thirty days after, {sooner}.",),
        work | month: ("As long as we work or, if that is later, until thirty days after.",),
        work & month: ("As long as we work, but only until thirty days after.",),
        client & until_objection(): ("Because you were a client, until you object or ask us to delete it.",),
        (client | guest) & month & until_objection(): (
            f"Because you were a client, until thirty days after, {sooner}.",
            f"Because you were a guest, until thirty days after, {sooner}.",
        ),
        work | (guest & month): (
            "As long as we work.",
            "Because you were a guest, until thirty days after.",
        ),
        indefinitely("so that it stays"): ("So that it stays.",),
    }
    for term, words in terms.items():

        class Told(Policy):
            model = Tag
            name_of = Personal("name", keep={purpose: term})

        with override("en"):
            assert retention_words(Told().groups[0], purpose).lines == words


@pytest.mark.promise("P43")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_has_what_the_law_asks(language: str, settings: Any) -> None:
    """GDPR art. 13(1)-(2): controller, contact, interests, recipients, rights, complaint, automated
    decisions."""
    said = versions.notice_markdown(language)
    with override(language):
        whole = notice_text()
        assert settings.ORGANISATION_NAME in said
        assert settings.ORGANISATION_EMAIL in said
        assert "+32 (0)2 274 48 00" in said
        for purpose in registry.used:
            if purpose.assessment:
                assert str(purpose.assessment.balance) in said
        slugs = {section.slug for section in (*whole.before, *whole.after)}
    assert slugs == {
        "controller",
        "source",
        "recipients",
        "rights",
        "objection",
        "complaint",
        "decisions",
        "cookies",
    }
    rights = next(section for section in whole.after if section.slug == "rights").items
    for article, right in zip(("15", "16", "17", "18", "20", "21", "7"), rights, strict=True):
        assert re.search(rf"\b{article}\b", right)
        assert right in said


@pytest.mark.django_db
def test_a_version_is_kept_when_the_text_changed_and_only_then(settings: Any) -> None:
    now = timezone.now()
    assert {version.language for version in versions.publish_notice(now=now)} == set(LANGUAGES)
    assert versions.publish_notice(now=now + timedelta(days=1)) == []
    settings.ORGANISATION_ADDRESS = "Nieuwstraat 1, 3000 Leuven"
    assert {version.language for version in versions.publish_notice(now=now + timedelta(days=2))} == set(
        LANGUAGES
    )
    assert NoticeVersion.objects.count() == 6
    newest = versions.published_version("nl")
    assert newest
    assert "Nieuwstraat 1" in newest.text
    assert newest.text == versions.notice_markdown("nl")


def test_the_text_does_not_depend_on_the_language_of_whoever_asks() -> None:
    with override("fr"):
        one = versions.notice_fingerprint("nl")
    with override("en"):
        assert versions.notice_fingerprint("nl") == one
    assert len({versions.notice_fingerprint(language) for language in LANGUAGES}) == 3


@pytest.mark.django_db
def test_the_page_names_its_version_and_since_when(client: Client) -> None:
    assert f"Version {versions.notice_fingerprint('en')[:8]}." in client.get("/en/privacy/").text
    call_command("publish_notice")
    version = versions.published_version("en")
    assert version
    with override("en"):
        since = date_format(timezone.localtime(version.published_at), "j F Y")
    assert f"Version {version.fingerprint[:8]}, shown since {since}." in client.get("/en/privacy/").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_written_to_files_that_say_the_same(tmp_path: Path, language: str) -> None:
    call_command("privacy_publish", language=language, output=tmp_path / "out")
    said = (tmp_path / "out" / "notice.md").read_text(encoding="utf-8")
    page = (tmp_path / "out" / "notice.html").read_text(encoding="utf-8")
    assert said == versions.notice_markdown(language)
    assert f'<html lang="{language}">' in page
    assert versions.notice_fingerprint(language)[:8] in page
    with override(language):
        for purpose in notice_text().purposes:
            assert f"### {purpose.title}" in said
            assert f'id="purpose-{purpose.slug}"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_officer_for_data_protection_is_named_where_there_is_one(language: str, settings: Any) -> None:
    none = versions.notice_markdown(language)
    settings.DATA_PROTECTION_OFFICER = "Els Nys, dpo@example.org"
    said = versions.notice_markdown(language)
    assert "Els Nys, dpo@example.org" in said
    assert len(said.splitlines()) == len(none.splitlines())
    assert versions.notice_fingerprint(language) == hashlib.sha256(said.encode()).hexdigest()


@pytest.mark.parametrize(
    ("language", "site"),
    [
        ("nl", "https://www.gegevensbeschermingsautoriteit.be"),
        ("fr", "https://www.autoriteprotectiondonnees.be"),
        ("en", "https://www.dataprotectionauthority.be"),
    ],
)
def test_the_authority_is_named_with_its_page_in_the_language_of_the_reader(language: str, site: str) -> None:
    assert site in versions.notice_markdown(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_data_are_named_as_the_person_knows_them_and_not_by_their_table(language: str) -> None:
    with override(language):
        said = versions.notice_markdown(language)
        kept = {group.policy for group in registry.groups if set(registry.used) & set(group.keep)}
        named = [policy for policy in kept if policy.told]
        assert len(named) > 20
        for policy in named:
            assert f"{policy.told}" in said, policy.label
            table = capfirst(str(policy.model._meta.verbose_name_plural))
            assert table == policy.told or f"{table}: " not in said, table
