"""Tables of people are read whoever wrote them, row by row, and a broken row takes no other with it."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest

from contacts.importing.card import Card, UnreadableRow
from contacts.importing.file_format import UnknownFormat, open_address_book

from . import samples
from .files import book_of, only, read

OURS = "First name,Last name,E-mail,Phone,Company,Street,Postcode,City\n"
JAN = "Jan,Peeters,jan@example.org,016 12 34 56,Bakkerij Peeters,Diestsestraat 15,3000,Leuven\n"


def test_google_contacts_with_several_values_in_a_cell(tmp_path: Path) -> None:
    book = book_of(tmp_path, samples.GOOGLE)
    jan, els = book
    assert book.format == "google"
    assert isinstance(jan, Card)
    assert isinstance(els, Card)
    assert (jan.line, jan.first_name, jan.last_name, jan.company) == (
        2,
        "Jan Pieter",
        "Peeters",
        "Bakkerij Peeters",
    )
    assert jan.emails == [
        ("thuis@example.org", "home"),
        ("jan@example.org", "work"),
        ("jan.work@example.org", "work"),
    ]
    assert jan.phones == [("+32 470 12 34 56", "mobile"), ("016 12 34 56", "mobile")]
    assert (jan.street, jan.postcode, jan.city, jan.country) == (
        "Diestsestraat 15 bus 3",
        "3000",
        "Leuven",
        "Belgium",
    )
    assert (els.line, els.first_name, els.emails) == (6, "Els", [("els@example.org", "")])


def test_the_older_google_contacts(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        b"Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 "
        b"- Value,Phone 1 - Type,"
        b"Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Postal "
        b"Code,Organization 1 - Name\n"
        b"Els Claes,Els,,Claes,,* My Contacts,* Work,els@example.org,Mobile,0470,Kerkstraat 1,Gent,PB "
        b"9,9000,Acme\n"
        b"Jan De Smet,,,,,,,jan@example.org,,,,,,,\n",
    )
    els, jan = book
    assert book.format == "google"
    assert els == Card(
        2,
        "Els",
        "Claes",
        "Acme",
        "Kerkstraat 1, PB 9",
        "9000",
        "Gent",
        "",
        "",
        [("els@example.org", "work")],
        [("0470", "mobile")],
    )
    assert isinstance(jan, Card)
    assert (jan.first_name, jan.last_name) == ("Jan", "De Smet")


@pytest.mark.parametrize(
    "headings",
    [
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Business Street,Business City,Business "
        "Postal Code,Home Street,Home City,"
        "Home Postal Code,Home Country/Region,Business Fax,Business Phone,Home Phone,Mobile Phone,E-mail "
        "Address,E-mail 2 Address",
        "Titel,Voornaam,Middelste naam,Achternaam,Achtervoegsel,Bedrijf,Werkadres\\, straat,Werkadres\\, "
        "plaats,Werkadres\\, postcode,"
        "Huisadres\\, straat,Huisadres\\, plaats,Huisadres\\, postcode,Huisadres\\, land/regio,Fax op "
        "werk,Telefoon op werk,"
        "Telefoon thuis,Mobiele telefoon,E-mailadres,E-mailadres 2",
        "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Rue (bureau),Ville (bureau),Code postal "
        "(bureau),Rue (domicile),"
        "Ville (domicile),Code postal (domicile),Pays/Région (domicile),Télécopie (bureau),Téléphone "
        "(bureau),Téléphone (domicile),"
        "Tél. mobile,Adresse de messagerie,Adresse de messagerie 2",
    ],
)
def test_outlook_in_three_languages(tmp_path: Path, headings: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([one.replace("\0", ",") for one in headings.replace("\\,", "\0").split(",")])
    at_home = ["Kerkstraat 1", "Gent", "9000", "België"]
    writer.writerow(
        [
            "Dr.",
            "Zoë",
            "An",
            "Claes",
            "jr",
            "Acme",
            "Vaart 2",
            "Leuven",
            "3000",
            *at_home,
            "016 3",
            "016 1",
            "09 2",
            "0470 4",
            "z@example.org",
            "y@example.org",
        ]
    )
    writer.writerow(
        [
            "",
            "Jan",
            "",
            "Peeters",
            "",
            "",
            "Vaart 2",
            "Leuven",
            "3000",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ]
    )
    book = book_of(tmp_path, out.getvalue().encode("cp1252"))
    zoe, jan = book
    assert book.format == "outlook"
    assert isinstance(zoe, Card)
    assert (zoe.first_name, zoe.last_name, zoe.company) == ("Zoë An", "Claes", "Acme")
    assert (zoe.street, zoe.city, zoe.postcode, zoe.country) == ("Kerkstraat 1", "Gent", "9000", "België")
    assert zoe.emails == [("z@example.org", ""), ("y@example.org", "")]
    assert zoe.phones == [("016 3", "fax"), ("016 1", "work"), ("09 2", "home"), ("0470 4", "mobile")]
    assert isinstance(jan, Card)
    assert (jan.street, jan.postcode, jan.city) == ("Vaart 2", "3000", "Leuven")


def test_hubspot(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        b'"Record ID","First Name","Last Name","Email","Phone Number","Mobile Phone Number","Associated '
        b'Company","Street Address","City",'
        b'"Postal Code","Country/Region","Lead Status"\n'
        b'"101","Jan","Peeters","jan@example.org","016 1","0470 2","Acme","Vaart '
        b'2","Leuven","3000","Belgium","NEW"\n',
    )
    assert book.format == "hubspot"
    assert list(book) == [
        Card(
            2,
            "Jan",
            "Peeters",
            "Acme",
            "Vaart 2",
            "3000",
            "Leuven",
            "Belgium",
            "",
            [("jan@example.org", "")],
            [("016 1", ""), ("0470 2", "mobile")],
        )
    ]


def test_campaign_monitor_writes_a_name_in_one_piece(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        b"Email Address,Name,Date Subscribed,Town\njan@example.org,Jan Van den Berg,2020-01-01,Leuven\n",
    )
    assert book.format == "campaign-monitor"
    assert list(book) == [Card(2, "Jan", "Van den Berg", emails=[("jan@example.org", "")])]


@pytest.mark.parametrize(
    "headings",
    [
        "First name,Last name,E-mail,Phone,Company,Street,Postcode,City,Country,Language,E-mail 2",
        "Voornaam,Achternaam,E-mailadres,Telefoon,Bedrijf,Straat,Postcode,Gemeente,Land,Taal,E-mailadres 2",
        "Prénom,Nom,Adresse e-mail,Téléphone,Entreprise,Rue,Code postal,Commune,Pays,Langue,Adresse e-mail 2",
        "VOORNAAM,achternaam, e-mail adres ,TELEFOON,Bedrijf,Straat,Post code,Gemeente,Land,Taal,E-mail 2",
        "PRENOM,NOM,adresse email,telephone,Entreprise,Rue,Code Postal,Commune,Pays,Langue,Courriel 2",
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_ours_in_three_languages_with_any_delimiter_and_encoding(
    tmp_path: Path, headings: str, delimiter: str, encoding: str
) -> None:
    rows = (
        f"{headings}\nZoë,Daniëls,zoe@example.org,016 1,Crème,Kerkstraat "
        f"1,9000,Gent,België,nl-BE,z@example.org\n"
    )
    book = book_of(tmp_path, rows.replace(",", delimiter).encode(encoding))
    mails = [("zoe@example.org", ""), ("z@example.org", "")]
    assert book.format == "som"
    assert list(book) == [
        Card(
            2,
            "Zoë",
            "Daniëls",
            "Crème",
            "Kerkstraat 1",
            "9000",
            "Gent",
            "België",
            "nl",
            mails,
            [("016 1", "")],
        )
    ]


@pytest.mark.parametrize("first", ["sep=;\r\n", "\r\n", "\r\n \r\n"])
def test_what_excel_puts_before_the_headings_is_passed_over(tmp_path: Path, first: str) -> None:
    one = only(tmp_path, f"{first}Voornaam;Achternaam;Notitie\r\nJan;Peeters;ja, dag\r\n".encode())
    assert (one.line, one.first_name, one.last_name) == (first.count("\n") + 2, "Jan", "Peeters")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path, end: str) -> None:
    rows = [
        "First name,Street,E-mail",
        '"Jan","Kerkstraat 1',
        'bus 2",jan@example.org',
        "",
        ",,",
        "Els,,els@example.org",
        "",
    ]
    cards, broken = read(tmp_path, end.join(rows).encode())
    assert not broken
    assert [(one.line, one.first_name, one.street) for one in cards] == [
        (2, "Jan", "Kerkstraat 1 bus 2"),
        (6, "Els", ""),
    ]


def test_columns_may_be_missing_or_more(tmp_path: Path) -> None:
    one = only(tmp_path, b"Shoe size,E-mail,Last name\n42,jan@example.org,Peeters\n")
    assert one == Card(2, last_name="Peeters", emails=[("jan@example.org", "")])


def test_short_rows_are_read_and_rows_with_too_much_are_named(tmp_path: Path) -> None:
    cards, broken = read(
        tmp_path,
        (OURS + "Jan,Peeters\n" + JAN.strip() + ",,\n" + JAN.strip() + ",more\n" + "Els,Claes\n").encode(),
    )
    assert [(one.line, one.last_name) for one in cards] == [(2, "Peeters"), (3, "Peeters"), (5, "Claes")]
    assert [one.line for one in broken] == [4]
    assert "more cells" in broken[0].reason


def test_a_row_of_nobody_is_named(tmp_path: Path) -> None:
    cards, broken = read(tmp_path, (OURS + ",,,,,Kerkstraat 1,9000,Gent\n" + JAN).encode())
    assert [one.line for one in cards] == [3]
    assert [one.line for one in broken] == [2]


def test_a_row_that_is_no_text_is_named(tmp_path: Path) -> None:
    cards, broken = read(
        tmp_path, (OURS + "J\0n,Peeters,,,,,,\n" + JAN + '"Els\nb\0","Claes"\n' + JAN).encode()
    )
    assert [one.line for one in cards] == [3, 6]
    assert [one.line for one in broken] == [2, 4]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("'+32 16 12 34 56", "+32 16 12 34 56"),
        ("+32 16", "+32 16"),
        ("'t Zand", "'t Zand"),
        ("'-1", "-1"),
        ("'", "'"),
    ],
)
def test_the_quote_that_guards_a_formula_is_taken_off(tmp_path: Path, cell: str, value: str) -> None:
    assert only(tmp_path, f"Voornaam,Telefoon\nJan,{cell}\n".encode()).phones == [(value, "")]
    assert only(tmp_path, f"Straat,Telefoon\n{cell},016\n".encode()).street == value


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a@example.org; b@example.org", ["a@example.org", "b@example.org"]),
        ('"a@example.org, b@example.org"', ["a@example.org", "b@example.org"]),
        ('"""Peeters, Jan"" <a@example.org>"', ["a@example.org"]),
        ("mailto:a@example.org", ["a@example.org"]),
        ("a@example.org ::: A@example.org", ["a@example.org"]),
        ("not an address", ["not an address"]),
        (";", []),
    ],
)
def test_a_cell_may_hold_several_addresses(tmp_path: Path, cell: str, values: list[str]) -> None:
    assert [
        value for value, _label in only(tmp_path, f"Voornaam,E-mail\nJan,{cell}\n".encode()).emails
    ] == values


