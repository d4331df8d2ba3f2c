"""Everything people read is there in Dutch, French and English (the source), and says the same."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from som.management.commands.collect_translations import updated
from som.translatable import (
    TranslatableText,
    UntranslatableText,
    collect_borrowed_texts,
    collect_texts,
    read_python_texts,
    read_template_texts,
)

LANGUAGES = ("nl", "fr")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
MARKUP = re.compile(r"<[^>]+>")


def catalog(language: str) -> polib.POFile:
    return polib.pofile(str(Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"))


def said_in(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural[n] for n in (0, 1)] if entry.msgid_plural else [entry.msgstr]


def test_the_source_holds_the_words_of_policies_pages_commands_and_plurals() -> None:
    found = collect_texts()
    assert TranslatableText("until you object or ask us to delete it") in found
    assert TranslatableText("What you can ask about your data") in found
    assert TranslatableText("%(count)d row read.", "%(count)d rows read.") in found
    assert len(found) > 200


def test_what_unfold_shows_is_ours_to_translate_unless_django_does_already() -> None:
    assert TranslatableText("Select action to run") in collect_borrowed_texts()
    assert TranslatableText("Apply Filters") in collect_borrowed_texts()
    assert TranslatableText("Save and continue editing") not in collect_borrowed_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalog_holds_exactly_the_sentences_of_the_source_in_order(language: str) -> None:
    """When this fails: manage.py collect_translations, translate what it names, manage.py
    compile_translations."""
    assert [
        TranslatableText(entry.msgid, entry.msgid_plural) for entry in catalog(language)
    ] == collect_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_none_is_a_guess(language: str) -> None:
    entries = list(catalog(language))
    assert entries
    assert [
        entry.msgid
        for entry in entries
        if entry.fuzzy or entry.obsolete or not all(text.strip() for text in said_in(entry))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_the_same_values_and_keeps_markup_and_line_breaks(language: str) -> None:
    filled_in = [entry for entry in catalog(language) if PLACEHOLDER.search(entry.msgid)]
    assert filled_in
    for entry in catalog(language):
        for source, said in zip([entry.msgid, entry.msgid_plural], said_in(entry), strict=False):
            assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(source)), entry.msgid
            assert MARKUP.findall(said) == MARKUP.findall(source), entry.msgid
            assert said.count("\n") == source.count("\n"), entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_sentence_is_not_left_in_english(language: str) -> None:
    sentences = [entry for entry in catalog(language) if len(entry.msgid.split()) > 3]
    assert len(sentences) > 100
    assert [entry.msgid for entry in sentences if entry.msgid in said_in(entry)] == []


def test_french_keeps_its_marks_on_the_line_of_their_word() -> None:
    """A space that may break before : ; ! ? leaves the mark alone on the next line."""
    texts = [said for entry in catalog("fr") for said in said_in(entry)]
    assert sum("\N{NO-BREAK SPACE}:" in said for said in texts) > 100
    assert [said for said in texts if re.search(r"[ \n][:;!?»](?:\s|$)|«[ \n]", said)] == []


def test_people_are_told_in_their_own_language() -> None:
    with override("nl"):
        assert (
            gettext("until you object or ask us to delete it")
            == "tot je bezwaar maakt of vraagt om het te wissen"
        )
    with override("fr"):
        assert gettext("your consent") == "votre consentement"
        assert ngettext("%(count)d row read.", "%(count)d rows read.", 0) % {"count": 0} == "0 ligne lue."


def test_a_sentence_put_together_while_running_is_refused_with_its_place() -> None:
    with pytest.raises(UntranslatableText, match=r"greeting\.py:2"):
        list(read_python_texts('name = "Els"\nsay(_(f"Hello {name}"))', "greeting.py"))


def test_sentences_are_read_from_calls_and_from_template_tags() -> None:
    assert list(read_python_texts('_("one") and _(text) and gettext_lazy("two " "words")', "a.py")) == [
        TranslatableText("one"),
        TranslatableText("two words"),
    ]
    page = (
        "{% load i18n %}{% translate 'A (good) word' %}{% blocktranslate with n=name %}To {{ n }}{% "
        "endblocktranslate %}"
    )
    assert list(read_template_texts(page, "a.html")) == [
        TranslatableText("A (good) word"),
        TranslatableText("To %(n)s"),
    ]


def test_collecting_adds_what_is_new_drops_what_is_gone_and_keeps_what_was_translated() -> None:
    old = polib.POFile()
    old.append(polib.POEntry(msgid="gone", msgstr="weg"))
    old.append(polib.POEntry(msgid="kept %(n)s", msgstr="gebleven %(n)s"))
    new = updated(old, [TranslatableText("kept %(n)s"), TranslatableText("new")])
    assert [(entry.msgid, entry.msgstr) for entry in new] == [("kept %(n)s", "gebleven %(n)s"), ("new", "")]
