"""Tables of people are read whoever wrote them, row by row, and a broken row takes no other with it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from contacts.importing.card import Card

from . import samples
from .files import book_of


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
