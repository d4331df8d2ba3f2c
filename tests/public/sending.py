"""Sending a question or an assignment through the public forms, as a browser does."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from contacts.incoming_forms import HANDLER
from tests.worker import let_worker_take

QUESTION = {
    "name": "Amira Van den Berg",
    "email": "amira@example.org",
    "phone": "",
    "text": "Geven jullie ook workshops?",
}
WORK = {
    "name": "Tom Maes",
    "email": "tom@example.be",
    "phone": "016 55 01 09",
    "organisation": "De Brug",
    "text": "Taalcoaching\nvoor twaalf mensen",
}


def send(client: Client, address: str = "/contact/", *, of: dict[str, str] = QUESTION, **changed: str) -> Any:
    """Open the form as a browser does, fill it in and send it; the worker then takes it in."""
    carried = re.search(r'name="notice" value="([^"]+)"', client.get(address).text)
    assert carried
    answer = client.post(
        address,
        of | {"notice": carried[1], "website": ""} | changed,
        headers={"sec-fetch-site": "same-origin"},
    )
    take_in()
    return answer


def take_in() -> None:
    """Let the worker take in the forms that wait; letters go on waiting."""
    let_worker_take(HANDLER)
