"""Whoever was forgotten stays out in every spelling that a person would read as theirs (issue 10, K06)."""

from __future__ import annotations

import csv
import datetime as dt
import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from contacts.models import Company, Contact
from privacy.models import Choice
from privacy.rights.erasure import erase
from privacy.subjects import suppression_list
from privacy.subjects.lookup import find_subjects
from tests.importing.known import TODAY, ContactFactory

MAIL, NUMBER, DUTCH = "rik.wouters@example.org", "+32475998877", "+31612349876"
"""Of Rik Wouters, who was forgotten."""
HEADINGS = ["Voornaam", "Achternaam", "E-mailadres", "Telefoon", "Land", "Bedrijf"]


ODD = [
    '"rik.wouters"@example.org',
    '"rik\\.wouters"@example.org',
    "mailto=rik.wouters@example.org",
    "'rik.wouters@example.org",
    "x/rik.wouters@example.org",
    "!rik.wouters@example.org",
    "-rik.wouters@example.org",
    "=?utf-8?q?rik.wouters@example.org",
    "=?utf-8?q?rik=2Ewouters=40example.org?=",
    "=?utf-8?b?cmlrLndvdXRlcnNAZXhhbXBsZS5vcmc=?=",
    "rik%2Ewouters%40example.org",
    "rik.wouters at example.org",
    "rik.wouters apenstaartje example punt org",
    "rik point wouters arobase example point org",
    "rik.wouters AT example DOT org",
    "rik.wouters@example[dot]org",
    "rik.wouters@@example.org",
    "rik..wouters@example..org",
]
"""Addresses, some of them good ones, in which anybody would read Rik's."""


def read(*rows: list[str]) -> list[int]:
    """Import a table of these rows; return the lines that are refused."""
    with TemporaryDirectory() as folder:
        file, out = Path(folder) / "lijst.csv", StringIO()
        with file.open("w", newline="") as opened:
            csv.writer(opened, delimiter=";").writerows([HEADINGS, *rows])
        call_command("import_contacts", str(file), "--source", "x", "--json", stdout=out, stderr=StringIO())
    return [remark["line"] for remark in json.loads(out.getvalue())["refused"]]


def forget_rik(number: str = NUMBER) -> None:
    rik = ContactFactory.create(first_name="Rik", last_name="Wouters", emails=[MAIL], phones=[number])
    erase(rik.subject, today=TODAY, source=Choice.Channel.WEB)
    assert not Contact.objects.filter(last_name="Wouters").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cell",
    [
        "'rik.wouters@example.org'",
        '"rik.wouters@example.org"',
        "MAILTO:rik.wouters@example.org",
        "mailto:Rik.Wouters@Example.ORG?subject=hallo",
        "Rik Wouters <rik.wouters@example.org>",
        "ria@example.org, rik.wouters@example.org",
        "ria@example.org/rik.wouters@example.org",
        "rik.wouters@example.org.",
        "rik.wouters@example.org (privé)",
        "rik.wouters @ example.org",
        "rik.wouters(at)example.org",
        "rik.wouters@example,org",
        "\u200brik.wouters@example.org\xa0",
        *ODD,
    ],
)
def test_another_spelling_of_the_mailbox_is_refused(cell: str) -> None:
    forget_rik()
    assert suppression_list.is_row_suppressed([cell], name="Ria Claes")
    assert read(["Ria", "Claes", cell, "016 55 66 77", "", ""]) == [2]
    assert not Contact.objects.exclude(last_name="").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "cell", "country"),
    [
        (NUMBER, "0475 99 88 77 (na 18u)", ""),
        (NUMBER, "gsm: 0032 475 99.88.77", ""),
        (NUMBER, "+32 (0)475 99 88 77", ""),
        (NUMBER, "475 99 88 77", ""),
        (DUTCH, "06 12 34 98 76", ""),
        (DUTCH, "06-12349876", "Nederland"),
        (DUTCH, "0031 6 1234 9876", ""),
    ],
)
def test_another_spelling_of_the_number_is_refused_beside_the_name_or_alone(
    number: str, cell: str, country: str
) -> None:
    forget_rik(number)
    assert read(
        ["Rik", "Wouters", "rik@elders.example.org", cell, country, ""], ["", "", "", cell, country, ""]
    ) == [2, 3]


