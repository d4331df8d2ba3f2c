"""What a public page is sent that is no form of ours is refused (4xx) with our own page, and not kept."""

from __future__ import annotations

import codecs
import pkgutil
from collections.abc import Iterator
from encodings import __path__ as ENCODINGS
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.public.sites import addresses, rows
from tests.staff.browsing import signed_in
from tests.staff.people import director

pytestmark = pytest.mark.django_db

CHARSETS = sorted(module.name for module in pkgutil.iter_modules(ENCODINGS))
"""Every character set that Python knows, and what it only calls so: base64, zip, idna, undefined."""
FORMS = ("/contact/", "/assignment/", "/privacy/request/", "/privacy/my-data/", "/accounts/login/")
END = b"--B--\r\n"


def part(name: bytes, value: bytes, *headers: bytes) -> bytes:
    """A part of a form in ``multipart/form-data`` with the boundary B."""
    disposition = b'Content-Disposition: form-data; name="' + name + b'"'
    return b"\r\n".join([b"--B", disposition, *headers, b"", value, b""])


def file_part(name: bytes, value: bytes, file_name: bytes = b"a.pdf") -> bytes:
    """A part that is a file."""
    return part(name + b'"; filename="' + file_name, value, b"Content-Type: application/pdf")


MULTIPART = "multipart/form-data; boundary=B"


def send(client: Client, address: str, body: bytes, kind: str = MULTIPART) -> Any:
    return client.generic("POST", address, body, content_type=kind)


def send_with(client: Client, address: str, body: Any, kind: str = MULTIPART, **environ: str) -> Any:
    """Send ``body``, which is read as far as the program reads it, with these variables of WSGI."""
    odd: dict[str, Any] = {"wsgi.input": body, **environ}
    return client.post(address, content_type=kind, **odd)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", FORMS)
def test_no_character_set_breaks_a_form(client: Client, address: str) -> None:
    body = part(b"name", "Zoë\0".encode()) + part(b"email", b"zoe") + END
    before, odd = rows(), {}
    for charset in (*CHARSETS, "no-such-set", '"', "x" * 200):
        for kind, sent in (
            (f"multipart/form-data; boundary=B; charset={charset}", body),
            (f"application/x-www-form-urlencoded; charset={charset}", b"name=Zo%EB&email=%FF%FE"),
        ):
            odd[kind] = send(client, address, sent, kind).status_code
    assert {kind: status for kind, status in odd.items() if not 400 <= status < 500 and status != 200} == {}
    assert rows() == before


@pytest.mark.parametrize("charset", ["utf-16", "idna", "zlib_codec", "undefined"])
def test_who_sends_an_odd_character_set_reads_why_not(client: Client, charset: str) -> None:
    answer = send(client, "/en/contact/", b"a=b", f"application/x-www-form-urlencoded; charset={charset}")
    assert answer.status_code == 415
    assert "We cannot read this form" in answer.text
    odd = {"content-type": f"text/html; charset={charset}"}
    assert client.get("/en/contact/", headers=odd).status_code == 200


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8", "us-ascii"])
def test_a_usual_character_set_is_read(client: Client, charset: str) -> None:
    codecs.lookup(charset)
    answer = send(client, "/contact/", b"name=An", f"application/x-www-form-urlencoded; charset={charset}")
    assert answer.status_code == 422
    assert 'value="An"' in answer.text


