"""The list and the form of positions. Everybody who works on selections sees them; who applies for one, only
its hiring group."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from applicants.admin.closing_page import closing_page
from applicants.admin.downloads import dossier_page
from applicants.admin.entering_page import entering_page
from applicants.admin.position_form import PositionForm, list_selectors
from applicants.admin.position_state import word_state, word_unheard
from applicants.admin.refusal_page import refusal_page
from applicants.admin.selection_page import selection_page
from applicants.models import Position
from applicants.positions import copy_position
from applicants.seen_by import selects_for
from applicants.selection.silence import count_applications, count_unheard
from privacy.admin.base.links import format_link
from privacy.admin.base.personal import PersonalAdmin
from privacy.admin.base.urgency import format_badge


class PositionAdmin(PersonalAdmin):
    form = PositionForm
    list_display = ("titled", "state", "closes_on", "applied", "waiting")
    list_display_links = None
    list_filter = (("closed_on", admin.EmptyFieldListFilter),)
    search_fields = ("title_nl__icontains", "title_fr__icontains", "title_en__icontains")
    ordering = ("-pk",)
    readonly_fields = ("next_steps", "public_page")
    fieldsets = (
        (None, {"fields": ("next_steps", "public_page", "title_nl", "title_fr", "title_en", "slug")}),
        (_("What one reads"), {"fields": ("text_nl", "text_fr", "text_en")}),
        (_("The work"), {"fields": ("place", ("contract", "hours"), "pay_from", ("pay_to", "pay_per"))}),
        (_("Days"), {"fields": ("opened_on", "closes_on", "answer_by")}),
        (_("Who selects, and how"), {"fields": ("hiring_group", "criteria", "blind_first_look")}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Position | None = None) -> bool:
        """Return whether who asks may change the position: its hiring group, as long as it is not closed.
        Whoever could change another's would let themselves in."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or (obj.closed_on is None and selects_for(request.user, obj)))

    def get_fieldsets(self, request: HttpRequest, obj: Position | None = None) -> Any:
        """Return the fieldsets: without its pages where a position is new, and without the way on to the
        selection for who is not in its hiring group."""
        (title, first), *others = super().get_fieldsets(request, obj)
        left_out = {"next_steps", "public_page"} if obj is None else set()
        if obj is not None and not selects_for(request.user, obj):
            left_out = {"next_steps"}
        return [(title, {**first, "fields": [n for n in first["fields"] if n not in left_out]}), *others]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"hiring_group": [request.user.pk]} | super().get_changeform_initial_data(request)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field of the form; colleagues are made and changed elsewhere than beside their names."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "hiring_group":
            for what in ("can_add_related", "can_change_related", "can_view_related"):
                setattr(field.widget, what, False)
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "hiring_group":
            kwargs |= {"queryset": list_selectors(), "widget": UnfoldAdminCheckboxSelectMultipleWidget()}
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "hiring_group" and field is not None:
            field.label_from_instance = _name_colleague
        return field

    def save_model(self, request: HttpRequest, obj: Position, form: Any, change: bool) -> None:
        if not change:
            obj.created_by_id = request.user.pk
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[Any]:
        def page(view: Any) -> Any:
            return self.admin_site.admin_view(partial(view, self))

        return [
            path("<int:pk>/selection/", page(selection_page), name="applicants_position_selection"),
            path("<int:pk>/refuse/", page(refusal_page), name="applicants_position_refuse"),
            path("<int:pk>/enter/", page(entering_page), name="applicants_position_enter"),
            path("<int:pk>/dossier/<int:dossier>/", page(dossier_page), name="applicants_position_dossier"),
            path("<int:pk>/close/", page(closing_page), name="applicants_position_close"),
            path("<int:pk>/copy/", page(copy_page), name="applicants_position_copy"),
            *super().get_urls(),
        ]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the list; of each position of the reader's own, how many applied and how many wait for a
        word of ours."""
        shown = super().get_changelist_instance(request)
        today = timezone.localdate()
        own = [row for row in shown.result_list if selects_for(request.user, row)]
        applied, unheard = count_applications(own, today=today), count_unheard(own, today=today)
        for row in shown.result_list:
            row.applied_shown, row.unheard_shown = applied.get(row.pk), unheard.get(row.pk, 0)
        return shown

    @admin.display(description=_("position"))
    def titled(self, position: Position) -> SafeString:
        """Return the title, with a link to the selection for the hiring group, and to the form for others."""
        own = getattr(position, "applied_shown", None) is not None and position.opened_on is not None
        page = "selection" if own else "change"
        return format_link(
            position.title(), reverse(f"admin:applicants_position_{page}", args=(position.pk,))
        )

    @admin.display(description=_("state"))
    def state(self, position: Position) -> SafeString:
        """Return where the position stands, in words; red where it is open too long."""
        return format_badge(word_state(position, today=timezone.localdate()))

    @admin.display(description=_("applicants"))
    def applied(self, position: Position) -> str:
        """Return how many applied, to the hiring group only."""
        count = getattr(position, "applied_shown", None)
        return "–" if count is None else str(count)

    @admin.display(description=_("heard nothing"))
    def waiting(self, position: Position) -> SafeString | str:
        """Return how many applicants heard nothing from us for too long, in red."""
        count = getattr(position, "unheard_shown", 0)
        return format_badge(word_unheard(count)) if count else ""

    @admin.display(description=_("next"))
    def next_steps(self, position: Position) -> SafeString | str:
        """Return the way on from a position's form: to who applied for it."""
        if position.opened_on is None:
            return "–"
        page = reverse("admin:applicants_position_selection", args=(position.pk,))
        return format_link(gettext("Who applied for it"), page)

    @admin.display(description=_("page on our website"))
    def public_page(self, position: Position) -> SafeString | str:
        """Return the address of the page where one reads of the position, once it is not a draft any more."""
        if position.opened_on is None:
            return "–"
        address = reverse("job", args=(position.slug,))
        return format_link(address, address)


def copy_page(model_admin: PositionAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new draft of an earlier position when that is posted, and open its form."""
    position = model_admin.get_object(request, str(pk))
    if position is None or request.method != "POST":
        raise Http404
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    by: Any = request.user
    made = copy_position(position, by=by)
    made.hiring_group.add(by)
    messages.success(request, gettext("This is a copy, and a draft: nobody can apply for it yet."))
    return redirect("admin:applicants_position_change", made.pk)


def _name_colleague(account: Any) -> str:
    return str(account.get_full_name() or account.username)
