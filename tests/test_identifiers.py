"""Addresses in one spelling, and what is none."""

from __future__ import annotations

import pytest

from privacy.subjects.identifiers import normalise_email
from privacy.web.refusal import Refusal


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Noor@Example.ORG ", "noor@example.org"),
        ("noor+werk@example.org", "noor+werk@example.org"),
        ("noor@exämple.org", "noor@xn--exmple-cua.org"),
        ("noor@example。org", "noor@example.org"),
    ],
)
def test_one_spelling(written: str, kept: str) -> None:
    assert normalise_email(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "noor",
        "a@b",
        "noor@localhost",
        "noor@[127.0.0.1]",
        "noor@[::1]",
        "a@example.org,b@example.org",
        "a\0@example.org",
        "noor@☃.org",
    ],
)
def test_no_address_in_the_world_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match=r"."):
        normalise_email(written)
