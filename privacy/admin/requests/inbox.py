"""The inbox of requests, by due date; one that came by phone or letter is recorded here too."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from privacy.admin.base.personal import ReadOnlyAdmin
from privacy.admin.base.urgency import format_badge
from privacy.admin.requests.clock import READ_STEP
from privacy.admin.requests.page import show_request, state_words
from privacy.admin.requests.postal_answers import serve_postal_answer
from privacy.admin.requests.record_page import show_record_form
from privacy.dates import day_of
from privacy.models import Request, RequestStep
from privacy.requests import clock

WAITING = (Request.State.OPEN, Request.State.APPROVED)


class WaitingFilter(admin.SimpleListFilter):
    """Narrows the list to requests that wait for a decision or an answer, unless another state is chosen."""

    title = _("state")
    parameter_name = "which"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("unconfirmed", _("not confirmed yet")), ("closed", _("closed")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("waiting for us"),
        }
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        which = self.value()
        if which == "all":
            return queryset
        if which == "unconfirmed":
            return queryset.filter(state=Request.State.UNCONFIRMED)
        if which == "closed":
            return queryset.exclude(state__in=(*WAITING, Request.State.UNCONFIRMED))
        return queryset.filter(state__in=WAITING)


class RequestAdmin(ReadOnlyAdmin):
    list_display = ("reference_shown", "right", "state_shown", "due", "due_day", "came_in")
    list_filter = (WaitingFilter, "kind")
    search_fields = ("reference",)
    search_help_text = _("The reference that stands in the letter.")
    ordering = ("due_on", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("privacy.add_request"))

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return ["suspensions"]

    @admin.display(description=_("reference"), ordering="reference")
    def reference_shown(self, asked: Request) -> SafeString:
        """Return the reference, on one line."""
        return format_html('<span class="sw-whole">{}</span>', asked.reference)

    @admin.display(description=_("what they want"), ordering="kind")
    def right(self, asked: Request) -> str:
        """Return the right that is exercised."""
        return asked.get_kind_display()

    @admin.display(description=_("answer due"), ordering="due_on")
    def due_day(self, asked: Request) -> date:
        """Return the last day to answer."""
        return asked.due_on

    @admin.display(description=_("came in"), ordering="received_at")
    def came_in(self, asked: Request) -> str:
        """Return the day it came, and how."""
        return f"{date_format(day_of(asked.received_at))}, {asked.get_channel_display()}"

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, asked: Request) -> str:
        """Return the state in the words of staff."""
        return state_words(asked)

    @admin.display(description=_("time left"), ordering="due_on")
    def due(self, asked: Request) -> SafeString:
        """Return how long we still have, in words and a colour; nothing for what is closed."""
        if asked.state not in WAITING:
            return SafeString("–")
        return format_badge(clock.time_left_badge(asked, today=timezone.localdate()))

    def note_reading(self, request: HttpRequest, row: Request) -> None:
        """Log that the file was opened: in the access log, or in its history if we know nobody."""
        if row.subject_id:
            super().note_reading(request, row)
        else:
            RequestStep.objects.create(request=row, at=timezone.now(), what=READ_STEP, by_id=request.user.pk)

    def get_urls(self) -> list[Any]:
        def view(what: str) -> Any:
            return self.admin_site.admin_view(
                lambda request, object_id, number: serve_postal_answer(self, request, object_id, number, what)
            )

        return [
            path("<path:object_id>/letter/<int:number>/", view("letter"), name="privacy_request_letter"),
            path(
                "<path:object_id>/enclosure/<int:number>/",
                view("enclosure"),
                name="privacy_request_enclosure",
            ),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        asked = self.get_object(request, object_id)
        if asked is None or not self.has_view_permission(request, asked):
            raise Http404
        return show_request(self, request, asked)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return show_record_form(self, request)
