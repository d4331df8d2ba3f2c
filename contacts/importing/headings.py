"""What the columns of address books are called, per program, and what we read from them: data, no code to
speak of.

A heading is compared without case, accents, spaces and punctuation, and with ``#`` for each number:
"E-mail 1 - Value" is ``email#value``. Headings that are not here are columns that we do not take in.
"""

from __future__ import annotations

from contacts.importing.heading import Column, normalise_heading, table_of
from contacts.importing.more_headings import MORE, NOES

OURS = table_of(
    "first: First name | Voornaam | Prénom",
    "last: Last name | Achternaam | Familienaam | Nom de famille | Surname",
    "name: Nom",
    "email: E-mail | E-mail 2 | E-mailadres | E-mailadres 2 | Adresse e-mail | Adresse e-mail 2 | Courriel "
    "| Courriel 2",
    "phone: Phone | Phone 2 | Telefoon | Telefoon 2 | Telefoonnummer | Téléphone | Téléphone 2 | Numéro de "
    "téléphone",
    "phone mobile: Mobile | Mobile 2 | Gsm | Gsm 2 | Gsm-nummer | Mobiel",
    "company: Company | Bedrijf | Organisatie | Entreprise | Organisation",
    "street: Street | Straat | Straat en nummer | Rue | Rue et numéro | Adres",
    "postcode: Postcode | Code postal",
    "city: City | Gemeente | Woonplaats | Commune | Localité",
    "country: Country | Land | Pays",
    "language: Language | Taal | Langue",
)

GOOGLE = table_of(
    "first: First Name | Given Name",
    "middle: Middle Name | Additional Name",
    "last: Last Name | Family Name",
    "name: Name",
    "seen: Phonetic First Name | Yomi Name | Given Name Yomi | File As | Labels | Group Membership | "
    "Organization Title",
    "email: E-mail 1 - Value",
    "email-label: E-mail 1 - Label | E-mail 1 - Type",
    "phone: Phone 1 - Value",
    "phone-label: Phone 1 - Label | Phone 1 - Type",
    "company: Organization Name | Organization 1 - Name",
    "street #: Address 1 - Street | Address 1 - Extended Address | Address 1 - PO Box",
    "postcode #: Address 1 - Postal Code",
    "city #: Address 1 - City",
    "country #: Address 1 - Country",
    "language: Language",
)

OUTLOOK = table_of(
    "first: First Name | Voornaam | Prénom",
    "middle: Middle Name | Middelste naam | Tweede voornaam | Deuxième prénom",
    "last: Last Name | Achternaam",
    "name: Nom",
    "seen: Title | Aanspreektitel | Titre | Suffix | Achtervoegsel | Suffixe | Department | Afdeling | "
    "Service | Job Title | Functie",
    "seen: E-mail Type | E-mailtype | Type de messagerie | E-mail Display Name | E-mail, weergavenaam",
    "seen: Nom complet de l'adresse de messagerie",
    "company: Company | Bedrijf | Société",
    "email: E-mail Address | E-mail 2 Address | E-mailadres | E-mailadres 2 | E-mail 2, adres",
    "email: Adresse de messagerie | Adresse de messagerie 2 | Adresse e-mail | Adresse e-mail 2",
    "phone main: Primary Phone | Hoofdtelefoon | Téléphone principal",
    "phone mobile: Mobile Phone | Mobile Phone 2 | Mobiele telefoon | Mobiele telefoon 2 | Tél. mobile | "
    "Téléphone mobile | Car Phone",
    "phone mobile: Autotelefoon",
    "phone work: Business Phone | Business Phone 2 | Telefoon op werk | Telefoon op werk 2 | Téléphone "
    "(bureau) | Téléphone 2 (bureau)",
    "phone work: Company Main Phone | Hoofdtelefoon bedrijf | Téléphone société",
    "phone home: Home Phone | Home Phone 2 | Telefoon thuis | Telefoon thuis 2 | Téléphone (domicile) | "
    "Téléphone 2 (domicile)",
    "phone other: Other Phone | Andere telefoon | Téléphone (autre)",
    "phone fax: Business Fax | Home Fax | Other Fax | Fax op werk | Fax thuis | Andere fax",
    "phone fax: Télécopie (bureau) | Télécopie (domicile) | Télécopie (autre)",
    "street home: Home Street | Home Street 2 | Home Address PO Box | Huisadres, straat | Huisadres 2, "
    "straat | Rue (domicile)",
    "street home: Rue (domicile) 2",
    "postcode home: Home Postal Code | Huisadres, postcode | Code postal (domicile)",
    "city home: Home City | Huisadres, plaats | Ville (domicile)",
    "country home: Home Country/Region | Home Country | Huisadres, land/regio | Pays/Région (domicile)",
    "street work: Business Street | Business Street 2 | Business Address PO Box | Werkadres, straat | "
    "Werkadres 2, straat",
    "street work: Rue (bureau) | Rue (bureau) 2",
    "postcode work: Business Postal Code | Werkadres, postcode | Code postal (bureau)",
    "city work: Business City | Werkadres, plaats | Ville (bureau)",
    "country work: Business Country/Region | Business Country | Werkadres, land/regio | Pays/Région (bureau)",
    "street other: Other Street | Other Street 2 | Ander adres, straat | Ander adres 2, straat | Rue "
    "(autre) | Rue (autre) 2",
    "postcode other: Other Postal Code | Ander adres, postcode | Code postal (autre)",
    "city other: Other City | Ander adres, plaats | Ville (autre)",
    "country other: Other Country/Region | Other Country | Ander adres, land/regio | Pays/Région (autre)",
    "language: Language | Taal | Langue",
)

