"""Somebody applies by the form, as a browser sends it."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.incoming_forms import HANDLER
from tests.applicants.papers import docx, pdf
from tests.worker import let_worker_take

JOB = "/jobs/vormingswerker/"
APPLY = f"{JOB}apply/"
SENT = f"{APPLY}sent/"
SAID = {
    "first_name": "Noor",
    "last_name": "Hendrickx",
    "email": "noor.hendrickx@example.org",
    "phone": "016 55 01 07",
    "letter": "Ik geef al jaren les.\r\nEn graag.",
    "choice": "this",
    "seen": "website",
    "website": "",
}


def file(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def cv(name: str = "cv-noor.pdf", *, pages: int = 2, **about: Any) -> SimpleUploadedFile:
    """A CV of two pages."""
    return file(name, pdf(pages=pages, **about))


def diploma() -> SimpleUploadedFile:
    """A document of Word."""
    return file("diploma.docx", docx("Diploma"))


def open_form(client: Client, address: str = APPLY) -> str:
    """Return what the form carries of the notice that stands beside it."""
    carried = re.search(r'name="notice" value="([^"]+)"', client.get(address).text)
    assert carried
    return carried[1]


def take_in() -> None:
    """Let the worker take in the forms that wait; letters and documents go on waiting."""
    let_worker_take(HANDLER)


def apply(client: Client, address: str = APPLY, **changed: Any) -> Any:
    """Open the form, fill it in and send it; ``None`` leaves a field out."""
    said = SAID | {"cv": cv(), "notice": open_form(client, address)} | changed
    return send(client, address, said)


def send(client: Client, address: str, said: dict[str, Any]) -> Any:
    """Post the form as one of our pages does."""
    given = {name: value for name, value in said.items() if value is not None}
    answer = client.post(address, given, headers={"sec-fetch-site": "same-origin"})
    take_in()
    return answer
