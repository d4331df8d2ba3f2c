"""Storing an address book: nobody doubled, nothing overwritten, no "no" forgotten, nothing lost when cut off."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.importing import store as storing
from contacts.importing.card import Card, Unreadable
from contacts.importing.store import Interfered, NothingReadable, store
from contacts.models import Company, Contact, ContactPoint, FilledValue, ImportBatch
from privacy import identifiers
from privacy.models import Choice, Identifier, Subject, Suppression, Task
from tests.importing.known import EARLIER, TODAY, ContactFactory, SubjectFactory, card, put

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the project's tables, without keys that differ from one run to the next."""
    return {
        model._meta.label: sorted(
            ({k: v for k, v in row.items() if k not in ("id", "started_at", "finished_at")} for row in model._base_manager.values()),
            key=repr,
        )
        for model in apps.get_models()
        if model._meta.app_label in ("contacts", "privacy")
    }


def numbers() -> dict[str, int]:
    return {label: len(rows) for label, rows in everything().items()}


def values(contact: Contact) -> set[str]:
    return set(contact.points.values_list("value", flat=True))


# --- Somebody new -------------------------------------------------------------------------------------


def test_a_new_person_comes_with_addresses_a_company_an_origin_and_a_source() -> None:
    new = card(
        email="Els.Maes@Example.org", phone="0471 23 45 67", first_name="Els", last_name="Maes", company="School De Linde", city="Leuven"
    )
    report = put(new, source="the former secretary")

    assert (report.read, report.created, report.updated, report.remarks) == (1, 1, 0, [])
    contact = Contact.objects.get()
    assert (contact.first_name, contact.last_name, contact.city, contact.language) == ("Els", "Maes", "Leuven", "nl")
    assert (contact.origin, contact.source, contact.collected_on, contact.client_since) == ("import", "the former secretary", TODAY, TODAY)
    assert contact.last_activity_on == TODAY
    assert list(contact.points.order_by("kind").values_list("kind", "value", "preferred")) == [
        ("email", "els.maes@example.org", True),
        ("phone", "+32471234567", True),
    ]
    company = Company.objects.get()
    assert contact.company == company
    assert (company.name, company.subject.kind) == ("School De Linde", Subject.Kind.ORGANISATION)
    assert company.subject != contact.subject


def test_a_new_person_is_found_by_each_of_their_addresses() -> None:
    put(card(email="els.maes@example.org", phone="0471 23 45 67"))
    subject = Contact.objects.get().subject
    for value in ("els.maes@example.org", "+32471234567"):
        assert Identifier.objects.get(digest=identifiers.digest(value)).subject == subject


def test_a_new_person_is_to_be_told_within_a_month_where_their_data_came_from() -> None:
    put(card(email="els@example.org"), today=dt.date(2026, 1, 31))
    task = Task.objects.get()
    assert (task.kind, task.subject, task.due_on) == (Task.Kind.INFORM, Contact.objects.get().subject, dt.date(2026, 2, 28))


def test_without_a_given_source_the_format_of_the_file_is_the_source() -> None:
    put(card(email="els@example.org"), source="  ")
    assert "som" in Contact.objects.get().source


def test_only_the_first_address_of_each_kind_is_preferred() -> None:
    several = Card(2, first_name="Els", emails=[("a@example.org", "work"), ("b@example.org", "home"), ("A@example.org", "")])
    put(several)
    assert list(ContactPoint.objects.order_by("pk").values_list("value", "label", "preferred")) == [
        ("a@example.org", "work", True),
        ("b@example.org", "home", False),
    ]


@pytest.mark.parametrize(("written", "kept"), [("fr", "fr"), ("en", "en"), ("de", "nl"), ("", "nl")])
def test_a_language_we_do_not_write_becomes_dutch(written: str, kept: str) -> None:
    put(card(email="els@example.org", language=written))
    assert Contact.objects.get().language == kept


# --- Somebody known -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last"),
    [("Zoë", "D'Hondt"), ("zoe", "d hondt"), ("Z.", "D'Hondt"), ("Zoë Marie", "D’Hondt"), ("", "D'Hondt"), ("", ""), ("Zoë", "")],
)
def test_a_known_person_is_completed_and_never_doubled(first: str, last: str) -> None:
    known = ContactFactory.create(first_name="Zoë", last_name="D'Hondt", emails=["zoe@example.org"])
    report = put(card(email="ZOE@example.org", phone="016 20 30 40", first_name=first, last_name=last, street="Dorp 1", city="Herent"))

    assert (report.created, report.updated) == (0, 1)
    contact = Contact.objects.get()
    assert contact == known
    assert (contact.first_name, contact.last_name, contact.street, contact.city) == ("Zoë", "D'Hondt", "Dorp 1", "Herent")
    assert values(contact) == {"zoe@example.org", "+3216203040"}
    assert (contact.origin, contact.source, contact.collected_on, contact.client_since) == ("question", "", EARLIER, None)
    assert not Task.objects.exists()


