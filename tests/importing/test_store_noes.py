"""A no in an address book is a no here: remembered for its purpose, told, and heard by the gate."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone, translation

from contacts.importing import record_noes
from contacts.importing.file_format import open_address_book
from contacts.importing.report import ImportReport
from contacts.importing.store import store_address_book
from contacts.importing.undo import undo_import
from contacts.models import Contact, ImportBatch
from privacy.declarations import Basis, Purpose
from privacy.evidence import ledger
from privacy.models import Choice, LedgerEntry, Suppression
from privacy.outreach import gate
from privacy.outreach.rules import Channel
from privacy.purposes import OFFER
from privacy.subjects import choices
from privacy.subjects.many_objections import Objection
from privacy.subjects.suppression_list import is_suppressed

from .known import ContactFactory, numbers

pytestmark = pytest.mark.django_db

NEWSLETTER = Purpose("newsletter", Basis.CONSENT, "news", advertises=True)
NEWS, OFFERS, ALL = {"newsletter"}, {"offer"}, {""}
ADVERTISING = NEWS | OFFERS
MAIL = "els@example.org"


def brought(folder: Path, text: str, *, rehearsal: bool = False) -> ImportReport:
    """Import a table of that text and return what is told, in English."""
    path = folder / "book.csv"
    path.write_bytes(text.encode())
    book = open_address_book(path)
    with translation.override("en"):
        return store_address_book(
            book,
            mark=f"{hash(text):x}",
            form=book.format,
            today=timezone.localdate(),
            source="list of the choir",
            rehearsal=rehearsal,
        )


def noes() -> set[str]:
    """Return to what objections stand."""
    return set(Choice.objects.filter(kind=Choice.Kind.OBJECTION, ends=None).values_list("purpose", flat=True))


@pytest.mark.parametrize(
    ("heading", "cell", "to"),
    [
        ("Subscriber State", "Unsubscribed", NEWS),
        ("Subscriber State", "Bounced", NEWS),
        ("Status", "uitgeschreven", NEWS),
        ("Status", "Cleaned", NEWS),
        ("Statut", "Désabonnée", NEWS),
        ("Statut", "Décédé", ADVERTISING),
        ("Status", "Overleden", ADVERTISING),
        ("Status", "Hard bounce (2024)", NEWS),
        ("Email status", "Blacklisted", ADVERTISING),
        ("Labels", "* Koor ::: Niet bellen", OFFERS),
        ("Categories", "Koor;Do not contact", ALL),
        ("Opmerkingen", "niet mailen; zingt alt", ADVERTISING),
        ("Niet bellen", "ja", OFFERS),
        ("Do Not Call", "TRUE", OFFERS),
        ("Do Not Phone", "1", OFFERS),
        ("Ne pas appeler", "oui", OFFERS),
        ("Niet bellen", "liever niet meer", OFFERS),
        ("Niet mailen", "x", ADVERTISING),
        ("Do Not Email", "Yes", ADVERTISING),
        ("Opt out", "1", ADVERTISING),
        ("No Bulk Emails (User Opt Out)", "Yes", ADVERTISING),
        ("Email opt-out", "waar", ADVERTISING),
        ("Ne pas contacter", "x", ALL),
        ("Niet contacteren", "ja", ALL),
        ("Overleden", "ja", ADVERTISING),
        ("Date de décès", "2021-03-04", ADVERTISING),
        ("UNSUB_TIME", "2021-03-04 10:00:00", NEWS),
        ("Nieuwsbrief", "nee", NEWS),
        ("Opt-in", "non", ADVERTISING),
    ],
)
def test_each_way_to_say_no_is_remembered_for_what_it_is_said_to(
    tmp_path: Path, heading: str, cell: str, to: set[str]
) -> None:
    report = brought(tmp_path, f"Voornaam,E-mail,{heading}\nEls,{MAIL},{cell}\nPiet,piet@example.org,\n")
    assert noes() == to
    assert all(is_suppressed(MAIL, purpose=purpose) for purpose in to)
    assert not is_suppressed("piet@example.org", purpose="newsletter")
    said = [choice.wording for choice in Choice.objects.filter(kind=Choice.Kind.OBJECTION)]
    assert all(words.startswith(f"list of the choir – {heading}: ") for words in said)
    assert {(choice.source, choice.subject) for choice in Choice.objects.all()} == {
        ("import", Contact.objects.get(first_name="Els").subject)
    }
    (warning,) = report.as_json()["warnings"]
    assert warning["line"] == 2
    assert warning["reason"].startswith(f"{heading}: ")


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Subscriber State", "Active"),
        ("Status", "subscribed"),
        ("Status", "not unsubscribed"),
        ("Status", "inactief"),
        ("Niet bellen", "nee"),
        ("Niet bellen", "Nee"),
        ("Do Not Call", "false"),
        ("Do Not Call", "0"),
        ("Opt out", "non"),
        ("Overleden", "nvt"),
        ("Nieuwsbrief", "ja"),
        ("Nieuwsbrief", "-"),
        ("Opmerkingen", "hij heeft zich nooit uitgeschreven"),
        ("Labels", "Koor"),
    ],
)
def test_what_is_no_no_is_none(tmp_path: Path, heading: str, cell: str) -> None:
    report = brought(tmp_path, f"Voornaam,E-mail,{heading}\nEls,{MAIL},{cell}\n")
    assert (report.created, report.remarks) == (1, [])
    assert not Choice.objects.exists()
    assert not is_suppressed(MAIL, purpose="newsletter")


def test_the_warning_says_nothing_of_the_person(tmp_path: Path) -> None:
    report = brought(tmp_path, f"Voornaam,E-mail,Niet bellen\nEls,{MAIL},is ziek sinds mei\n")
    assert [remark.reason for remark in report.remarks] == ["Niet bellen: a no, remembered for: offers"]


def test_the_gate_says_no_with_its_reason(tmp_path: Path) -> None:
    brought(tmp_path, f"Voornaam,E-mail,Subscriber State\nEls,{MAIL},Unsubscribed\n")
    subject, today = Contact.objects.get().subject, timezone.localdate()
    refused = gate.may_contact(subject, channel=Channel.EMAIL, purpose=NEWSLETTER, on=today, address=MAIL)
    assert (refused.allowed, refused.code) == (False, "objected")


def test_who_has_died_is_not_called_about_anything(tmp_path: Path) -> None:
    brought(tmp_path, "Voornaam,Telefoon,Status\nEls,016 22 33 44,overleden\n")
    subject, today = Contact.objects.get().subject, timezone.localdate()
    for purpose, channel in ((OFFER, Channel.PHONE), (NEWSLETTER, Channel.EMAIL)):
        assert gate.may_contact(subject, channel=channel, purpose=purpose, on=today).code == "deceased"


def test_somebody_known_who_has_died_is_marked_and_kept(tmp_path: Path) -> None:
    known = ContactFactory.create(first_name="Els", last_name="Maes", emails=[MAIL])
    brought(tmp_path, f"Voornaam,Achternaam,E-mail,Overleden\nEls,Maes,{MAIL},ja\n")
    known.subject.refresh_from_db()
    assert known.subject.deceased_on == timezone.localdate()
    assert noes() == ADVERTISING


def test_a_no_about_somebody_known_ends_their_consent(tmp_path: Path) -> None:
    known = ContactFactory.create(first_name="Els", last_name="Maes", emails=[MAIL])
    before = timezone.localdate() - dt.timedelta(days=9)
    choices.record_consent(known.subject, "newsletter", on=before, source="web", wording="Yes", own_act=True)
    brought(tmp_path, f"Voornaam,Achternaam,E-mail,Status\nEls,Maes,{MAIL},unsubscribed\n")
    assert noes() == NEWS
    assert not Choice.objects.filter(kind=Choice.Kind.CONSENT, ends=None).exists()


def test_the_no_of_an_organisation_is_remembered_by_its_mailbox(tmp_path: Path) -> None:
    report = brought(tmp_path, "Company,E-mail,Status\nDe Brug,info@example.org,unsubscribed\n")
    assert is_suppressed("info@example.org", purpose="newsletter")
    assert [warning["line"] for warning in report.as_json()["warnings"]] == [2]


def test_a_rehearsal_remembers_nothing_and_tells_the_same(tmp_path: Path) -> None:
    text = f"Voornaam,E-mail,Status\nEls,{MAIL},unsubscribed\n"
    rehearsed = brought(tmp_path, text, rehearsal=True)
    assert not Choice.objects.exists()
    assert not LedgerEntry.objects.filter(kind="suppression").exists()
    assert brought(tmp_path, text).as_json() == rehearsed.as_json()


def test_the_same_no_twice_is_one(tmp_path: Path) -> None:
    text = f"Voornaam,E-mail,Status\nEls,{MAIL},unsubscribed\n"
    brought(tmp_path, text)
    before = numbers()
    brought(tmp_path, text)
    after = numbers()
    assert {label for label in after if after[label] != before[label]} == {
        "contacts.ImportBatch",
        "contacts.ImportRemark",
    }


def test_taken_out_again_the_person_goes_and_the_no_stays(tmp_path: Path) -> None:
    brought(tmp_path, f"Voornaam,E-mail,Status\nEls,{MAIL},unsubscribed\n")
    undone = undo_import(ImportBatch.objects.get())
    assert (undone.contacts, undone.kept) == (1, [])
    assert not Contact.objects.exists()
    assert is_suppressed(MAIL, purpose="newsletter")


def test_a_no_that_somebody_said_here_still_protects_their_record(tmp_path: Path) -> None:
    brought(tmp_path, f"Voornaam,E-mail,Status\nEls,{MAIL},unsubscribed\n")
    choices.record_objection(Contact.objects.get().subject, "offer", on=timezone.localdate(), source="web")
    assert undo_import(ImportBatch.objects.get()).contacts == 0
    assert noes() == ADVERTISING


def test_a_card_with_a_label_that_is_a_no(tmp_path: Path) -> None:
    path = tmp_path / "els.vcf"
    path.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Els Maes\r\nEMAIL:els@example.org\r\n"
        b"CATEGORIES:Koor,Niet mailen\r\nEND:VCARD\r\n"
    )
    book = open_address_book(path)
    store_address_book(book, mark="b" * 64, form=book.format, today=timezone.localdate())
    assert noes() == ADVERTISING


def remembered() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[str]]:
    """Return what is written down of choices and noes, without numbers that differ."""
    said = Choice.objects.order_by("wording", "purpose").values_list("kind", "purpose", "starts", "source")
    kept = Suppression.objects.order_by("digest", "purpose", "name")
    noes = kept.values_list("kind", "digest", "name", "purpose", "advertising", "since", "lifted_on")
    return list(said), list(noes), sorted(LedgerEntry.objects.values_list("kind", flat=True))


def test_many_at_once_are_remembered_as_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        f"Els,Maes,{MAIL},016 22 33 44,Unsubscribed",
        "Piet,Maes,piet@example.org,016 22 33 44,Do not call",
        f"Bob,Claes,{MAIL},0475 22 33 44,Unsubscribed",
        "An,,,0475 22 33 45 (thuis),deceased",
        "Cas,Nys,cas@example.org,22 33 44,opted out",
    ]
    text = "\n".join(["Voornaam,Achternaam,E-mail,Telefoon,Status", *rows, ""])
    with transaction.atomic():
        brought(tmp_path, text)
        at_once = remembered()
        assert ledger.find_broken_entries() == []
        transaction.set_rollback(True)
    monkeypatch.setattr(record_noes, "objections", one_by_one)
    brought(tmp_path, text)
    assert remembered() == at_once
    assert len(at_once[0]) == 7


def one_by_one(subject: Any, name: str, addresses: Any, noes: Any, *, source: str) -> list[Objection]:
    record_noes.record_noes(subject, noes, source=source, on=timezone.localdate())
    return []


def test_the_number_of_statements_does_not_grow_with_the_noes(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    rows = "".join(f"p{number}@example.org,Unsubscribed\n" for number in range(300))
    with django_assert_max_num_queries(60):
        brought(tmp_path, f"E-mail,Status\n{rows}")
    assert Suppression.objects.count() == 300
