"""In a copy people read words: no slug, no label with a number of a row, and nothing field by field of our
own lists of work."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import models
from django.utils import timezone, translation

from privacy.declarations.registry import registry
from privacy.export.record_words import shown_fields, shown_value
from privacy.models import AccessLog, OutboxMessage, RestrictedUse, Task
from tests.answers.copies import copy, data
from tests.answers.test_answer import both_say, read
from tests.cast import TODAY, noor, pieter
from tests.requests.arriving import asked

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P37")]
LANGUAGES = ["nl", "fr", "en"]
OWN_LISTS = {
    "nl": ("Taken: 1", "Uitgaande berichten: 1", "Nummer van de rij"),
    "fr": ("Tâches : 1", "Messages sortants : 1", "Numéro de la ligne"),
    "en": ("Tasks: 1", "Outbox: 1", "Row number"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_lists_of_work_are_counted_and_stand_in_the_data(language: str, tmp_path: Path) -> None:
    contact = noor()
    OutboxMessage.objects.create(
        handler="paper",
        subject=contact.subject,
        payload="{}",
        trouble="print-and-post",
        next_at=timezone.now(),
    )
    facts = {"label": "privacy.outboxmessage", "row": 7, "due_on": TODAY}
    Task.objects.create(kind="post", subject=contact.subject, **facts)
    with translation.override(language):
        files = copy(contact, tmp_path)
    for said in read(files):
        assert not [each for each in ("print-and-post", "paper", OWN_LISTS[language][2]) if each in said]
    (message,), (task,) = (data(files)["tables"][f"privacy.{each}"] for each in ("outboxmessage", "task"))
    assert (message["trouble"], task["row"]) == ("print-and-post", 7)


def test_no_field_that_is_shown_holds_a_slug_without_words() -> None:
    """The slugs of purposes have words; a field of other slugs is shown only if it has choices."""
    bare = [
        f"{policy.label}.{one.name}"
        for policy in registry.policies
        if policy.subject
        for one in shown_fields(policy)
        if isinstance(one, models.SlugField) and one.name != "purpose" and not one.choices
    ]
    assert bare == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_looked_at_or_made_is_told_in_words(language: str) -> None:
    for model in (AccessLog, RestrictedUse):
        field = model._meta.get_field("what")
        assert isinstance(field, models.Field)
        with translation.override(language):
            said = shown_value(field, "contacts.invoice 7")
        assert said in {"Facturen", "Factures", "Invoices"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_sent_a_letter_does_not_read_that_they_confirmed_something(
    language: str, tmp_path: Path
) -> None:
    contact = pieter()
    asked("access", "pieter@example.be", channel="letter")
    made, confirmed = {
        "nl": ("Zolang we je verzoek behandelen", "bevestigde"),
        "fr": ("Tant que nous traitons votre demande", "avez confirmé"),
        "en": ("As long as we are answering your request", "you confirmed"),
    }[language]
    with translation.override(language):
        files = copy(contact, tmp_path)
        both_say(files, made)
    assert not any(confirmed in said for said in read(files))
