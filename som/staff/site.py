"""The administration itself: Unfold's, with sign-in left to allauth and a search that leaves no copy
behind."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from unfold.dataclasses import SearchResult
from unfold.sites import UnfoldAdminSite

from privacy.staff_access.titles import page_of, title_of
from som.staff.odd_queries import drop_odd_query

PER_MODEL = 20
SHORTEST = 2


class Completions(AutocompleteJsonView):
    """Rows themselves say only their number; a field that completes names shows names."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        _note_found(self.model_admin, self.request, shown["object_list"], self.term)
        return shown

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": title_of(obj, reader=self.request.user)}


class StaffSite(UnfoldAdminSite):
    """Who may see it signed in at ``/accounts/login/``, where the second factor is asked."""

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send whoever is not signed in to the one page where that is done."""
        answer: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return answer

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send whoever changes their own password to the one page where that is done."""
        return redirect("account_change_password")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Return ``view`` for staff only; that of a list answers odd queries too."""
        if getattr(view, "__name__", "") == "changelist_view":
            view = drop_odd_query(view)
        return super().admin_view(view, cacheable)

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Answer the palette from the models that this member of staff may see, anew each time.

        Unfold keeps what it found in the cache for five minutes: names that an erasure would not reach.
        """
        term = request.GET.get("s", "").strip()
        if not term:
            return HttpResponse()
        started = time.monotonic()
        extended = "extended" in request.GET
        found = self._pages(request, term)
        if extended and len(term) >= SHORTEST:
            found += self._rows(request, term)
        paginator = Paginator(found, max(len(found), 1))
        return TemplateResponse(
            request,
            "unfold/helpers/command_results.html" if extended else "unfold/helpers/search_results.html",
            {
                "page_obj": paginator,
                "results": paginator.page(1),
                "page_counter": 0,
                "command_show_history": False,
                "execution_time": time.monotonic() - started,
            },
            headers={"HX-Trigger": "search"},
        )

    def _pages(self, request: HttpRequest, term: str) -> list[SearchResult]:
        return [
            SearchResult(
                title=capfirst(model["name"]),
                description=str(app["name"]),
                link=model["admin_url"],
                icon="list",
            )
            for app in self.get_app_list(request)
            for model in app["models"]
            if model["admin_url"] and term.lower() in str(model["name"]).lower()
        ]

    def _rows(self, request: HttpRequest, term: str) -> list[SearchResult]:
        found = []
        for model_admin in self._registry.values():
            searched = model_admin.get_search_fields(request) and model_admin.has_module_permission(request)
            if not searched or not model_admin.has_view_permission(request):
                continue
            rows, may_repeat = model_admin.get_search_results(
                request, model_admin.get_queryset(request), term
            )
            shown = list((rows.distinct() if may_repeat else rows)[:PER_MODEL])
            _note_found(model_admin, request, shown, term)
            found += [self._result(row, title=title_of(row, reader=request.user)) for row in shown]
        return found

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a field that completes what is typed, with the names by which staff know the rows."""
        answer: HttpResponseBase = Completions.as_view(admin_site=self)(request)
        return answer

    def _result(self, row: Model, *, title: str) -> SearchResult:
        return SearchResult(
            title=title, description=str(row._meta.verbose_name), link=page_of(row), icon="arrow_forward"
        )


def _note_found(model_admin: Any, request: HttpRequest, rows: Iterable[Model], typed: str) -> None:
    """Let a list of personal data (``PersonalAdmin``) write down what it told by showing ``rows`` for what
    was ``typed``."""
    if note := getattr(model_admin, "note_found", None):
        note(request, list(rows), typed)
