"""The index of words: it holds what the policies say, finds by beginnings, and forgets with the row, whoever
changes it."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from contacts.models import Company, Contact, ContactPoint
from privacy.db import word_index
from privacy.db.words import split_words
from privacy.declarations.registry import registry
from tests.cast import ContactFactory, amina, pieter, school

pytestmark = pytest.mark.django_db


def found(text: str, model: Any = Contact) -> set[int]:
    rows = word_index.rows_with_words(model.objects.all(), split_words(text), fields=searched(model))
    return set(rows.values_list("pk", flat=True))


def searched(model: Any) -> tuple[str, ...]:
    policy = registry.policy_for(model)
    assert policy
    return policy.searched


def person(first: str, last: str = "", city: str = "") -> int:
    return int(ContactFactory.create(first_name=first, last_name=last, city=city).pk)


def test_the_index_holds_the_fields_that_the_policies_call_searched() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    indexed: dict[str, tuple[str, ...]] = {}
    for (app, _name), migration in sorted(loader.disk_migrations.items()):
        for operation in migration.operations:
            if isinstance(operation, word_index.WordIndex):
                indexed[f"{app}.{operation.model}"] = operation.fields
    declared = {policy.label: policy.searched for policy in registry.policies if policy.searched}
    assert indexed == declared
    assert len(declared) >= 3


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("zoë", True),
        ("ZOE", True),
        ("Zoe\u0308", True),
        ("z", True),
        ("zo", True),
        ("hondt", True),
        ("D'Hondt", True),
        ("d’hondt", True),
        ("LIEGE", True),
        ("hondt zoe", True),
        ("oe", False),
        ("zoe jan", False),
        ("zoëke", False),
        ("", False),
        ("'", False),
        ('"', False),
        ("%", False),
        ("*", False),
        ("zo:*", True),
        ("zoe OR jan", False),
        ("\\", False),
        ("€", False),
        ("x" * 5000, False),
    ],
)
def test_words_are_found_by_their_beginnings_however_they_are_written(typed: str, there: bool) -> None:
    zoe = person("Zoë", "D’Hondt", "Liège")
    jan = person("Jan", "Maes", "Gent")
    assert found("jan") == {jan}
    assert found(typed) == ({zoe} if there else set())


def test_a_word_of_a_second_row_is_no_word_of_the_first() -> None:
    person("Jan", "Maes")
    person("An", "Peeters")
    assert found("jan peeters") == set()


RENAMED = {
    "save": lambda contact: Contact(pk=contact.pk, last_name="Nieuwkerke").save(update_fields=["last_name"]),
    "update": lambda contact: Contact.objects.filter(pk=contact.pk).update(last_name="Nieuwkerke"),
    "raw SQL": lambda contact: raw(
        "UPDATE contacts_contact SET last_name = 'Nieuwkerke' WHERE id = %s", contact.pk
    ),
}


def raw(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("way", RENAMED)
def test_a_changed_name_is_found_and_the_old_one_is_not(way: str) -> None:
    contact = amina()
    assert found("verhaegen") == {contact.pk}
    RENAMED[way](contact)
    assert found("nieuwkerke") == {contact.pk}
    assert found("verhaegen") == set()
    assert found("amina") == {contact.pk}
    assert_index_is_true()


def test_a_row_that_is_gone_is_not_found() -> None:
    contact, company = pieter(), school()
    assert found("3216550102", ContactPoint)
    assert found("brug", Company) == {company.pk}
    ContactPoint.objects.filter(contact=contact).delete()
    raw("DELETE FROM contacts_company WHERE id = %s", company.pk)
    assert found("3216550102", ContactPoint) == found("brug", Company) == set()
    assert_index_is_true()


def test_what_is_taken_back_was_never_found() -> None:
    with transaction.atomic():
        number = person("Nooitgeweest")
        assert found("nooitgeweest") == {number}
        transaction.set_rollback(True)
    assert found("nooitgeweest") == set()
    assert_index_is_true()


def assert_index_is_true() -> None:
    """Every word that SQLite's index holds stands in its row, and every word of a row in the index."""
    if connection.vendor == "sqlite":
        for policy in registry.policies:
            if policy.searched:
                rows = policy.model._base_manager.values_list("pk", *policy.searched)
                assert entries(policy.model) == {
                    (word, key) for key, *texts in rows for text in texts for word in split_words(text)
                }


def entries(model: Any) -> set[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word, id FROM {word_index.index_name(model._meta.db_table)}")
        return set(cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no second copy of the words")
def test_a_searched_text_that_is_written_without_our_function_is_refused() -> None:
    with connection.cursor() as cursor, contextlib.closing(sqlite3.connect(":memory:")) as elsewhere:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name IN ('contacts_contact', "
            "'contacts_contact_words') AND sql <> ''"
        )
        for (statement,) in cursor.fetchall():
            elsewhere.execute(statement)
        elsewhere.execute("UPDATE contacts_contact SET last_activity_on = '2026-03-10'")
        with pytest.raises(sqlite3.OperationalError, match="privacy_words"):
            elsewhere.execute("UPDATE contacts_contact SET last_name = 'Janssens'")


def test_the_newest_are_the_newest_and_some_are_that_many_different_people() -> None:
    people = [person("Jan", "Janssens"), person("Jana"), person("Jan", "Jansen", "Jandrain"), person("Piet")][
        :3
    ]

    def first(most: int, *, newest: bool) -> list[int]:
        rows = word_index.rows_with_words(
            Contact.objects.all(), ["jan"], fields=searched(Contact), most=most, newest=newest
        )
        return list(rows.values_list("pk", flat=True))

    assert sorted(first(2, newest=True)) == sorted(people[1:])
    assert len(set(first(2, newest=False))) == 2
    assert sorted(first(9, newest=False)) == sorted(people)