def test_a_known_person_is_known_by_a_phone_number_as_well() -> None:
    known = ContactFactory.create(emails=["jan@example.org"], phones=["+32471234567"])
    report = put(card(email="jan.peeters@example.be", phone="0471/23.45.67", first_name="Jan", last_name="Peeters"))
    assert (report.created, report.updated) == (0, 1)
    assert values(known) == {"jan@example.org", "jan.peeters@example.be", "+32471234567"}
    assert known.points.filter(preferred=True).count() == 2


def test_a_known_person_is_known_by_the_digest_alone_under_an_old_key(settings: Any) -> None:
    settings.DIGEST_KEYS = ["old:" + "11" * 32]
    known = ContactFactory.create(emails=["jan@example.org"])
    ContactPoint.objects.all().delete()
    settings.DIGEST_KEYS = ["new:" + "22" * 32, "old:" + "11" * 32]

    put(card(email="jan@example.org", first_name="Jan", last_name="Peeters"))
    assert Contact.objects.get() == known
    assert values(known) == {"jan@example.org"}
    assert Identifier.objects.count() == 1


def test_what_is_there_is_overwritten_neither_by_blanks_nor_by_other_values() -> None:
    ours = {"first_name": "Jan", "last_name": "Peeters", "street": "Dorp 1", "postcode": "", "city": "Herent", "language": "fr"}
    known = ContactFactory.create(emails=["jan@example.org"], **ours)
    put(
        card(2, email="jan@example.org"),
        card(
            3,
            email="jan@example.org",
            first_name="J.",
            last_name="PEETERS",
            street="Ander 2",
            postcode="3000",
            city="Leuven",
            language="en",
        ),
    )
    known.refresh_from_db()
    assert {name: getattr(known, name) for name in ours} == ours
    assert not FilledValue.objects.exists()


def test_what_was_blank_is_filled_and_remembered_without_the_value() -> None:
    known = ContactFactory.create(first_name="", last_name="", emails=["jan@example.org"])
    put(card(email="jan@example.org", first_name="Jan", last_name="Peeters", company="De Linde", street="Dorp 1"))
    known.refresh_from_db()
    assert (known.full_name(), known.street) == ("Jan Peeters", "Dorp 1")
    assert known.company is not None
    assert set(FilledValue.objects.values_list("contact", "field")) == {
        (known.pk, f) for f in ("first_name", "last_name", "company", "address")
    }


def test_the_same_file_twice_changes_nothing_the_second_time() -> None:
    rows = [
        card(2, email="a@example.org", phone="016 20 30 40", first_name="An", company="De Linde"),
        card(3, email="b@example.org", phone="x"),
    ]
    put(*rows)
    before = numbers()
    report = put(*rows)
    assert (report.created, report.updated) == (0, 2)
    after = numbers()
    assert {label for label in after if after[label] != before[label]} == {"contacts.ImportBatch", "contacts.ImportRemark"}


@pytest.mark.parametrize("size", [1, 2, 100])
def test_two_cards_of_one_person_in_one_file_are_one_contact(size: int) -> None:
    report = put(
        card(2, email="an@example.org", first_name="An"),
        card(3, email="an@example.org", phone="0471234567", first_name="An", last_name="Claes"),
        card(4, phone="0032471234567", first_name="an", last_name="CLAES", city="Leuven"),
        size=size,
    )
    assert (report.created, report.updated) == (1, 2)
    contact = Contact.objects.get()
    assert (contact.full_name(), contact.city) == ("An Claes", "Leuven")
    assert Identifier.objects.count() == ContactPoint.objects.count() == 2
    assert Task.objects.count() == 1
    assert not FilledValue.objects.exists()


# --- Shared addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "last"), [("Els", "Peeters"), ("Jan", "Maes"), ("Janneke", "Peeters")])
def test_another_name_at_a_known_mailbox_is_a_second_contact_and_a_task(first: str, last: str) -> None:
    known = ContactFactory.create(first_name="Jan", last_name="Peeters", emails=["info@example.org"])
    report = put(card(7, email="info@example.org", first_name=first, last_name=last))

    assert report.created == 1
    assert [remark["line"] for remark in report.as_json()["warnings"]] == [7]
    second = Contact.objects.exclude(pk=known.pk).get()
    assert second.full_name() == f"{first} {last}"
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert (task.subject, task.label, task.row) == (second.subject, "contacts.contact", known.pk)


