"""Applications in the administration: each has a page of its own; their list is the reserve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from applicants.admin.application_page import OF_RESERVE, application_page, may_work_on
from applicants.admin.downloads import cleaned_page, received_page
from applicants.admin.letter_page import letter_page
from applicants.first_look import is_blind
from applicants.models import Application, Keep
from applicants.seen_by import kept_in_reserve, selects_for
from privacy.admin.base.keyset_pages import KeysetChangeList
from privacy.admin.base.links import format_link
from privacy.admin.base.personal import PersonalAdmin
from privacy.staff_access import visibility
from privacy.staff_access.titles import title_of


class ReserveList(KeysetChangeList):
    """Those who let us think of them for later positions; who applies now stands on the page of the
    position."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request, *args, **kwargs)
        return rows.filter(kept_in_reserve(timezone.localdate()))

    def url_for_result(self, result: Application) -> str:
        return reverse("admin:applicants_application_page", args=(result.pk,))


class ApplicationAdmin(PersonalAdmin):
    list_title = _("Reserve")
    """What the sidebar calls the list; other applications stand with their position."""
    list_display = ("named", "for_position", "applied_on", "language", "tags")
    list_filter = ("language",)
    search_fields = ("letter__icontains", "tags__icontains")
    search_help_text = _("Words of their letter, or of our tags. What stands in a CV is not searched.")
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # one is entered on the page of its position

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(ended_on=None).select_related("position", "subject")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return those of the reserve whose letter or tags say every word: no other may be searched."""
        rows = queryset.filter(kept_in_reserve(timezone.localdate()))
        for word in search_term.split():
            rows = rows.filter(Q(letter__icontains=word) | Q(tags__icontains=word))
        return rows, False

    def note_found(self, request: HttpRequest, rows: Sequence[Any], typed: str) -> None:
        if typed.strip():
            now, today = timezone.now(), timezone.localdate()
            visibility.log_findings(rows, user=request.user, now=now, today=today)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeysetChangeList]:
        return ReserveList

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        shown = super().get_changelist_instance(request)
        for row in shown.result_list:
            row.name_shown = title_of(row, reader=request.user)
        return shown

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        shown: HttpResponse = super().changelist_view(
            request, {**(extra_context or {}), "title": _("Reserve: who wants to hear of later positions")}
        )
        return shown

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the way to the page of the application, which is no form."""
        row = self.get_object(request, object_id)
        if row is None:
            answer: HttpResponse = super().change_view(request, object_id, *args, **kwargs)
            return answer
        return redirect(self.page_address(row))

    def page_address(self, application: Application) -> str:
        """Return the address of the application's page."""
        return reverse("admin:applicants_application_page", args=(application.pk,))

    def may_act(self, request: HttpRequest, application: Application, do: str, today: date) -> bool:
        """Return whether who asks may do that: the hiring group while the selection goes on; of the reserve,
        who works with it, tags."""
        user: Any = request.user
        if not self.has_change_permission(request):
            return False
        over = application.choice == Keep.RESERVE and not application.position.is_open(today)
        if do in OF_RESERVE:
            return over
        if do == "take-out":
            return selects_for(user, application.position)
        if do == "show":
            return may_work_on(application, user=user, today=today) and not is_blind(
                application, user=user, today=today
            )
        return may_work_on(application, user=user, today=today)

    def get_urls(self) -> list[Any]:
        def page(view: Any) -> Any:
            return self.admin_site.admin_view(partial(view, self))

        return [
            path("<int:pk>/", page(application_page), name="applicants_application_page"),
            path("<int:pk>/write/<slug:kind>/", page(letter_page), name="applicants_application_write"),
            path(
                "<int:pk>/document/<int:document>/",
                page(cleaned_page),
                name="applicants_application_document",
            ),
            path(
                "<int:pk>/received/<int:document>/",
                page(received_page),
                name="applicants_application_received",
            ),
            *super().get_urls(),
        ]

    @admin.display(description=_("applicant"))
    def named(self, application: Application) -> str:
        """Return who it is."""
        return str(getattr(application, "name_shown", ""))

    @admin.display(description=_("applied for"))
    def for_position(self, application: Application) -> SafeString | str:
        """Return the position that they applied for."""
        page = reverse("admin:applicants_position_change", args=(application.position_id,))
        return format_link(application.position.title(), page)
