"""Headings as people write them, tables of other programs, and names in one piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from privacy.subjects.written_names import looks_like_organisation, split_full_name

from .files import only, read


@pytest.mark.parametrize(
    ("headings", "row", "street"),
    [
        (
            "Naam;Voornaam;Straat;Huisnummer;Postcode;Gemeente;Mail",
            "Maes;Els;Dorp;7;3001;Heverlee;e@example.org",
            "Dorp 7",
        ),
        (
            "Naam;Voornaam;Straat;Nr;Bus;PC;Gemeente;Mail",
            "Maes;Els;Dorp;7;4;3001;Heverlee;e@example.org",
            "Dorp 7 bus 4",
        ),
        (
            "Nom;Prénom;Rue;Numéro;Boîte;CP;Localité;Mail",
            "Maes;Els;Dorp;7;4;3001;Heverlee;e@example.org",
            "Dorp 7 bus 4",
        ),
        ("Naam;Adres;E-mail", 'Els Maes;"Dorp 7, 3001 Heverlee";e@example.org', "Dorp 7"),
        (
            "Name;Vorname;Straße;Hausnummer;PLZ;Ort;E-Mail",
            "Maes;Els;Dorp;7;3001;Heverlee;e@example.org",
            "Dorp 7",
        ),
        (
            "First,Last,Email,Home Address,Home ZipCode,Home City",
            "Els,Maes,e@example.org,Dorp 7,3001,Heverlee",
            "Dorp 7",
        ),
        (
            "Person - Name,Person - Email - Work,Address,Zip,City",
            "Els Maes,e@example.org,Dorp 7,3001,Heverlee",
            "Dorp 7",
        ),
        (
            "Contact ID,Contact Type,First Name,Last Name,Street Address,Postal Code,City,Email",
            "5,Individual,Els,Maes,Dorp 7,3001,Heverlee,e@example.org",
            "Dorp 7",
        ),
    ],
)
def test_what_a_list_calls_its_columns(tmp_path: Path, headings: str, row: str, street: str) -> None:
    one = only(tmp_path, f"{headings}\n{row}\n".encode())
    assert (one.first_name, one.last_name, one.emails[0][0]) == ("Els", "Maes", "e@example.org")
    assert (one.street, one.postcode, one.city) == (street, "3001", "Heverlee")


def test_a_table_of_people_and_organisations(tmp_path: Path) -> None:
    cards, _broken = read(
        tmp_path,
        b"Contact Type,Sort Name,First Name,Last Name,Current Employer,Phone,Email\n"
        b'Individual,"Maes, Els",Els,Maes,vzw De Brug,0475 22 33 44,els@example.org\n'
        b"Organization,vzw De Brug,,,,016 33 44 55,info@example.org\n",
    )
    assert [(one.first_name, one.last_name, one.company) for one in cards] == [
        ("Els", "Maes", "vzw De Brug"),
        ("", "", "vzw De Brug"),
    ]


def test_an_organisation_before_a_person_in_one_cell(tmp_path: Path) -> None:
    one = only(tmp_path, b'Complete Name,Email\n"vzw De Brug, Els Maes",els@example.org\n')
    assert (one.first_name, one.last_name, one.company) == ("Els", "Maes", "vzw De Brug")


def test_whom_one_asks_for_in_an_organisation(tmp_path: Path) -> None:
    one = only(tmp_path, b"Organisatie;Contactpersoon;E-mail\nDe Brug;Els Maes;els@example.org\n")
    assert (one.first_name, one.last_name, one.company) == ("Els", "Maes", "De Brug")


@pytest.mark.parametrize("heading", ["Tussenvoegsel", "Middelste naam", "Voorvoegsel"])
def test_the_beginning_of_a_family_name_in_a_column_of_its_own(tmp_path: Path, heading: str) -> None:
    one = only(
        tmp_path, f"Voornaam;{heading};Achternaam;E-mailadres\nEls;van den;Broeck;e@example.org\n".encode()
    )
    assert (one.first_name, one.last_name) == ("Els", "van den Broeck")


def test_several_postal_addresses_in_one_cell_are_the_first(tmp_path: Path) -> None:
    one = only(
        tmp_path,
        b"Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Address 1 - Street,Address 1 - City\n"
        b"Els,Maes,Home ::: Work,a@example.org ::: b@example.org,Dorp 7 ::: Markt 1,Heverlee ::: Gent\n",
    )
    assert one.emails == [("a@example.org", "home"), ("b@example.org", "work")]
    assert (one.street, one.city) == ("Dorp 7", "Heverlee")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Els Van ’t Zand", "Els", "Van ’t Zand"),
        ("Fatima El Idrissi", "Fatima", "El Idrissi"),
        ("Piet Maes Sr.", "Piet", "Maes Sr."),
        ("Dhr. Piet Maes", "Piet", "Maes"),
        ("de heer Piet Maes", "Piet", "Maes"),
        ("Mevr. Maes", "", "Maes"),
        ("Van den Broeck Els", "Els", "Van den Broeck"),
        ("Piet Maes (loodgieter)", "Piet", "Maes"),
        ("Els van der Berg", "Els", "van der Berg"),
        ("Kinder-, Jeugd- en Gezinslijn", "", "Kinder-, Jeugd- en Gezinslijn"),
    ],
)
def test_a_name_in_one_piece(written: str, first: str, last: str) -> None:
    assert split_full_name(written) == (first, last)


@pytest.mark.parametrize(
    ("name", "is_one"), [("Maes & Zoon bv", True), ("vzw De Brug", True), ("Els Maes", False)]
)
def test_a_legal_form_makes_an_organisation(name: str, is_one: bool) -> None:
    assert looks_like_organisation(name) is is_one


def test_a_table_parted_by_bars(tmp_path: Path) -> None:
    one = only(tmp_path, b"Voornaam|Achternaam|E-mailadres\nEls|Maes|els@example.org\n")
    assert (one.first_name, one.emails) == ("Els", [("els@example.org", "")])


def test_notes_before_the_headings_are_passed_over(tmp_path: Path) -> None:
    notes = b'Notes:\n"When exporting, some are missing, you may notice."\n\n'
    one = only(tmp_path, notes + b"First Name,Last Name,Email Address\nEls,Maes,els@example.org\n")
    assert (one.line, one.first_name, one.last_name) == (5, "Els", "Maes")


@pytest.mark.parametrize(
    "name", ["Zoë", "André", "Jürgen", "Françoise", "Cécile", "Hélène", "Loïs", "Benoît", "Björn"]
)
def test_letters_of_dos_and_letters_written_twice(tmp_path: Path, name: str) -> None:
    table = f"Voornaam;E-mail\n{name};x@example.org\n"
    for content in (table.encode("cp850"), table.encode().decode("cp1252").encode(), table.encode("cp1252")):
        assert only(tmp_path, content).first_name == name


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
def test_two_bytes_a_letter_without_a_mark(tmp_path: Path, encoding: str) -> None:
    table = "Voornaam;E-mail\nZoë;zoe@example.org\n"
    assert only(tmp_path, table.encode(encoding)).first_name == "Zoë"
    vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Maes;Zoë;;;\r\nEMAIL:zoe@example.org\r\nEND:VCARD\r\n"
    assert only(tmp_path, vcard.encode(encoding)).first_name == "Zoë"


@pytest.mark.parametrize("written", ["‘t Zand", "Sint-Jans–Molenbeek", "Café “De Hoek”", "5 € … ja", "Œuvre"])
def test_signs_of_windows_stay_what_they_are(tmp_path: Path, written: str) -> None:
    table = f"Voornaam;E-mail;Straat\nEls;x@example.org;{written}\n"
    assert only(tmp_path, table.encode("cp1252")).street == written
