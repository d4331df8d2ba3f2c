"""What staff recognise a row by, and where its page is. Rows themselves say only their number, so that no log
or error names anyone; the policy of its model knows better (``Policy.title``), and its administration where
the page is (``page_address``)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import PermissionsMixin
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from privacy.declarations.registry import registry
from privacy.models import OutboxMessage, Request, Subject, Task
from privacy.staff_access.visibility import User, visible_to
from privacy.subjects.lookup import _addresses


def title_of(row: Model, *, reader: User | None = None) -> str:
    """Return what staff recognise ``row`` by, as its policy says it to ``reader``; a row of a table about
    nobody says it itself."""
    policy = registry.policy_for(type(row))
    if policy is None:
        return str(row)
    return policy.title_for(row, reader=reader) if reader else policy.title(row)


def page_of(row: Model) -> str:
    """Return the address of the page of ``row`` in the administration; "" if it has none."""
    model_admin: Any = admin.site._registry.get(type(row))
    if model_admin is None:
        return ""
    address = getattr(model_admin, "page_address", None)
    return str(address(row)) if address else page_address(type(row), row.pk)


def page_address(model: type[Model], key: Any) -> str:
    """Return the address of the page in the administration of the row of ``model`` with that ``key``."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=(key,))


def people_of(subjects: list[Subject], *, user: User, today: date) -> dict[Any, list[tuple[str, str]]]:
    """Return for each subject, by its key, titles and pages of the rows that are that person and that
    ``user`` may see.

    One statement for each model whose rows are people: those that keep their own subject and have a
    ``page_address``.
    """
    found: dict[Any, list[tuple[str, str]]] = {subject.pk: [] for subject in subjects}
    for policy in registry.policies:
        if policy.subject == "subject" and hasattr(admin.site._registry.get(policy.model), "page_address"):
            rows: QuerySet[Any] = policy.model._base_manager.filter(subject__in=subjects).order_by("pk")
            for row in visible_to(rows, user=user, today=today):
                found[row.subject_id].append((title_of(row, reader=user), page_of(row)))
    return found


def requests_of(tasks: Iterable[Task], *, user: User, today: date) -> dict[int, list[tuple[str, str]]]:
    """Return for each reminder among ``tasks``, by its key, reference and page of its request, if ``user``
    may see that."""
    tasks = list(tasks)
    rows = {task.pk: task.row for task in tasks if task.kind == Task.Kind.REQUEST}
    lists = {task.pk: [_never_confirmed()] for task in tasks if task.kind == Task.Kind.UNCONFIRMED}
    if not isinstance(user, PermissionsMixin) or not user.has_perm("privacy.view_request"):
        lists = {}
    if not rows:
        return lists
    seen = visible_to(Request.objects.filter(pk__in=rows.values()), user=user, today=today)
    found = dict(seen.values_list("pk", "reference"))
    pages = {key: [(found[row], page_address(Request, row))] for key, row in rows.items() if row in found}
    return pages | lists


def _never_confirmed() -> tuple[str, str]:
    """Return what leads to the list of those requests."""
    page = reverse("admin:privacy_request_changelist")
    return _("Requests that were never confirmed"), f"{page}?which=unconfirmed"


def others_of(tasks: Iterable[Task], *, user: User, today: date) -> dict[int, list[tuple[str, str]]]:
    """Return for each task about two people, by its key, title and page of the second, whom its label and
    number name; in one statement for each label."""
    asked: dict[str, dict[int, int]] = {}
    for task in tasks:
        if task.kind == Task.Kind.DUPLICATE and task.label:
            asked.setdefault(task.label, {})[task.pk] = task.row
    shown: dict[int, list[tuple[str, str]]] = {}
    for label, numbers in asked.items():
        rows = apps.get_model(label)._base_manager.filter(pk__in=numbers.values())
        seen = visible_to(rows, user=user, today=today)
        found = {row.pk: (title_of(row, reader=user), page_of(row)) for row in seen}
        shown |= {key: [found[number]] for key, number in numbers.items() if number in found}
    return shown


def letters_to_post(tasks: Iterable[Task], *, user: User, today: date) -> dict[int, list[tuple[str, str]]]:
    """Return for each letter on paper among ``tasks``, by its key, the page of its request and, for who
    decides on requests, the letter as a PDF; in two statements."""
    rows = {task.pk: task.row for task in tasks if task.kind == Task.Kind.POST}
    if not rows:
        return {}
    requests = visible_to(Request.objects.all(), user=user, today=today)
    letters = OutboxMessage.objects.filter(pk__in=rows.values(), request__in=requests)
    about = {pk: found for pk, *found in letters.values_list("pk", "request", "request__reference")}
    may_print = isinstance(user, PermissionsMixin) and user.has_perm("privacy.change_request")
    shown: dict[int, list[tuple[str, str]]] = {}
    for key, row in rows.items():
        if row in about:
            request, reference = about[row]
            pdf = reverse("admin:privacy_request_letter", args=(request, row))
            shown[key] = [(str(reference), page_address(Request, request))]
            shown[key] += [(_("The letter, to print (PDF)"), pdf)] if may_print else []
    return shown


def visible_addresses(subject: Subject, *, user: User, today: date) -> list[str]:
    """Return those of the e-mail addresses of ``subject`` that ``user`` may see."""
    return _addresses(subject, lambda rows: visible_to(rows, user=user, today=today))