@pytest.mark.parametrize("size", [1, 100])
def test_two_names_at_one_mailbox_in_one_file_are_two_contacts_and_a_task(size: int) -> None:
    put(
        card(2, email="info@example.org", first_name="Jan", last_name="Maes"), card(3, email="info@example.org", first_name="An"), size=size
    )
    assert Contact.objects.count() == 2
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert task.row == Contact.objects.get(first_name="Jan").pk
    assert task.subject == Contact.objects.get(first_name="An").subject


def test_people_who_share_only_a_phone_are_two_contacts_without_a_task() -> None:
    ContactFactory.create(phones=["+3216203040"])
    report = put(card(email="els@example.org", phone="016203040", first_name="Els", last_name="Maes"))
    assert (report.created, report.remarks) == (1, [])
    assert not Task.objects.filter(kind=Task.Kind.DUPLICATE).exists()


def test_a_card_that_could_be_several_people_completes_the_oldest_with_a_warning() -> None:
    oldest = ContactFactory.create(first_name="Jan", emails=["info@example.org"])
    ContactFactory.create(first_name="An", emails=["info@example.org"])
    report = put(card(2, email="info@example.org", phone="016203040"))
    assert (report.created, report.updated, len(report.remarks)) == (0, 1, 1)
    assert values(oldest) == {"info@example.org", "+3216203040"}


def test_of_several_people_at_one_address_the_one_with_the_very_name_is_meant() -> None:
    ContactFactory.create(first_name="", last_name="", emails=["info@example.org"])
    meant = ContactFactory.create(first_name="An", last_name="Claes", emails=["info@example.org"])
    report = put(card(email="info@example.org", phone="016203040", first_name="AN", last_name="Claes"))
    assert report.remarks == []
    assert "+3216203040" in values(meant)


def test_who_is_known_by_phone_and_joins_a_strangers_mailbox_is_put_before_a_person() -> None:
    stranger = ContactFactory.create(first_name="Jan", last_name="Maes", emails=["info@example.org"])
    known = ContactFactory.create(first_name="An", last_name="Claes", phones=["+3216203040"])
    report = put(card(email="info@example.org", phone="016203040", first_name="An", last_name="Claes"))
    assert (report.created, report.updated, len(report.remarks)) == (0, 1, 1)
    task = Task.objects.get()
    assert (task.kind, task.subject, task.row) == (Task.Kind.DUPLICATE, known.subject, stranger.pk)


# --- No is no -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["no@example.org", "+32471234567"])
def test_one_suppressed_address_refuses_the_whole_row_for_an_unchanging_reason(address: str) -> None:
    Suppression.objects.create(digest=identifiers.digest(address), since=EARLIER)
    row = card(4, phone="0471234567", first_name="Els")
    row.emails = [("fine@example.org", ""), ("no@example.org", "")]
    before = numbers()
    report = put(row, card(5, email="an@example.org"))

    assert [remark["line"] for remark in report.as_json()["refused"]] == [4]
    assert (report.read, report.created, report.updated) == (2, 1, 0)
    assert numbers()["contacts.Contact"] == before["contacts.Contact"] + 1
    assert not ContactPoint.objects.filter(value__in=["fine@example.org", "+32471234567"]).exists()


def test_a_suppression_for_one_purpose_only_does_not_refuse_the_person() -> None:
    Suppression.objects.create(digest=identifiers.digest("els@example.org"), purpose="newsletter", since=EARLIER)
    assert put(card(email="els@example.org")).created == 1


@pytest.mark.parametrize("kind", [Choice.Kind.RESTRICTION, Choice.Kind.ERASURE])
def test_a_person_whose_data_may_not_be_used_is_not_updated(kind: str) -> None:
    known = ContactFactory.create(emails=["jan@example.org"])
    Choice.objects.create(subject=known.subject, kind=kind, starts=EARLIER, source="web")
    report = put(card(3, email="jan@example.org", phone="016203040", first_name="Jan", last_name="Peeters"))
    assert (report.created, report.updated) == (0, 0)
    assert [remark["line"] for remark in report.as_json()["refused"]] == [3]
    assert values(known) == {"jan@example.org"}


def test_a_restriction_that_has_ended_no_longer_refuses() -> None:
    known = ContactFactory.create(emails=["jan@example.org"])
    Choice.objects.create(subject=known.subject, kind=Choice.Kind.RESTRICTION, starts=EARLIER, ends=TODAY, source="web")
    assert put(card(email="jan@example.org", first_name="Jan", last_name="Peeters")).updated == 1


