"""Tasks of staff: the program opens them, a person takes them up and closes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from privacy.admin.base.forms import StaffModelForm
from privacy.admin.base.links import format_link, format_links
from privacy.admin.base.personal import PersonalAdmin
from privacy.admin.base.urgency import format_badge, make_urgency_badge
from privacy.admin.source_letters_page import send_and_tell, source_letters_page
from privacy.admin.two_people import compare_two_people, two_people_page
from privacy.admin.whose_mailbox import describe_mailbox
from privacy.delivery.outbox import LABEL
from privacy.delivery.troubles import trouble_words
from privacy.models import Hold, OutboxMessage, RecipientNotification, Task
from privacy.notice import source_letters
from privacy.staff_access.titles import letters_to_post, others_of, page_address, people_of, requests_of
from privacy.wording.words import label_words


class TaskForm(StaffModelForm):
    """Who takes up a task, and when it was done. One that is open once more is not opened a second time."""

    def clean_done_on(self) -> date | None:
        day: date | None = self.cleaned_data["done_on"]
        alike = {name: getattr(self.instance, name) for name in ("kind", "subject", "label", "row")}
        if day is None and Task.objects.filter(**alike, done_on=None).exclude(pk=self.instance.pk).exists():
            raise ValidationError(gettext("The same task is open already."))
        return day


class TaskAdmin(PersonalAdmin):
    """Tasks, the most urgent first."""

    form = TaskForm
    list_display = ("what", "about", "due", "taken_by", "done")
    list_filter = ("kind", ("done_on", admin.EmptyFieldListFilter))
    list_select_related = ("owner",)
    readonly_fields = ("kind", "about", "label", "row", "due_on")
    fields = ("kind", "about", "due_on", "owner", "done_on")
    ordering = ("due_on", "pk")
    actions = ("finish", "inform")
    change_form_outer_before_template = "admin/privacy/task/what_to_do.html"

    def get_urls(self) -> list[Any]:
        letters = self.admin_site.admin_view(partial(source_letters_page, self))
        two = self.admin_site.admin_view(partial(two_people_page, self))
        return [
            path("<int:pk>/inform/", letters, name="privacy_task_inform"),
            path("<int:pk>/two-people/", two, name="privacy_task_two_people"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        shown = super().get_changelist_instance(request)
        self._name(request, shown.result_list)
        return shown

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Task | None:
        task: Task | None = super().get_object(request, object_id, from_field)
        self._name(request, [task] if task else [])
        return task

    def _name(self, request: HttpRequest, tasks: list[Task]) -> None:
        """Give each task the people that it is about and that the reader may see; in one statement for each
        table of people."""
        subjects = [task.subject for task in tasks if task.subject]
        people = people_of(subjects, user=request.user, today=timezone.localdate())
        asked = requests_of(tasks, user=request.user, today=timezone.localdate())
        asked |= letters_to_post(tasks, user=request.user, today=timezone.localdate())
        others = others_of(tasks, user=request.user, today=timezone.localdate())
        why = describe_troubles(tasks)
        for task in tasks:
            task.why = why.get(task.pk, "")  # type: ignore[attr-defined]
            shown = asked.get(task.pk) or [*people.get(task.subject_id, []), *others.get(task.pk, [])]
            task.people = shown  # type: ignore[attr-defined]

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return ["subject"]

    @admin.display(description=_("task"), ordering="kind")
    def what(self, task: Task) -> str:
        """Return what is to be done."""
        return capfirst(task.get_kind_display())

    @admin.display(description=_("about"))
    def about(self, task: Task) -> SafeString:
        """Return links to the people, the request or the hold that the task is about; else the group of
        data."""
        people = list(getattr(task, "people", []))
        if task.kind == Task.Kind.HOLD:
            people.append((gettext("Hold %(number)d") % {"number": task.row}, page_address(Hold, task.row)))
        if task.kind == Task.Kind.INFORM and task.subject is None:
            people += _people_of_file(task)
        if task.kind == Task.Kind.FORWARD:
            page = page_address(RecipientNotification, task.row)
            people.append((gettext("Change %(number)d") % {"number": task.row}, page))
        linked = format_links(people)
        if task.kind == Task.Kind.DUPLICATE and not task.done_on and linked:
            compare = format_link(gettext("compare the two"), page_address(Task, task.pk))
            return format_html("{} ({})", linked, compare)
        if why := str(getattr(task, "why", "")):
            return format_html("{} {}", linked, f"({why})" if linked else capfirst(why))
        if task.kind == Task.Kind.LEFTOVER:
            return format_html("{} {} {}", linked, task.label, task.row or "")
        return linked or format_html("{}", label_words(task.label) or "–")

    @admin.display(description=_("time left"), ordering="due_on")
    def due(self, task: Task) -> SafeString:
        """Return how long there still is, in words and a colour; nothing for what is done."""
        if task.done_on:
            return SafeString("–")
        return format_badge(make_urgency_badge(task.due_on, today=timezone.localdate()))

    @admin.display(description=_("taken up by"))
    def taken_by(self, task: Task) -> str:
        """Return who took it up."""
        return (task.owner.username or "") if task.owner else ""

    @admin.display(description=_("done"), ordering="done_on")
    def done(self, task: Task) -> Any:
        """Return the day it was done."""
        return task.done_on

    @admin.action(description=_("The selected tasks are done"), permissions=["change"])
    def finish(self, request: HttpRequest, chosen: QuerySet[Task]) -> None:
        """Close the open tasks among ``chosen`` today; a notification of a recipient is settled on its own
        page."""
        count = 0
        for task in chosen.filter(done_on=None, kind=Task.Kind.INFORM).select_related("subject"):
            source_letters.finish_by_hand(task, now=timezone.now())
            count += 1
        count += (
            chosen.filter(done_on=None)
            .exclude(kind__in=(Task.Kind.FORWARD, Task.Kind.INFORM))
            .update(done_on=timezone.localdate())
        )
        text = ngettext("%(count)d task is done.", "%(count)d tasks are done.", count) % {"count": count}
        messages.success(request, text)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None and not obj.done_on:
            context |= self._what_to_do(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _what_to_do(self, request: HttpRequest, task: Task) -> dict[str, Any]:
        """Return what the page of the open ``task`` shows above its form: where to act, and on whom."""
        may = self.has_change_permission(request, task)
        shown: dict[str, Any] = {}
        if task.kind == Task.Kind.INFORM and may:
            shown["letters"] = reverse("admin:privacy_task_inform", args=(task.pk,))
        if task.kind == Task.Kind.MAILBOX and task.label:
            shown["mailbox"] = describe_mailbox(request, task)
        if task.kind == Task.Kind.DUPLICATE and task.label:
            shown["two"] = compare_two_people(request, task)
            shown["told_apart"] = may and reverse("admin:privacy_task_two_people", args=(task.pk,))
        return shown

    def get_readonly_fields(self, request: HttpRequest, obj: Task | None = None) -> Any:
        shown = super().get_readonly_fields(request, obj)
        return (*shown, "done_on") if obj and obj.kind == Task.Kind.FORWARD else shown

    def save_model(self, request: HttpRequest, obj: Task, form: Any, change: bool) -> None:
        """Close a task to tell somebody as the button on the list does."""
        if obj.kind == Task.Kind.INFORM and "done_on" in form.changed_data and obj.done_on:
            source_letters.finish_by_hand(obj, now=timezone.now())
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Send the letter that says where the data came from"), permissions=["change"])
    def inform(self, request: HttpRequest, chosen: QuerySet[Task]) -> None:
        """Send the letter about the source (GDPR art. 14) for those of ``chosen`` that ask for it; say why
        not of others."""
        for task in chosen.filter(kind=Task.Kind.INFORM).select_related("subject"):
            send_and_tell(request, task)


def _people_of_file(task: Task) -> list[tuple[str, str]]:
    """Return, in words, how many people a task about a file waits for, with the page of the file."""
    try:
        count = source_letters.count_to_tell(task, now=timezone.now())
    except source_letters.CannotInform:
        return []
    words = ngettext("%(count)d person of import %(number)d", "%(count)d people of import %(number)d", count)
    page = page_address(apps.get_model(task.label), task.row)
    return [(words % {"count": count, "number": task.row}, page)]


def describe_troubles(tasks: Iterable[Task]) -> dict[int, str]:
    """Return for each task about a message, by its number, in words why that was not sent; in one
    statement."""
    about = {task.pk: task.row for task in tasks if task.label == LABEL and task.kind != Task.Kind.POST}
    codes = (
        dict(OutboxMessage.objects.filter(pk__in=about.values()).values_list("pk", "trouble"))
        if about
        else {}
    )
    return {task: trouble_words(codes[row]) for task, row in about.items() if codes.get(row)}