def test_a_name_that_is_an_address_is_no_name(tmp_path: Path) -> None:
    assert only(tmp_path, b"Email Address,Name\na@example.org,a@example.org\n").first_name == ""


def test_a_header_alone_is_a_book_without_cards(tmp_path: Path) -> None:
    assert list(book_of(tmp_path, OURS.encode())) == []
    assert list(book_of(tmp_path, OURS.strip().encode())) == []


@pytest.mark.parametrize(
    "content",
    [
        b"Name,Price,SKU\nChair,10,A1\n",
        b"Company,City\nAcme,Gent\n",
        b"Jan,Peeters,jan@example.org\n",
        b"<table><tr><td>E-mail</td></tr></table>",
        b"E-\0mail,Phone\na,b\n",
        b"First name\nJan\n",
        b"INSERT INTO people (first_name, last_name) VALUES ('Jan', 'P');\n",
    ],
)
def test_a_table_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnknownFormat):
        book_of(tmp_path, content)


@pytest.mark.parametrize(
    "bad",
    [
        '"Jan,Peeters,jan@example.org,,,,,\n',
        'Jan,"Peeters,jan@example.org,,,,,\n',
        'Jan,"Pee"ters,,,,,,\n',
        '"Jan "P" Peeters",,,,,"Kerkstraat 1\nbus 2",9000,Gent\n',
    ],
)
@pytest.mark.parametrize("after", [0, 3, 4000])
def test_a_quote_that_is_never_closed_takes_no_other_row_with_it(
    tmp_path: Path, bad: str, after: int
) -> None:
    cards, broken = read(tmp_path, (OURS + JAN + bad + '"Els","Claes",,,,,,\n' * after).encode())
    assert [one.line for one in cards] == [2, *range(3 + bad.count("\n"), 3 + bad.count("\n") + after)]
    assert broken[0].line == 3
    assert "quotation marks" in broken[0].reason
    assert len(broken) == bad.count("\n")


def test_a_row_without_end_is_named_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "long"
    path.write_bytes((OURS + JAN + "x" * 40_000_000 + "\n" + JAN + '"' + "x\n" * 200_000 + JAN).encode())
    tracemalloc.start()
    entries = list(open_address_book(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    cards = [one for one in entries if isinstance(one, Card)]
    assert cards[0].line == 2
    assert cards[1].line == 4
    assert cards[-1].line == 200_005
    assert [one.line for one in entries if isinstance(one, UnreadableRow)][:2] == [3, 5]
    assert peak < 120_000_000


def test_a_long_table_is_read_in_constant_memory(tmp_path: Path) -> None:
    peaks = []
    for rows in (2_000, 60_000):
        book = book_of(tmp_path, (OURS + JAN * rows).encode())
        tracemalloc.start()
        assert sum(1 for one in book if isinstance(one, Card)) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert book.position == book.total
    assert peaks[1] < peaks[0] * 1.5