@pytest.mark.django_db
def test_one_of_two_numbers_in_a_cell_is_refused_beside_the_name() -> None:
    forget_rik()
    cell = "0475998877 / 016 55 66 77"
    assert read(["Rik", "Wouters", "rik@elders.example.org", cell, "", ""]) == [2]


@pytest.mark.django_db
def test_an_address_in_a_cell_for_another_thing_is_compared_too() -> None:
    forget_rik()
    rows = [
        ["Rik Wouters (rik.wouters@example.org)", "", "post@example.org", "", "", ""],
        ["Rik", "W.", "post@example.org", "rik.wouters@example.org 016 55 66 77", "", ""],
        ["", "", "post@example.org", "", "", "Atelier, rik.wouters@example.org"],
    ]
    assert read(*rows) == [2, 3, 4]
    assert not Company.objects.exists()


@pytest.mark.django_db
def test_what_was_kept_as_written_is_remembered_in_the_readings_it_allows() -> None:
    assert read(["Rik", "Wouters", MAIL, "06 12 34 98 76", "", ""]) == []
    (rik,) = find_subjects(MAIL)
    erase(rik, today=dt.date.today(), source=Choice.Channel.WEB)  # noqa: DTZ011
    assert read(["Rik", "Wouters", "", "+31 6 12349876", "", ""]) == [2]


@pytest.mark.django_db
def test_nobody_is_refused_where_nobody_said_no() -> None:
    forget_rik()
    rows = [
        ["Ria", "Claes", "wouters@example.org", "0475 99 88 78 (na 18u)", "", ""],
        ["Riet", "Claes", "rik.wouters@example.org.example.com", "", "", ""],
        ["Rob", "Claes", "erik.wouters@example.org", "", "", ""],
    ]
    assert read(*rows) == []


MARKS = st.sampled_from(
    [
        "",
        "'",
        '"',
        "<",
        ">",
        "(",
        ")",
        " ",
        ";",
        ",",
        ".",
        "\xa0",
        "\u200b",
        "mailto:",
        "=",
        "/",
        "!",
        "mailto=",
    ]
)


class AnySpelling(TestCase):
    """However an address is written around, a person reads the address."""

    def setUp(self) -> None:
        forget_rik()

    @settings(max_examples=60, deadline=None)
    @given(
        before=st.lists(MARKS, max_size=3).map("".join),
        after=st.lists(MARKS.filter(lambda mark: not mark.startswith("mailto")), max_size=3).map("".join),
        capitals=st.lists(st.booleans(), min_size=len(MAIL), max_size=len(MAIL)),
    )
    def test_of_a_mailbox(self, before: str, after: str, capitals: list[bool]) -> None:
        written = "".join(c.upper() if up else c for c, up in zip(MAIL, capitals, strict=True))
        assert suppression_list.is_row_suppressed([f"{before}{written}{after}"], name="Ria Claes")

    @settings(max_examples=60, deadline=None)
    @given(
        prefix=st.sampled_from(["0", "+32", "0032", "+32 (0)", "32 ", ""]),
        gaps=st.lists(st.sampled_from(["", " ", ".", "-", "/"]), min_size=9, max_size=9),
        note=st.sampled_from(["", " (na 18u)", " thuis", ", vraag naar Rik", " GSM"]),
    )
    def test_of_a_number(self, prefix: str, gaps: list[str], note: str) -> None:
        digits = "".join(digit + gap for digit, gap in zip(NUMBER[3:], gaps, strict=True)).rstrip(" .-/")
        assert suppression_list.is_row_suppressed(
            [f"{prefix}{digits}{note}"], name="Rik Wouters", others=["x@example.org"]
        )
