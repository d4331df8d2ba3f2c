"""The small originals that real lists look like, each read as a person reads it (where they are at hand)."""

from __future__ import annotations

from pathlib import Path

from django.utils import translation

from contacts.importing.entries import prepare_entry
from contacts.importing.file_format import open_address_book
from contacts.importing.report import Remark
from tests.originals import original_samples

LINE, GSM = "+3216223344", "+32475112233"
HOME = "Kerkstraat 5, 3000 Leuven"
RIGHT: dict[str, list[str]] = {
    "K01_house_number.csv": [f"Jan|Peeters||{HOME}|t17@example.org"],
    "K01_naam_alone.csv": [f"Jan|Peeters||{HOME}|m1@example.org {LINE}"],
    "K01_naam_voornaam.csv": [f"Jan|Peeters||{HOME}|t16@example.org {LINE} {GSM}"],
    "K01_pc_tel_mail.csv": [f"Jan|Peeters||Kerkstraat 5 bus 3, 3000 Leuven|t15@example.org {LINE} {GSM}"],
    "K01_thunderbird_en.csv": [f"Jan|Peeters|vzw Test|{HOME}|t01@example.org {LINE} {GSM}"],
    "K01_yahoo.csv": [f"Jan|Peeters|||t32@example.org {LINE} {GSM}"],
    "K02_civicrm.csv": [
        f"Jan|Peeters|vzw Test|{HOME}|t08@example.org {GSM}",
        f"||vzw Test|Marktplein 1, 3000 Leuven|info@test.example {LINE}",
    ],
    "K02_odoo_labels.csv": [f"Jan|Peeters|vzw Test|{HOME}|t09@example.org {LINE} {GSM}"],
    "K03_digit_missing.csv": ["Jan|Peeters|||p17@example.org 0475_11_22_3|!"],
    "K03_dutch_mobile.csv": ["Jan|Peeters|||p02@example.org +31612345678"],
    "K03_german.csv": ["Jan|Peeters|||p01@example.org +49351223344"],
    "K03_no_country.csv": ["Jan|Peeters|||p04@example.org 06_12345678|!"],
    "K04_ext_uri.vcf": [f"Ann|Maes|||v10@example.org {LINE}(ext._12)"],
    "K04_ext_words.csv": [f"Jan|Peeters|||p13@example.org {LINE}(ext._12)"],
    "K05_number_and_note.csv": [f"Jan|Peeters|||p11@example.org {GSM}(na_18u)"],
    "K05_only_such_a_number.csv": [f"An|Maes|||{GSM} {LINE}", "Bob|Pauwels|||22_33_44|!"],
    "K05_two_numbers_slash.csv": [f"Jan|Peeters|||p10@example.org {GSM} {LINE}"],
    "K10_N04.vcf": ["An|Van ’t Hof|||n04@example.org"],
    "K10_N06.vcf": ["Mohamed|El Amrani|||n06@example.org"],
    "K10_N09.vcf": ["Jan|Peeters Jr.|||n09@example.org"],
    "K10_N10.vcf": ["An|Janssens|||n10@example.org"],
    "K10_N12.vcf": ["Jan|De Smet|||n12@example.org"],
    "K10_N15.vcf": ["|Kinder-, Jugend- und Elterntelefon|||n15@example.org"],
    "K10_N21.vcf": ["Jan|Peeters|||n21@example.org"],
    "K11_outlook_nl_middle_name.csv": [f"Jan|van der Berg||{HOME}|t03@example.org {GSM}"],
    "K11_tussenvoegsel.csv": ["Jan|van der Berg|||t18@example.org"],
    "K12_all_in_family.vcf": ["Jan|Peeters|||v05@example.org"],
    "K12_escaped_n.vcf": ["Voor|Achter|||v01@example.org"],
    "K13_E05.csv": [f"Jan|Peeters|||e05@example.org {GSM}"],
    "K13_E07.csv": [f"Jan|Peeters|||e07@example.org {GSM}"],
    "K13_E08.csv": [f"Jan|Peeters|||e08@example.org {GSM}"],
    "K13_E11_letters_before_at.csv": [f"Jan|Peeters|||{GSM}|!"],
    "K13_E14.csv": [f"Jan|Peeters|||{GSM}|!"],
    "K15_cp850.csv": ["José|Noël|||h6@example.org"],
    "K15_german_name_vorname.csv": [f"Jürgen|Müller|||t27@example.org {GSM}"],
    "K15_linkedin_preamble.csv": ["Jan|Peeters|vzw Test||t14@example.org"],
    "K15_outlook_german.csv": [f"Jürgen|Müller||Hauptstraße 1, 4700 Eupen|t04@example.org {GSM}"],
    "K15_pipe.csv": ["Jan|Peeters|||t24@example.org"],
    "K15_pipedrive.csv": [f"Jan|Peeters|vzw Test||t12@example.org {LINE} {GSM}"],
    "K15_twice_utf8.csv": ["José|Noël|||h5@example.org"],
    "K15_utf16be_no_bom.vcf": ["Jan|Peeters|||v12@example.org"],
    "K16_google_colons_in_address.csv": [f"Jan|Peeters||{HOME}|t26a@example.org t26b@example.org"],
    "K20_no_end.vcf": ["An|Maes|||v16a@example.org", "unread"],
    "K21_placeholders.csv": ["skipped", "skipped", "Bob|Pauwels|||bob@example.org"],
    "K22_company_card_with_person.vcf": ["Els|Maes|Drukkerij Maes||v13@example.org"],
    "K22_org_in_fn_only.vcf": ["||Rogge & Zoon bv||info@rogge.example"],
}
"""What each says: first name, last name, company, postal address, addresses; ! if more is told."""


def read_as_told(path: Path) -> list[str]:
    """Return what is read of the file at ``path``, a line for each row."""
    return [told(row) for row in open_address_book(path)]


def told(row: object) -> str:
    if not hasattr(row, "emails"):
        return "unread"
    remarks: list[Remark] = []
    entry = prepare_entry(row, remarks)  # type: ignore[arg-type]
    if entry is None:
        return "skipped"
    street, postcode, city, _country = entry.address
    where = ", ".join(part for part in (street, f"{postcode} {city}".strip()) if part)
    notes = ("", "mobile", "work", "home")
    ways = " ".join(
        (reach.value + (f"({reach.label})" if reach.label not in notes else "")).replace(" ", "_")
        for reach in entry.reaches
    )
    says = [entry.first_name, entry.last_name, entry.company, where, ways]
    return "|".join([*says, "!"] if remarks else says)


def test_each_original_reads_as_a_person_reads_it() -> None:
    with translation.override("en"):
        wrong = {
            path.name: found
            for path in original_samples("field")
            if path.name in RIGHT and (found := read_as_told(path)) != RIGHT[path.name]
        }
    assert wrong == {}
