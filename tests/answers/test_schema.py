"""The published JSON Schema describes what people get, whoever they are (LAW 6.4)."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts import register
from contacts.models.people import Origin
from privacy.export import json_schema
from privacy.models import Choice
from privacy.subjects import choices
from tests.answers.copies import copy, data
from tests.cast import TODAY, amina, brecht, louise, noor, pieter

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P42")]


def faults(files: dict[str, bytes]) -> list[str]:
    """Return what in ``data.json`` is not as the schema beside it says."""
    described = json.loads(files["data.schema.json"])
    checker = jsonschema.Draft202012Validator(described, format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(data(files))]


def test_it_is_a_schema_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema.schema_document())


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize("who", [amina, pieter, louise, noor])
def test_what_each_of_the_cast_gets_is_as_described(who: Any, portable: bool, tmp_path: Path) -> None:
    files = copy(who(), tmp_path, portable=portable)
    assert data(files)["$schema"] in files
    assert faults(files) == []


def test_what_a_member_of_staff_gets_is_as_described(tmp_path: Path) -> None:
    staff = brecht()
    staff.subject = noor().subject
    staff.save()
    assert faults(copy(staff.subject.contacts.get(), tmp_path)) == []


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=texts,
    last=texts,
    question=texts.filter(str.strip),
    days=st.integers(0, 900),
    wish=st.booleans(),
    portable=st.booleans(),
)
def test_what_anybody_gets_is_as_described(
    first: str, last: str, question: str, days: int, wish: bool, portable: bool, tmp_path: Path
) -> None:
    on = TODAY - timedelta(days=days)
    contact = register.add_contact(
        origin=Origin.QUESTION, on=on, emails=["any@example.org"], first_name=first, last_name=last
    )
    register.receive_enquiry(contact, question=question, on=on, channel=Choice.Channel.WEB)
    if wish:
        choices.record_objection(contact.subject, "enquiry", on=on, source=Choice.Channel.WEB)
    assert faults(copy(contact, tmp_path, portable=portable)) == []


def test_something_that_is_not_described_is_noticed(tmp_path: Path) -> None:
    files = copy(noor(), tmp_path)
    told = data(files)
    told["tables"]["contacts.contact"][0]["shoe_size"] = 39
    told["tables"]["contacts.contact"][0]["first_name"] = None
    assert len(faults(files | {"data.json": json.dumps(told).encode()})) == 2


def test_it_is_published_for_everybody(client: Any) -> None:
    answer = client.get("/privacy/schema/data.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/schema+json")
    assert answer.json() == json.loads(json.dumps(json_schema.schema_document()))
    assert answer.json()["$id"].endswith("/privacy/schema/data.json")
    assert not answer.cookies