def test_somebody_erased_of_whom_only_the_digest_is_left_is_refused() -> None:
    subject = SubjectFactory.create()
    Identifier.objects.create(subject=subject, kind="email", digest=identifiers.digest("jan@example.org"))
    Choice.objects.create(subject=subject, kind=Choice.Kind.ERASURE, starts=EARLIER, source="web")
    report = put(card(email="jan@example.org"))
    assert (report.created, report.updated, len(report.as_json()["refused"])) == (0, 0, 1)


def test_somebody_known_to_another_app_only_becomes_a_contact_of_their_own() -> None:
    subject = SubjectFactory.create()
    Identifier.objects.create(subject=subject, kind="email", digest=identifiers.digest("jan@example.org"))
    assert put(card(email="jan@example.org")).created == 1
    assert Contact.objects.get().subject != subject


def test_every_refusal_gives_the_same_reason() -> None:
    Suppression.objects.create(digest=identifiers.digest("no@example.org"), since=EARLIER)
    known = ContactFactory.create(emails=["jan@example.org"])
    Choice.objects.create(subject=known.subject, kind=Choice.Kind.RESTRICTION, starts=EARLIER, source="web")
    report = put(card(2, email="no@example.org"), card(3, email="jan@example.org"), card(4, email="no@example.org", company="De Linde"))
    refused = report.as_json()["refused"]
    assert [remark["line"] for remark in refused] == [2, 3, 4]
    assert len({remark["reason"] for remark in refused}) == 1
    assert not Company.objects.exists()


# --- Rows that are not what one hopes -----------------------------------------------------------------


def test_bad_rows_are_named_and_the_others_imported() -> None:
    report = put(
        card(2, email="a@example.org", first_name="An"),
        Unreadable(3, "more cells than headings"),
        card(4, first_name="Bo", last_name="Nobody"),
        card(5, email="not an address", first_name="Cas"),
        card(6, email="d@example.org", phone="ask Dirk"),
        card(7, company="De Linde", email="info@example.org", phone="016203040"),
        card(8, email="e@example.org", first_name="E" * 500),
    )
    document = report.as_json()
    assert (document["read"], document["created"], document["updated"]) == (7, 3, 0)
    assert [remark["line"] for remark in document["skipped"]] == [3, 4, 5, 7]
    assert [remark["line"] for remark in document["warnings"]] == [6, 8]
    assert document["skipped"][0]["reason"] == "more cells than headings"
    assert not {"Bo", "Cas", "Dirk", "not an address"} & set(" ".join(remark.reason for remark in report.remarks).split())


def test_a_phone_that_cannot_be_parsed_is_kept_as_written_and_finds_nobody() -> None:
    put(card(email="d@example.org", phone="ask Dirk"))
    assert ContactPoint.objects.get(kind="phone").value == "ask Dirk"
    assert Identifier.objects.get().kind == "email"


def test_an_organisation_becomes_a_company_and_no_person() -> None:
    put(
        card(company="De Linde", email="Info@example.org", phone="016203040", street="Dorp 1"),
        card(3, company="DE LINDE", phone="016999999"),
    )
    company = Company.objects.get()
    assert (company.name, company.email, company.phone, company.street) == ("De Linde", "info@example.org", "+3216203040", "Dorp 1")
    assert company.subject.kind == Subject.Kind.ORGANISATION
    assert not Contact.objects.exists()


@pytest.mark.parametrize("written", ["ÉCOLE DU NORD", "école du nord", "École  du Nord"])
def test_a_company_is_found_by_its_name_whatever_the_case(written: str) -> None:
    company = Company.objects.create(subject=SubjectFactory.create(kind="organisation"), name="École du Nord", collected_on=EARLIER)
    put(card(email="els@example.org", first_name="Els", company=written))
    assert Contact.objects.get().company == company


def test_text_that_a_database_refuses_does_not_stop_the_rest() -> None:
    report = put(card(2, email="a@example.org", first_name="A\x00n\ud800", last_name="De\nSmet"), card(3, email="b@example.org"))
    assert report.created == 2
    assert Contact.objects.get(first_name__startswith="A").last_name == "De Smet"


def test_a_file_without_a_readable_row_leaves_nothing_behind() -> None:
    before = everything()
    with pytest.raises(NothingReadable):
        put(*(Unreadable(line, "bad") for line in range(2, 9)), size=3)
    with pytest.raises(NothingReadable):
        put()
    assert everything() == before