HUBSPOT = table_of(
    "seen: Record ID | Record ID - Contact | Contact owner | Lead Status | Lifecycle Stage | Create Date | "
    "Associated Company IDs",
    "first: First Name",
    "last: Last Name",
    "email: Email | Work email | Additional email addresses",
    "phone: Phone Number",
    "phone mobile: Mobile Phone Number",
    "phone fax: Fax Number",
    "company: Company Name | Associated Company | Primary Associated Company",
    "street: Street Address",
    "postcode: Postal Code",
    "city: City",
    "country: Country/Region | Country",
    "language: Preferred language",
)

CAMPAIGN_MONITOR = table_of(
    "email: Email Address | Email",
    "name: Name | Full Name",
    "first: First Name",
    "last: Last Name",
    "phone: Phone | Phone Number | Mobile Number",
    "seen: Date Subscribed | Date Joined | Date Added | Date | Subscription Date",
    "state: Subscriber State",
    "city: City",
    "country: Country",
)

# In the order in which they win when a header suits several equally well.
FORMATS: dict[str, dict[str, Column]] = {
    "som": OURS,
    "google": GOOGLE,
    "outlook": OUTLOOK,
    "hubspot": HUBSPOT,
    "campaign-monitor": CAMPAIGN_MONITOR,
}

EVERYWHERE: dict[str, Column] = {
    **OUTLOOK, **HUBSPOT, **CAMPAIGN_MONITOR, **GOOGLE, **OURS, **MORE, **NOES
}  # fmt: skip
"""What a heading means in a table of another program."""


def find_column(name: str, key: str) -> Column | None:
    """Return what the heading ``key`` (normalised) holds in a table of the format ``name``, ``None`` if that
    is nothing we take in."""
    return NOES.get(key) or FORMATS[name].get(key) or EVERYWHERE.get(key)


LANGUAGES = {
    "nederlands": "nl", "dutch": "nl", "neerlandais": "nl", "frans": "fr", "french": "fr", "francais": "fr",
    "engels": "en", "english": "en", "anglais": "en",
    "duits": "de", "german": "de", "allemand": "de", "deutsch": "de",
}  # fmt: skip


def recognise_format(headings: list[str]) -> tuple[str, int]:
    """Return the format that knows most of ``headings`` and how many, or ("", 0) if they are nobody's.

    They are an address book's if there is a column to reach somebody by, or one each for first and last name.
    """
    names = [normalise_heading(heading)[0] for heading in headings]
    known_anywhere = {one: EVERYWHERE[one] for one in names if one in EVERYWHERE}
    best, most = "", 0
    for name, table in FORMATS.items():
        known = {one: table[one] for one in names if one in table}
        fields = {column.field for column in {**known_anywhere, **known}.values()}
        if len(known) > most and (fields & {"email", "phone"} or fields >= {"first", "last"}):
            best, most = name, len(known)
    fields = {column.field for column in known_anywhere.values()}
    if not best and fields & {"email", "phone"} and fields & {"first", "last", "full", "name", "odoo"}:
        return "som", len(known_anywhere)
    return best, len(known_anywhere) if best else 0
