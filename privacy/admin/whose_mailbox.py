"""The task about an address of an organisation that looks like somebody's: which it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from privacy.models import Task
from privacy.staff_access.titles import page_address, title_of
from privacy.staff_access.visibility import visible_to


@dataclass(frozen=True)
class Mailbox:
    """The ``address`` that ``organisation`` has; its form, and the form that adds a person, each "" for who
    may not use it."""

    organisation: str
    address: str
    edit: str
    add: str


def describe_mailbox(request: HttpRequest, task: Task) -> Mailbox | None:
    """Return the address that ``task`` is about, if the reader may see it; that it was read is logged.

    The administration of the organisations says which it is, and where a person is added
    (``mailbox_in_doubt``).
    """
    model = apps.get_model(task.label)
    model_admin: Any = admin.site._registry[model]
    rows = visible_to(model._base_manager.filter(pk=task.row), user=request.user, today=timezone.localdate())
    row = rows.first()
    if row is None or not model_admin.has_view_permission(request, row):
        return None
    model_admin.note_reading(request, row)
    address, add = model_admin.mailbox_in_doubt(request, row)
    edit = page_address(model, row.pk) if model_admin.has_change_permission(request, row) else ""
    return Mailbox(title_of(row), address, edit, add) if address else None