def odd_bodies() -> Iterator[bytes]:
    """Forms in ``multipart/form-data`` that are none."""
    yield b""
    yield END
    yield b"\0" * 5000
    yield b"--B\r\n\r\n\r\n" + END
    yield part(b"name", b"An")[:-9]
    for charset in (b"utf-16", b"undefined", b"no-such-set", b"zlib_codec", b"idna"):
        yield part(b'"; name*=' + charset + b"''%ff%fe", b"An") + END
        yield part(b'a"; filename*=' + charset + b"''%ff%fe", b"An") + END
        yield part(b"name", b"An", b"Content-Type: text/plain; charset=" + charset) + END
        yield part(b"name", b"An", b"Content-Type: text/plain; charset*=" + charset + b"''%ff%00") + END
        yield part(b"_charset_", charset) + part(b"name", b"\xff\xfe") + END
    for coding in (b"base64", b"quoted-printable", b"x", b"\xff"):
        yield part(b"name", b"=\xff\xfe!", b"Content-Transfer-Encoding: " + coding) + END
        yield file_part(b"a", b"=\xff\xfe!", b'a.pdf"\r\nContent-Transfer-Encoding: ' + coding) + END
    for name in (b"a." + b"x" * 5000, b"\0", b"..", b"/", b"\xff", b"&#0;", b"a.\xed\xa0\x80"):
        yield file_part(b"a", b"x", name) + END
    yield b"".join(part(b"f%d" % number, b"x") for number in range(1500)) + END
    yield b"".join(file_part(b"f%d" % number, b"x") for number in range(150)) + END
    yield part(b"name", b"x" * 2_000_000) + END


def odd_forms() -> Iterator[tuple[bytes, str]]:
    """Bodies with the kind that they say they are."""
    for body in odd_bodies():
        yield body, "multipart/form-data; boundary=B"
    for kind in (
        "multipart/form-data",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary="\xff"',
        "multipart/form-data; boundary=" + "B" * 5000,
        "multipart/mixed; boundary=B",
        "MULTIPART/FORM-DATA; BOUNDARY=B",
        "application/json",
        ";;;=",
        "\xff",
    ):
        yield part(b"name", b"An") + END, kind
    for body in (
        b"%",
        b"&=&;=%00%ff%fe",
        b"a=b&" * 2000,
        b"name=%00&email=%00",
        b"\xff" * 100,
        b"a=" + b"x" * 2**21,
    ):
        yield body, "application/x-www-form-urlencoded"


@pytest.mark.parametrize("address", FORMS)
def test_no_body_breaks_a_form(client: Client, address: str) -> None:
    before = rows()
    answers = [(body[:60], kind, send(client, address, body, kind).status_code) for body, kind in odd_forms()]
    assert not [each for each in answers if each[2] >= 500 or each[2] == 302]
    assert rows() | {"privacy.RateLimit": 0} == before | {"privacy.RateLimit": 0}


