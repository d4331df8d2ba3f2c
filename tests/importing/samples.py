"""Invented people, in address books as real programs write them. Every byte here is ours."""

from __future__ import annotations

import base64
import textwrap


def crlf(text: str) -> bytes:
    return textwrap.dedent(text).lstrip("\n").replace("\n", "\r\n").encode()


PHOTO_21 = "\n".join(
    " " + line for line in textwrap.wrap(base64.b64encode(bytes(range(256)) * 12).decode(), 73)
)

# vCard 2.1 of an Android telephone: quoted-printable with soft line breaks, a photo in folds that a blank
# line ends.
ANDROID = crlf(
    """
    BEGIN:VCARD
    VERSION:2.1
    EMAIL;PREF:els.claes@example.org
    CATEGORIES:My Contacts
    END:VCARD
    BEGIN:VCARD
    VERSION:2.1
    N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=43=6C=C3=A9=6D=65=6E=74=20;=41=C3=AF=63=68=61=20;;;
    FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=41=C3=AF=63=68=61=20=43=6C=C3=A9=6D=65=6E=74
    TEL;CELL;PREF:0470123456
    TEL;WORK:016123456
    TEL;WORK;FAX:016123457
    TEL;HOME:016123458
    EMAIL;WORK:aicha.work@example.org
    EMAIL;PREF:aicha@example.org
    ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=43=61=66=C3=A9=20=42=C3=A9=67=75=
    =69=6E=61=67=65=20=43=C3=B4=74=C3=A9=
    =20=43=6F=75=72=
    
    ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=41=6E=64=65=72=
    =80
    NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=41=20=
    EMAIL:never.me@example.org=20=
    =42
    PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQAB
    @PHOTO@

    END:VCARD
    """.replace("\n    \n", "\n\n")
).replace(b"@PHOTO@", PHOTO_21.replace("\n", "\r\n").encode())

# vCard 3.0 of Evolution: folded in the middle of words, quoted parameters, escaped commas.
EVOLUTION = crlf(
    """
    BEGIN:VCARD
    VERSION:3.0
    X-AIM;TYPE=HOME;X-COUCHDB-UUID="11111111-2222-3333-4444-555555555555":somebo
     dy
    TEL;X-COUCHDB-UUID="a1:b2;c3";TYPE=CELL:0470-12
     -34-56
    TEL;X-COUCHDB-UUID="11111111-2222-3333-4444-777777777777";TYPE=WORK,VOICE:0
     16 12 34 56
    UID:00000000
    N:Peeters;Jan;Pieter\\, Jozef;Dr.;Sr.
    FN:Dr. Jan Pieter\\, Jozef Peeters Sr.
    NICKNAME:Jantje
    ORG:Bakkerij \\; Zoon;Boekhouding;Kelder
    NOTE:Een lange nota\\, met komma's en een adres
     EMAIL:niet.ik@example.org
    EMAIL;TYPE=WORK;X-COUCHDB-UUID="11111111-2222-3333-4444-888888888888":jan.
     peeters@example.org
    ADR;TYPE=HOME:bus 12;;Diestsestraat 15;Leuven;Vlaams-Brabant;3000;Bel
     gië
    BDAY:1980-03-22
    END:VCARD
    """
)

# vCard 2.1 of Outlook: Windows-1252 without saying so, two addresses, a photo after an empty value.
OUTLOOK_21 = (
    crlf(
        """
    BEGIN:VCARD
    VERSION:2.1
    N;LANGUAGE=nl-be:Daniëls;René;Jean,Marie;Dhr.;
    FN:Dhr. René Jean Marie Daniëls
    ORG:Crème & Co;Verkoop
    NOTE:Zegt "ja": altijd
    TEL;WORK;VOICE:(016) 12 34 56
    TEL;HOME;VOICE:(016) 65 43 21
    TEL;WORK;FAX:(016) 12 34 57
    ADR;WORK;PREF:;;Vaartkom 1;Leuven;;3000;België
    LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Vaartkom 1=0D=0A=
    3000 Leuven
    ADR;HOME:;;Kerkstraat 5,;Namur;;5000;België
    EMAIL;PREF;INTERNET:rene@example.org
    PHOTO;TYPE=JPEG;ENCODING=BASE64:
    @PHOTO@

    X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://example.org/cards" ver="1.0"/>
    REV:20120305T131933Z
    END:VCARD
    """
    )
    .decode()
    .encode("cp1252")
    .replace(b"@PHOTO@", PHOTO_21.replace("\n", "\r\n").encode())
)

# vCard 3.0 of Gmail: several cards, nothing special.
GMAIL = crlf(
    """
    BEGIN:VCARD
    VERSION:3.0
    FN:Arno Smets
    N:Smets;Arno;;;
    EMAIL;TYPE=INTERNET:arno@example.org
    END:VCARD
    BEGIN:VCARD
    VERSION:3.0
    FN:Chris Bieten
    N:Bieten;Chris;;;
    EMAIL;TYPE=INTERNET:chris@example.org
    END:VCARD
    """
)

# vCard 4.0 in the shape of the example in RFC 6350 §8.
VERSION_4 = textwrap.dedent(
    """\
    BEGIN:VCARD
    VERSION:4.0
    FN:Simone Perrin
    N:Perrin;Simone;;;ing. jr,M.Sc.
    LANG;PREF=2:en
    LANG;PREF=1:fr-BE
    ORG;TYPE=work:Viaduc
    ADR;TYPE=work:;Bus D2;Rue Haute 28;
     Namur;NA;5000;Belgique
    TEL;VALUE=uri;TYPE="work,cell,voice,video,text":tel:+32-470-26-26-50
    TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+32-81-65-69-25;ext=102
    EMAIL;TYPE=work:mailto:simone.perrin@example.org
    GEO;TYPE=work:geo:46.772673,-71.282945
    KEY;TYPE=work;VALUE=uri:
     http://example.org/simone.asc
    END:VCARD
    """
).encode()

GOOGLE_HEADINGS = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File "
    "As,Organization Name,Organization Title,"
    "Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone "
    "1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO "
    "Box,Address 1 - Region,"
    "Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address"
)
GOOGLE = (
    f"{GOOGLE_HEADINGS}\n"
    "Jan,Pieter,Peeters,,Dr.,,,,Bakkerij Peeters,Bakker,,Een nota,,* myContacts,Work,jan@example.org ::: "
    "jan.work@example.org,"
    '* Home,thuis@example.org,Mobile,+32 470 12 34 56 ::: 016 12 34 56,Home,"Diestsestraat 15\nbus 3\n3000 '
    'Leuven",'
    '"Diestsestraat 15\nbus 3",Leuven,,,3000,Belgium,\n'
    "Els,,Claes,,,,,,,,,,,* myContacts,,els@example.org,,,,,,,,,,,,,\n"
).encode()
