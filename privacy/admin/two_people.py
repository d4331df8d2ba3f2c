"""The task about two people at one address: both beside each other, and that they are two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from privacy.declarations.registry import registry
from privacy.models import Task
from privacy.staff_access.titles import page_address, page_of, title_of
from privacy.staff_access.visibility import visible_to


@dataclass(frozen=True)
class Side:
    """One of the two: title, page, form, and what tells them from the other, in words."""

    title: str
    page: str
    edit: str
    facts: list[tuple[str, list[str]]]


def compare_two_people(request: HttpRequest, task: Task) -> list[Side]:
    """Return those of the two people of ``task`` whom the reader may see; that they were read is logged."""
    model = apps.get_model(task.label)
    policy = registry.policy_for(model)
    if policy is None:
        return []
    rows = (policy.rows_of(task.subject) | model._base_manager.filter(pk=task.row)).order_by("pk")
    return [_side(request, row) for row in visible_to(rows, user=request.user, today=timezone.localdate())]


def two_people_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Close the task with the number ``pk``: its two people are two. It stays closed, so that no import asks
    it again."""
    task = model_admin.get_object(request, str(pk))
    if task is None or task.kind != Task.Kind.DUPLICATE:
        raise Http404
    if not model_admin.has_change_permission(request, task):
        raise PermissionDenied
    if request.method == "POST":
        seen = visible_to(Task.objects.filter(pk=task.pk), user=request.user, today=timezone.localdate())
        seen.filter(done_on=None).update(done_on=timezone.localdate())
        messages.success(request, gettext("It is kept that they are two people. The task is done."))
    return redirect(page_address(Task, task.pk))


def _side(request: HttpRequest, row: Any) -> Side:
    model_admin: Any = admin.site._registry[type(row)]
    model_admin.note_reading(request, row)
    facts = model_admin.facts_to_compare(request, row)
    return Side(title_of(row), page_of(row), page_address(type(row), row.pk), facts)