HEADERS = (
    {"HTTP_ACCEPT_LANGUAGE": "\xff;q=x,*;q=9"},
    {"HTTP_ACCEPT_LANGUAGE": "fr-" * 2000},
    {"HTTP_COOKIE": "\xff=\xff; session=\xff; my-data=%00; csrf=\0"},
    {"HTTP_COOKIE": "session=" + "x" * 5000 + "; my-data=" + "x" * 5000 + "; messages=x"},
    {"HTTP_ORIGIN": "http://[", "HTTP_REFERER": "http://["},
    {"HTTP_SEC_FETCH_SITE": "\xff"},
    {"HTTP_RANGE": "bytes=9-1", "HTTP_IF_MODIFIED_SINCE": "\xff", "HTTP_IF_NONE_MATCH": "\xff"},
    {"CONTENT_LENGTH": "x"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "\u00b2"},
    {"CONTENT_LENGTH": "\u0663"},
    {"REMOTE_ADDR": "\xff", "HTTP_X_FORWARDED_FOR": "\xff, x"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE", "HTTP_ACCEPT": "\xff", "HTTP_ACCEPT_ENCODING": "\xff"},
    {"QUERY_STRING": "%"},
    {"QUERY_STRING": "done=%00&kind=%00&purpose=%ff&about=x&subject=" + "9" * 40},
    {"QUERY_STRING": "\xff=\xff&" * 100},
    {"QUERY_STRING": "a=b&" * 2000},
    {"CONTENT_TYPE": "text/html; charset=utf-16", "QUERY_STRING": "kind=access"},
)


def test_no_header_and_no_query_breaks_a_public_page(client: Client) -> None:
    asked: list[tuple[str, str, Any]] = [
        (method, address, more) for address in addresses() for more in HEADERS for method in ("GET", "POST")
    ]
    some = asked[:: max(1, len(asked) // 250)]
    assert {address for _method, address, _more in some} == set(addresses())
    assert not [each for each in some if client.generic(each[0], each[1], **each[2]).status_code >= 500]


@pytest.mark.parametrize("length", ["\u00b2", "\u0663"])
def test_a_length_in_other_digits_breaks_no_form(client: Client, length: str) -> None:
    assert client.generic("POST", "/contact/", b"a=b", CONTENT_LENGTH=length).status_code < 500


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X"])
def test_no_method_breaks_a_public_page(client: Client, method: str) -> None:
    answers = {address: client.generic(method, address, b"a=b").status_code for address in addresses()}
    assert not [address for address, status in answers.items() if status >= 500]


# --- Files --------------------------------------------------------------------------------------------


class Endless(BytesIO):
    """A body of a file that never ends; it counts how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size) or b"x" * (size if size and size > 0 else 65536)
        self.taken += len(found)
        return found


@pytest.mark.parametrize("address", FORMS)
def test_no_form_takes_a_file_that_it_does_not_expect(client: Client, address: str) -> None:
    before = set(Path(settings.VAR_DIR).rglob("*"))
    body = part(b"name", b"An") + file_part(b"photo", b"x" * 100_000) + END
    answer = send(client, address, body)
    assert answer.status_code == 400
    assert "<h1>" in answer.text
    written = set(Path(settings.VAR_DIR).rglob("*")) - before
    assert not {path for path in written if path.is_file() and "counters" not in path.parts}


@pytest.mark.parametrize("address", FORMS)
def test_a_body_is_too_large_before_it_is_read(client: Client, address: str) -> None:
    body = Endless(file_part(b"photo", b""))
    answer = send_with(client, address, body, CONTENT_LENGTH="300000000")
    assert answer.status_code == 413
    assert body.taken == 0


def test_of_a_file_that_is_not_expected_no_more_is_read_than_its_heading(client: Client) -> None:
    body = Endless(file_part(b"photo", b"")[:-2])
    answer = send_with(client, "/contact/", body, CONTENT_LENGTH="900000")
    assert answer.status_code == 400
    assert body.taken < 200_000


def test_a_body_of_unknown_length_is_not_read(client: Client) -> None:
    body = Endless(b"")
    answer = send_with(client, "/en/contact/", body, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert (answer.status_code, body.taken) == (411, 0)
    assert "did not arrive whole" in answer.text


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_who_sends_too_much_reads_so_in_their_language(client: Client, language: str) -> None:
    prefix = "" if language == "nl" else f"/{language}"
    body = b"text=" + b"x" * 2_000_000
    answer = send(client, f"{prefix}/contact/", body, "application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert f'<html lang="{language}"' in answer.text


def upload(client: Client, body: bytes) -> Any:
    return send(client, reverse("admin:contacts_importbatch_add"), body)


def test_the_form_that_takes_an_address_book_takes_one_file_and_no_other() -> None:
    client = signed_in(director())
    client.raise_request_exception = False
    assert upload(client, file_part(b"photo", b"x") + END).status_code == 400
    assert upload(client, file_part(b"file", b"x") * 2 + END).status_code == 413
    assert upload(client, file_part(b"file", b"x" * 1000)).status_code == 400  # cut off
    answer = upload(client, file_part(b"file", b"no address book", b"a." + b"x" * 400) + END)
    assert answer.status_code == 200
    assert "no address book" not in answer.text


def test_an_address_book_is_too_large_before_it_is_read() -> None:
    client = signed_in(director())
    body = Endless(file_part(b"file", b"")[:-2])
    answer = send_with(client, reverse("admin:contacts_importbatch_add"), body, CONTENT_LENGTH=str(2**40))
    assert (answer.status_code, body.taken) == (413, 0)
