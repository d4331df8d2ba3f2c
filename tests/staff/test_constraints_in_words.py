"""What the database refuses, the form says first: in words, at the field, for every constraint that a form of
staff can reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import BaseConstraint, CheckConstraint, Model, UniqueConstraint
from django.forms import BaseForm
from django.test import Client
from django.utils import translation

from contacts.models import Contact, ContactPoint, ContactRole, ContactTag, Tag
from privacy.models import Disclosure, Hold, RecipientNotification, Task
from privacy.staff_access.titles import page_address
from som.models import User
from tests.cast import louise, noor
from tests.staff.breaches import CASES, add, correcting, done_twice, tagged, with_a_part, work
from tests.staff.browsing import signed_in
from tests.staff.forms_filled import draft
from tests.staff.page_scenes import given_to_others, passed_on
from tests.staff.people import director
from tests.staff.sending import Page, opened
from tests.staff.test_hold_page import placed

pytestmark = pytest.mark.django_db


def constraints() -> Iterator[tuple[type[Model], BaseConstraint]]:
    """Every named constraint of our own tables."""
    for model in apps.get_models():
        if model._meta.app_label in ("contacts", "applicants", "privacy", "som"):
            for each in model._meta.constraints:
                yield model, each


def fields_of(each: BaseConstraint) -> set[str]:
    """The fields that a constraint speaks of."""
    if isinstance(each, UniqueConstraint):
        condition = each.condition
        return set(each.fields) | {name.partition("__")[0] for name in names_in(condition)}
    assert isinstance(each, CheckConstraint)
    return {name.partition("__")[0] for name in names_in(each.condition)}


def names_in(condition: Any) -> Iterator[str]:
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            yield child[0]
        else:
            yield from names_in(child)


def names_in_page(address: str, client: Client) -> set[str]:
    """The fields of the forms on a page, without the number of their row; nothing where there is none."""
    answer = client.get(address)
    if answer.status_code != 200:
        return set()
    forms = Page(str(answer.content.decode())).forms
    return {
        control.name.rpartition("-")[2]
        for attributes, controls in forms
        if attributes.get("method", "").lower() == "post"
        for control in controls
    }


def in_forms() -> dict[type[Model], set[str]]:
    """What the forms of the administration ask about each model, of somebody who may do everything."""
    rows = [make() for make in (done_twice, with_a_part, work, tagged, draft, lambda: placed(louise()))]
    addresses: dict[type[Model], list[str]] = {type(row): [page_address(type(row), row.pk)] for row in rows}
    addresses[Contact].append(correcting(noor()))
    addresses[Disclosure] = [given_to_others()[0]]
    addresses[RecipientNotification] = [passed_on()[0]]
    client = signed_in(director())
    found: dict[type[Model], set[str]] = {}
    for model, each in admin.site._registry.items():
        names = set()
        for address in [add(model)(), *addresses.get(model, [])]:
            names |= names_in_page(address, client)
        for asked in (model, *(inline.model for inline in each.inlines)):
            found.setdefault(asked, set()).update(names)
    return found


OUT_OF_REACH = {"position_closes_after_opening"}
"""A position that is closed has no form any more; its day of closing is written by the closing itself."""


def test_every_constraint_that_a_form_reaches_is_broken_here_and_no_other() -> None:
    """A new constraint gets a case, unless no form asks for one of its fields."""
    forms = in_forms()
    asked = {Hold: "reason", Task: "done_on", Contact: "source", ContactPoint: "preferred"}
    assert all(name in forms[model] for model, name in asked.items())
    reached = {each.name for model, each in constraints() if fields_of(each) & forms.get(model, set())}
    assert reached - OUT_OF_REACH == set(CASES)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_breaks_a_constraint_comes_back_with_words_at_the_field(name: str, language: str) -> None:
    for case in CASES[name]:
        for model in (ContactTag, ContactRole, ContactPoint, Tag, Task):
            model._base_manager.all().delete()
        user = director()
        client = signed_in(user)
        User.objects.filter(pk=user.pk).update(language=language)
        form = opened(client, case.address(), holding=case.holding)
        button = "_save" if any(control.name == "_save" for control in form.controls) else ""
        answer = form.send(client, press=button, **case.filled())
        assert answer.status_code in (200, 422), name
        with translation.override(language):
            wanted = {field: [translation.gettext(words)] for field, words in case.words.items()}
        assert errors_of(answer) == wanted
        assert name not in answer.content.decode()


def errors_of(answer: Any) -> dict[str, list[str]]:
    """What is said at each field of the forms that came back; nothing is said of a table as a whole."""
    facts: dict[str, Any] = {}
    for context in answer.context:
        facts |= context.flatten()
    rows = [facts["adminform"].form] if "adminform" in facts else []
    for table in facts.get("inline_admin_formsets", []):
        assert not table.formset.non_form_errors()
        rows += table.formset.forms
    own = [each for each in facts.values() if isinstance(each, BaseForm) and each.is_bound]
    found = [row for row in rows or own if row.errors]
    return {
        row.add_prefix(field): list(map(str, said)) for row in found for field, said in row.errors.items()
    }


# --- What looks like a breach and is none --------------------------------------------------------------


def two_mailboxes() -> Contact:
    contact = noor()
    contact.points.update(preferred=True)
    contact.points.create(kind="email", value="noor@example.be")
    return contact


@pytest.mark.parametrize("other_way", [False, True])
def test_another_address_is_preferred_in_one_go(other_way: bool) -> None:
    contact = two_mailboxes()
    if other_way:
        contact.points.update(preferred=False)
        contact.points.filter(value="noor@example.be").update(preferred=True)
    first, second = contact.points.order_by("pk")
    client = signed_in(director())
    form = opened(client, correcting(contact), holding="city")
    swap = {"points-0-preferred": "on" if other_way else [], "points-1-preferred": [] if other_way else "on"}
    assert form.send(client, press="_save", **swap).status_code == 302
    assert contact.points.get(preferred=True) == (first if other_way else second)


def test_an_address_that_is_taken_away_may_be_written_again() -> None:
    contact = noor()
    client = signed_in(director())
    form = opened(client, correcting(contact), holding="city")
    again = {"points-1-kind": "email", "points-1-value": "noor@example.org", "points-1-label": "werk"}
    sent = form.send(client, press="_save", **{"points-0-DELETE": "on"}, **again)
    assert sent.status_code == 302
    assert contact.points.get().label == "werk"


def test_two_addresses_change_places_in_one_go() -> None:
    contact = two_mailboxes()
    client = signed_in(director())
    form = opened(client, correcting(contact), holding="city")
    swap = {"points-0-value": "noor@example.be", "points-1-value": "noor@example.org"}
    assert form.send(client, press="_save", **swap).status_code == 302
    assert list(contact.points.order_by("pk").values_list("value", "preferred")) == [
        ("noor@example.be", True),
        ("noor@example.org", False),
    ]
