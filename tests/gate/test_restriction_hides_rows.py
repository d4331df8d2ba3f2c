"""A restricted person is shown by no list, search, choice or inline of the administration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import RequestFactory
from django.utils import timezone

from privacy.declarations.registry import registry
from privacy.models import Subject, Task
from som.models import User
from tests import canaries
from tests.gate.restricting import everybody_but_privacy, restrict

pytestmark = pytest.mark.django_db

ACCOUNTS = {"som.user": "who works here is seen by whoever gives accounts (GDPR art. 32)"}
"""Administrations of rows with a person that are not narrowed, and why."""


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """One row of every kind about a new person for whom work goes on, by the label of its model."""
    today = timezone.localdate()
    monkeypatch.setattr(canaries, "PLANTED", today - timedelta(days=30))
    monkeypatch.setattr(canaries, "INVOICED", today)
    planted = canaries._rows("kim")
    task = Task.objects.create(
        kind=Task.Kind.REVIEW, subject=planted["contacts.Contact"].subject, due_on=today
    )
    return planted | {Task._meta.label: task}


def doors(user: User) -> Iterator[tuple[str, type[models.Model], Callable[[], models.QuerySet[Any]]]]:
    """Every list, search, choice in a form and inline of the administration, with the rows that ``user``
    finds there."""
    request = RequestFactory().get("/")
    request.user = user
    for model, model_admin in admin.site._registry.items():
        label = model._meta.label_lower
        yield f"list of {label}", model, partial(model_admin.get_queryset, request)
        if model_admin.search_fields:
            yield f"search of {label}", model, partial(found_by_nothing, model_admin, request)
        inlines = model_admin.get_inline_instances(request)
        for inline in inlines:
            yield (
                f"inline {inline.model._meta.label_lower}",
                inline.model,
                partial(inline.get_queryset, request),
            )
        for form in (model_admin, *inlines):
            for field in form.model._meta.concrete_fields:
                if (
                    isinstance(field, models.ForeignKey)
                    and field.editable
                    and field.related_model is not Subject
                ):
                    chosen: Any = form.formfield_for_foreignkey(field, request)
                    if chosen is not None:
                        yield f"{label}: choice of {field.name}", field.related_model, chosen.queryset.all


def found_by_nothing(model_admin: Any, request: Any) -> Any:
    """What an empty search leaves, which is everything that may be found."""
    return model_admin.get_search_results(request, model_admin.get_queryset(request), "")[0]


@pytest.mark.promise("P40")
def test_no_list_search_choice_or_inline_of_the_administration_shows_a_restricted_person(
    rows: dict[str, Any],
) -> None:
    user, subject = everybody_but_privacy(), rows["contacts.Contact"].subject

    def shown() -> set[str]:
        return {
            door
            for door, model, found in doors(user)
            if (policy := registry.policy_for(model))
            and policy.subject
            and model._meta.label_lower not in ACCOUNTS
            if found().filter(**{policy.subject: subject}).exists()
        }

    before = shown()
    for label in ("contact", "assignment", "enquiry", "interaction", "invoice"):
        assert f"list of contacts.{label}" in before
        assert f"search of contacts.{label}" in before
    assert {"inline contacts.contactpoint", "contacts.enquiry: choice of contact"} <= before
    restrict(subject)
    assert shown() == set()


def test_every_administration_of_personal_rows_is_walked(rows: dict[str, Any]) -> None:
    own = {"contacts.Company"}  # an organisation has a subject of its own
    personal = {
        model
        for model in admin.site._registry
        if (p := registry.policy_for(model)) and p.subject and model._meta.label not in own
    }
    assert {model._meta.label for model in personal} <= set(rows), "plant a row of it in tests/canaries.py"
