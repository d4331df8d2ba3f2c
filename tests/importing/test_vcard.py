"""vCards of every version are read with every name, mail and phone a person would expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.cards import card

from . import samples
from .files import only, read


def test_an_android_phone_writes_quoted_printable_over_several_lines(tmp_path: Path) -> None:
    cards, broken = read(tmp_path, samples.ANDROID)
    assert not broken
    first, second = cards
    assert (first.line, first.emails, first.last_name) == (1, [("els.claes@example.org", "")], "")
    assert (second.line, second.first_name, second.last_name) == (6, "Aïcha", "Clément")
    assert second.company == "Café Béguinage Côté Cour"
    assert second.emails == [("aicha@example.org", ""), ("aicha.work@example.org", "work")]
    assert second.phones == [
        ("0470123456", "mobile"),
        ("016123456", "work"),
        ("016123457", "fax"),
        ("016123458", "home"),
    ]


def test_evolution_folds_in_the_middle_of_a_word_and_quotes_parameters(tmp_path: Path) -> None:
    one = only(tmp_path, samples.EVOLUTION)
    assert (one.first_name, one.last_name, one.company) == ("Jan Pieter Jozef", "Peeters", "Bakkerij ; Zoon")
    assert one.emails == [("jan.peeters@example.org", "work")]
    assert one.phones == [("0470-12-34-56", "mobile"), ("016 12 34 56", "work")]
    assert (one.street, one.postcode, one.city, one.country) == (
        "Diestsestraat 15, bus 12",
        "3000",
        "Leuven",
        "België",
    )


def test_outlook_writes_windows_1252_without_saying_so(tmp_path: Path) -> None:
    one = only(tmp_path, samples.OUTLOOK_21)
    assert (one.first_name, one.last_name, one.company) == ("René Jean Marie", "Daniëls", "Crème & Co")
    assert one.emails == [("rene@example.org", "")]
    assert one.phones == [("(016) 12 34 56", "work"), ("(016) 65 43 21", "home"), ("(016) 12 34 57", "fax")]
    assert (one.street, one.city, one.country) == ("Vaartkom 1", "Leuven", "België")


def test_gmail_puts_several_cards_in_a_file(tmp_path: Path) -> None:
    cards, broken = read(tmp_path, samples.GMAIL)
    assert not broken
    assert [(one.line, one.first_name, one.last_name, one.emails) for one in cards] == [
        (1, "Arno", "Smets", [("arno@example.org", "")]),
        (7, "Chris", "Bieten", [("chris@example.org", "")]),
    ]


def test_version_4_writes_numbers_as_addresses_and_ranks_them(tmp_path: Path) -> None:
    one = only(tmp_path, samples.VERSION_4)
    assert (one.first_name, one.last_name, one.company, one.language) == ("Simone", "Perrin", "Viaduc", "fr")
    assert one.phones == [("+32-81-65-69-25", "work, ext. 102"), ("+32-470-26-26-50", "work mobile")]
    assert one.emails == [("simone.perrin@example.org", "work")]
    assert (one.street, one.postcode, one.city) == ("Rue Haute 28, Bus D2", "5000", "Namur")


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_line_end_and_encoding_reads_the_same(tmp_path: Path, end: bytes, encoding: str) -> None:
    text = card("N:Daniëls;Zoë;;;", "EMAIL:zoe@exam", " ple.org").replace(b"\r\n", end).decode()
    one = only(tmp_path, text.encode(encoding))
    assert (one.line, one.first_name, one.last_name, one.emails) == (
        1,
        "Zoë",
        "Daniëls",
        [("zoe@example.org", "")],
    )


def test_a_line_end_on_the_border_of_two_reads_counts_once(tmp_path: Path) -> None:
    for length in range(65_400, 65_540):
        content = card("NOTE:" + "x" * length, "EMAIL:zoe@example.org") + card("EMAIL:jan@example.org")
        cards, broken = read(tmp_path, content)
        assert not broken
        assert [(one.line, one.emails) for one in cards] == [
            (1, [("zoe@example.org", "")]),
            (6, [("jan@example.org", "")]),
        ]


@pytest.mark.parametrize(
    ("line", "last_name"),
    [
        ("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Dani=EBls;Zo=EB;;;", "Daniëls"),
        ("N;CHARSET=windows-1252;QUOTED-PRINTABLE:D=80n;Zo=EB;;;", "D€n"),
        ("N;CHARSET=UTF-8;QUOTED-PRINTABLE:Dani=EBls;Zo=EB;;;", "Daniëls"),
        ("N;CHARSET=no-such-thing;QUOTED-PRINTABLE:Dani=C3=ABls;Zo=C3=AB;;;", "Daniëls"),
        ("N;QUOTED-PRINTABLE:Dani=EBls;Zo=EB;;;", "Daniëls"),
        ("N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=\r\nDani=C3=\r\n=ABls;Zo=C3=AB;;;", "Daniëls"),
        ("N;ENCODING=BASE64;CHARSET=UTF-8:RGFuacOrbHM7Wm/Dqzs7Ow==", "Daniëls;Zoë;;;"),
    ],
)
def test_the_charset_of_a_property_is_believed_as_far_as_it_is_true(
    tmp_path: Path, line: str, last_name: str
) -> None:
    one = only(tmp_path, card(line, version="2.1"))
    assert one.last_name == last_name
    if "BASE64" not in line:
        assert one.first_name == "Zoë"


@pytest.mark.parametrize(
    "charset", ["hex", "idna", "undefined", "unicode_escape", "utf-7", "utf-16", "\u00b2", "x" * 300]
)
def test_a_charset_that_is_none_does_no_harm(tmp_path: Path, charset: str) -> None:
    one = only(
        tmp_path,
        card(
            f"ORG;CHARSET={charset}:\\ud800 +2AA-",
            "TEL;PREF=\u00b2:016",
            "EMAIL;QUOTED-PRINTABLE:a=00@example.org",
        ),
    )
    assert one.phones == [("016", "")]
    assert "\0" not in repr(one.emails)
    assert one.company.encode("utf-8")


def test_one_odd_byte_does_not_garble_the_other_cards(tmp_path: Path) -> None:
    cards, broken = read(
        tmp_path, card("N:Daniëls;Zoë;;;") + card("N:Clément;Aïcha;;;").decode().encode("latin-1")
    )
    assert not broken
    assert [one.last_name for one in cards] == ["Daniëls", "Clément"]


def test_escapes_are_undone_as_their_version_says(tmp_path: Path) -> None:
    assert only(tmp_path, card(r"ORG:A\, B\; C\\D\nE;Sales")).company == r"A, B; C\D E"
    assert only(tmp_path, card(r"ORG:A\; B\nC;Sales", version="2.1")).company == r"A; B\nC"
    assert only(tmp_path, card(r"ORG:A\\;Sales")).company == "A" + "\\"


def test_carets_in_parameters_are_undone_in_version_4(tmp_path: Path) -> None:
    assert only(tmp_path, card('EMAIL;TYPE="x^^y":a@example.org', version="4.0")).emails == [
        ("a@example.org", "x^y")
    ]
    assert only(tmp_path, card("EMAIL;TYPE=^'x^':a@example.org", version="4.0")).emails == [
        ("a@example.org", '"x"')
    ]
    assert only(tmp_path, card("EMAIL;TYPE=^'x:a@example.org")).emails == [("a@example.org", "^'x")]


def test_a_group_gives_its_property_a_label(tmp_path: Path) -> None:
    one = only(
        tmp_path,
        card(
            "item1.EMAIL;type=INTERNET;type=pref:zoe@example.org",
            "item1.X-ABLabel:_$!<Home>!$_",
            "item2.TEL:0470 12 34 56",
            "item2.X-ABLabel:vakantiehuis",
            "EMAIL;type=WORK:werk@example.org",
        ),
    )
    assert one.emails == [("zoe@example.org", "home"), ("werk@example.org", "work")]
    assert one.phones == [("0470 12 34 56", "vakantiehuis")]


@pytest.mark.parametrize("mark", ["PREF=1", "TYPE=pref", "TYPE=work,PREF", "PREF"])
def test_the_preferred_address_comes_first(tmp_path: Path, mark: str) -> None:
    one = only(
        tmp_path,
        card("EMAIL;TYPE=home:b@example.org", f"EMAIL;{mark}:a@example.org", "EMAIL;PREF=50:c@example.org"),
    )
    assert [value for value, _label in one.emails] == ["a@example.org", "c@example.org", "b@example.org"]


def test_the_same_address_twice_is_one(tmp_path: Path) -> None:
    one = only(
        tmp_path,
        card(
            "EMAIL;TYPE=work:Zoe@example.org",
            "EMAIL;TYPE=home:zoe@example.org",
            "TEL:016",
            "TEL;TYPE=home:016",
        ),
    )
    assert one.emails == [("Zoe@example.org", "work")]
    assert one.phones == [("016", "")]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Jan Peeters", "Jan", "Peeters"),
        ("Peeters, Jan", "Jan", "Peeters"),
        ("Anne-Marie Van den Berg", "Anne-Marie", "Van den Berg"),
        ("Van Damme", "Van", "Damme"),
        ("Zoë", "Zoë", ""),
        ("zoe@example.org", "", ""),
    ],
)
def test_without_n_the_full_name_is_taken_apart(tmp_path: Path, written: str, first: str, last: str) -> None:
    for parts in ((), ("N:;;;;",), ("N:;;;Dr.;",)):
        one = only(tmp_path, card(f"FN:{written.replace(',', chr(92) + ',')}", *parts, "EMAIL:x@example.org"))
        assert (one.first_name, one.last_name) == (first, last)


def test_n_goes_before_fn(tmp_path: Path) -> None:
    one = only(tmp_path, card("FN:de bakker", "N:Peeters;Jan;;;"))
    assert (one.first_name, one.last_name) == ("Jan", "Peeters")


@pytest.mark.parametrize(
    ("lines", "version"),
    [
        (("KIND:org", "FN:Acme vzw"), "4.0"),
        (("X-ABShowAs:COMPANY", "N:;;;;", "FN:Acme vzw", "ORG:Acme vzw;"), "3.0"),
        (("N:;;;;", "FN:Acme vzw", "ORG:Acme vzw"), "3.0"),
        (("N:Acme vzw;;;;", "FN:Acme vzw", "ORG:Acme vzw"), "2.1"),
        (("ORG:Acme vzw",), "3.0"),
    ],
)
def test_a_card_of_an_organisation_names_no_person(
    tmp_path: Path, lines: tuple[str, ...], version: str
) -> None:
    one = only(tmp_path, card(*lines, "EMAIL:info@example.org", version=version))
    assert (one.first_name, one.last_name, one.company) == ("", "", "Acme vzw")
    assert one.emails == [("info@example.org", "")]


def test_the_address_at_home_goes_before_the_first_and_the_preferred_before_both(tmp_path: Path) -> None:
    work, home = "ADR;TYPE=work:;;Vaart 1;Leuven;;3000;", "ADR;TYPE=home:;;Kerk 2;Gent;;9000;"
    assert only(tmp_path, card("FN:Jan P", work, home)).city == "Gent"
    assert only(tmp_path, card("FN:Jan P", home, work.replace("work", "work,pref"))).city == "Leuven"
    assert only(tmp_path, card("FN:Jan P", "ADR;TYPE=home:;;;;;;", work)).city == "Leuven"


def test_what_we_do_not_need_is_not_taken_in(tmp_path: Path) -> None:
    one = only(
        tmp_path,
        card(
            "N:Peeters;Jan;;;",
            "NOTE:geheim",
            "BDAY:1980-01-01",
            "URL:http://example.org/geheim",
            "TITLE:geheim",
        ),
    )
    assert one.last_name == "Peeters"
    assert "geheim" not in repr(one)
    assert "1980" not in repr(one)


def test_a_card_without_a_version_is_read(tmp_path: Path) -> None:
    one = only(tmp_path, b"begin:vcard\nfn:Zoe Claes\nemail:zoe@example.org\nend:vcard\n")
    assert (one.first_name, one.last_name, one.emails) == ("Zoe", "Claes", [("zoe@example.org", "")])