def test_unreadable_rows_before_the_first_card_are_reported_too() -> None:
    report = put(*(Unreadable(line, "bad") for line in range(2, 9)), card(9, email="a@example.org"), size=3)
    assert (report.read, report.created, len(report.as_json()["skipped"])) == (8, 1, 7)


# --- Cut off, rehearsed, measured ---------------------------------------------------------------------


def book(count: int, *, first: int = 0) -> list[Card | Unreadable]:
    """Return rows of every sort: new and known people, shared mailboxes, companies, bad phones, bad rows."""
    rows: list[Card | Unreadable] = []
    for n in range(first, first + count):
        made = card(n + 2, email=f"p{n // 2 if n % 5 == 0 else n}@example.org", phone=f"047{n:07d}", first_name=f"N{n}", last_name="Maes")
        made.company = f"School {n % 7}" if n % 3 == 0 else ""
        if n % 11 == 0:
            made.phones.append(("no number", ""))
        rows.append(Unreadable(n + 2, "bad") if n % 13 == 7 else made)
    return rows


class Killed(BaseException):
    pass


@pytest.mark.parametrize("moment", ["after the rows", "after the commit"])
def test_an_import_that_was_cut_off_goes_on_and_ends_the_same(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(rows: int) -> None:
        if moment == "after the commit" and rows >= 40:
            raise Killed

    written: list[int] = []
    tell = storing._told

    def told(*args: Any) -> Any:
        written.append(1)
        if moment == "after the rows" and len(written) == 3:
            raise Killed
        return tell(*args)

    rows = book(90)
    with monkeypatch.context() as patch:
        patch.setattr(storing, "_told", told)
        with pytest.raises(Killed):
            put(*rows, size=20, progress=cut)
    batch = ImportBatch.objects.get()
    assert (batch.rows_done, batch.finished_at) == (40, None)
    assert Contact.objects.exists()

    resumed = put(*rows, size=20)
    assert ImportBatch.objects.get().finished_at is not None
    assert len(rows) == resumed.read == resumed.created + resumed.updated + len(resumed.as_json()["skipped"])

    state = numbers()
    names = sorted(Contact.objects.values_list("first_name", "company__name"))
    reaches = sorted(ContactPoint.objects.values_list("value", "contact__first_name", "preferred"))
    for model in (Task, Identifier, FilledValue, ContactPoint, Contact, Company, ImportBatch, Subject):
        model.objects.all().delete()
    undisturbed = put(*rows, size=20)
    assert undisturbed.as_json() == resumed.as_json()
    assert numbers() == state
    assert sorted(Contact.objects.values_list("first_name", "company__name")) == names
    assert sorted(ContactPoint.objects.values_list("value", "contact__first_name", "preferred")) == reaches


def test_two_imports_of_one_file_at_once_do_not_store_its_rows_twice() -> None:
    rows = book(40)

    def interfere(done: int) -> None:
        ImportBatch.objects.update(rows_done=done + 1)

    with pytest.raises(Interfered):
        put(*rows, size=20, progress=interfere)
    assert Contact.objects.count() <= 20


def test_a_rehearsal_reports_what_would_happen_and_leaves_nothing() -> None:
    ContactFactory.create(first_name="N3", last_name="", emails=["p3@example.org"])
    Suppression.objects.create(digest=identifiers.digest("p4@example.org"), since=EARLIER)
    rows = book(60)
    before = everything()
    sequences = _sequences()
    rehearsed = put(*rows, size=20, rehearsal=True)
    assert everything() == before
    assert _sequences() == sequences
    assert rehearsed.created > 0
    assert rehearsed.as_json()["refused"]
    assert put(*rows, size=20).as_json() == rehearsed.as_json()


def _sequences() -> list[Any]:
    sql = "SELECT name, seq FROM sqlite_sequence ORDER BY 1"
    if connection.vendor == "postgresql":
        sql = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_the_number_of_statements_does_not_depend_on_the_size_of_the_chunk() -> None:
    def statements(count: int, first: int) -> int:
        rows = book(count, first=first)
        with CaptureQueriesContext(connection) as queries:
            store(rows, mark=f"{count:064d}", form="som", today=TODAY, size=5_000)
        return len(queries)

    put(*book(100))
    assert statements(50, 60) == statements(700, 60) < 40


def test_the_same_warning_is_given_once_for_a_row() -> None:
    several = Card(2, emails=[("d@example.org", "")], phones=[("ask Dirk", ""), ("ask Els", "")])
    assert len(put(several).as_json()["warnings"]) == 1
    assert ContactPoint.objects.filter(kind="phone").count() == 2
