"""The look before the letters about the source leave (GDPR art. 14): how many go, and whom they leave."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from privacy.admin.base.page_context import build_page_context
from privacy.models import Task
from privacy.notice import source_letters
from privacy.staff_access.titles import page_address, people_of
from privacy.web.links import read_site


def source_letters_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the task with the number ``pk`` would send and whom it leaves, or send it; 404 for a task
    that asks for no such letter."""
    task = model_admin.get_object(request, str(pk))
    if task is None or task.kind != Task.Kind.INFORM:
        raise Http404
    if not model_admin.has_change_permission(request, task):
        raise PermissionDenied
    if request.method == "POST":
        send_and_tell(request, task)
        return redirect(_way_back(task))
    look = source_letters.look_at_source_letters(task, now=timezone.now())
    subjects = [subject for subject, _reason in look.unreachable]
    people = people_of(subjects, user=request.user, today=timezone.localdate())
    seen = [(people[subject.pk], reason) for subject, reason in look.unreachable if people[subject.pk]]
    facts = {
        "task": task,
        "look": look,
        "unreachable": seen,
        "unseen": len(look.unreachable) - len(seen),
        "by_itself": task.due_on - source_letters.BY_ITSELF,
    }
    context = build_page_context(model_admin, request, title=gettext("Say where the data came from"))
    return TemplateResponse(request, "admin/privacy/task/source_letters.html", context | facts)


def send_and_tell(request: HttpRequest, task: Task) -> None:
    """Send the letters that ``task`` asks for, and tell the reader how many went and who is left, or why
    none."""
    try:
        done = source_letters.send_source_letters(task, now=timezone.now(), site=read_site(request))
    except source_letters.CannotInform as error:
        facts = {"number": task.pk, "reason": error}
        messages.warning(request, gettext("Task %(number)d: %(reason)s") % facts)
    else:
        _tell_what_came_of(request, task, done)


def _way_back(task: Task) -> str:
    """Return the page of what is left to do, or of the task that is done."""
    task.refresh_from_db(fields=["done_on"])
    if task.done_on:
        return page_address(Task, task.pk)
    return reverse("admin:privacy_task_inform", args=(task.pk,))


def _tell_what_came_of(request: HttpRequest, task: Task, done: source_letters.SourceLetters) -> None:
    """Say how many letters about the source a task sent, and who is left."""
    facts = {"number": task.pk, "count": done.sent}
    if task.subject is not None:
        messages.success(request, gettext("Task %(number)d: the letter is in the outbox.") % facts)
        return
    sent = ngettext(
        "Task %(number)d: %(count)d letter is in the outbox.",
        "Task %(number)d: %(count)d letters are in the outbox.",
        done.sent,
    )
    messages.success(request, sent % facts)
    if done.unreachable:
        text = ngettext(
            "%(count)d person cannot be mailed: no address of their own is known. Tell them in another way, "
            "then close the task.",
            "%(count)d people cannot be mailed: no address of their own is known. Tell them in another way, "
            "then close the task.",
            done.unreachable,
        )
        page = reverse("admin:privacy_task_inform", args=(task.pk,))
        said = text % {"count": done.unreachable}
        messages.warning(request, format_html('{} <a href="{}">{}</a>', said, page, gettext("See who")))
    if done.left > done.unreachable:
        text = gettext("%(count)d people are left: press the button again.")
        messages.warning(request, text % {"count": done.left - done.unreachable})
