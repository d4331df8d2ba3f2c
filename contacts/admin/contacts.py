"""The list and the form of contacts, with how to reach them, their roles and their tags."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter, RelatedDropdownFilter

from contacts import search, timeline
from contacts.admin.adding import AddContactForm
from contacts.admin.contact_form import ContactForm
from contacts.admin.contact_page import contact_page
from contacts.admin.contact_rows import PointInline, RoleInline, TagInline
from contacts.admin.outreach_page import list_usable_points, look_up_page, reach_page, reached_page
from contacts.admin.party import PartyAdmin
from contacts.models import Assignment, Contact, ContactPoint
from contacts.policy import ContactPolicy
from contacts.telling import open_task_to_tell
from privacy.admin.base.keyset_pages import KeysetChangeList
from privacy.admin.base.links import format_link
from privacy.admin.base.urgency import format_badges
from privacy.locks import latched
from privacy.staff_access import visibility
from privacy.staff_access.badges import badges_for
from privacy.staff_access.titles import page_of, title_of
from privacy.subjects.lookup import add_identifier

CORRECTING = "why=correcting"
"""What stands in the address of a form on which numbers and addresses are corrected."""


class ContactList(KeysetChangeList):
    """Each name leads to the person's page; what a page needs besides its rows is asked once for all of
    them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        today = timezone.localdate()
        found = badges_for((row.subject_id for row in rows), user=request.user, today=today)
        for row in rows:
            row.badges_shown = found[row.subject_id]
        self.result_list: list[Any] = rows

    def url_for_result(self, result: Contact) -> str:
        return page_of(result)


class ContactAdmin(PartyAdmin):
    form = ContactForm
    list_display = ("name_shown", "company_name", "city", "tags_shown", "notices", "last_activity_on")
    list_filter = (
        ("client_since", admin.EmptyFieldListFilter),
        ("last_activity_on", RangeDateFilter),
        ("taggings__tag", RelatedDropdownFilter),
        "language",
    )
    list_filter_submit = True
    search_fields = ContactPolicy.searched
    search_help_text = _("A name, place, company, e-mail address or phone number: the beginning is enough.")
    autocomplete_fields = ("company",)
    fieldsets = (
        (None, {"fields": (("first_name", "last_name"), ("company", "language"))}),
        (_("Address"), {"fields": ("street", ("postcode", "city"), "country")}),
        (
            _("Where this came from"),
            {"fields": (("origin", "source"), ("client_since", "last_activity_on"), "collected_on")},
        ),
    )
    reason_fields = ("reason", "reason_text", ("reason_channel", "reason_work"), ("source", "client_since"))
    inlines = (PointInline, RoleInline, TagInline)
    readonly_fields = ("collected_on", "ways")
    ordering = ("-pk",)

    def get_fieldsets(self, request: HttpRequest, obj: Contact | None = None) -> Any:
        """Return the fieldsets; those of somebody new ask what the person is here for, which says where this
        came from; those of a person lead to the numbers and addresses where these are left out."""
        shown = super().get_fieldsets(request, obj)
        if obj is None:
            return [*shown[:-1], (_("What we keep them for"), {"fields": self.reason_fields})]
        left_out = not _is_correcting(request)
        return [*shown, (_("Ways to reach"), {"fields": ("ways",)})] if left_out else shown

    def get_form(
        self, request: HttpRequest, obj: Contact | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if change:
            return super().get_form(request, obj, change=change, **kwargs)
        made = super().get_form(request, obj, change=change, form=AddContactForm, **kwargs)
        work = visibility.visible_to(Assignment.objects.all(), user=request.user, today=timezone.localdate())
        made.base_fields["reason_work"].queryset = work.filter(closed_on=None).order_by("title")
        made.base_fields["reason_work"].label_from_instance = title_of
        return made

    def get_inlines(self, request: HttpRequest, obj: Contact | None) -> Any:
        """Return the tables below the form. A role of somebody new is asked as the reason; numbers and
        addresses of a person are left out until it is said that they are corrected."""
        hidden = RoleInline if obj is None else None if _is_correcting(request) else PointInline
        return [inline for inline in self.inlines if inline is not hidden]

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Tell the table of addresses who reads it, and which warning that reader saw."""
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PointInline):
            given |= {"reader": request.user, "confirmed": request.POST.get("same-address", "")}
        return given

    def save_model(self, request: HttpRequest, obj: Contact, form: Any, change: bool) -> None:
        with latched():
            super().save_model(request, obj, form, change)
            if not change:
                form.record_reason(obj, on=timezone.localdate())
            if not change or "origin" in form.changed_data:
                open_task_to_tell(obj, on=timezone.localdate())

    @admin.display(description=_("e-mail addresses and numbers"))
    def ways(self, contact: Contact) -> SafeString:
        """Return the way to the numbers and addresses, for the reason of correcting them."""
        return format_link(gettext("Correct or add: show them. That is noted."), f"?{CORRECTING}")

    def note_reading(self, request: HttpRequest, row: Contact) -> None:
        """Note that the page was read, and each number and address that was shown to be corrected."""
        super().note_reading(request, row)
        if _is_correcting(request):
            today, now = timezone.localdate(), timezone.now()
            for point in list_usable_points(row, user=request.user, today=today):
                visibility.log_reading(point, user=request.user, now=now, today=today, reason="correcting")

    def facts_to_compare(self, request: HttpRequest, row: Contact) -> list[tuple[str, list[str]]]:
        """Return, in words, what tells ``row`` from somebody at the same address, as far as the reader may
        see it; that each number and address was read is logged."""
        today, now, hidden = timezone.localdate(), timezone.now(), self._hidden(request, row)
        points = list_usable_points(row, user=request.user, today=today)
        for point in points:
            visibility.log_reading(point, user=request.user, now=now, today=today, reason="comparing")
        source = f": {row.source}" if row.source and "source" not in hidden else ""
        return [
            (gettext("city"), [row.city] if row.city and "city" not in hidden else []),
            (gettext("ways to reach"), [point.value for point in points]),
            (gettext("known since"), [date_format(row.collected_on)]),
            (gettext("Where this came from"), [f"{row.get_origin_display()}{source}"]),
        ]

    def page_address(self, contact: Contact) -> str:
        """Return the address of the person's page."""
        return reverse("admin:contacts_contact_page", args=(contact.pk,))

    def get_urls(self) -> list[Any]:
        def page(view: Any) -> Any:
            return self.admin_site.admin_view(partial(view, self))

        return [
            path("<int:pk>/", page(contact_page), name="contacts_contact_page"),
            path("<int:pk>/reach/", page(reach_page), name="contacts_contact_reach"),
            path("<int:pk>/reach/<int:point>/look-up/", page(look_up_page), name="contacts_contact_look_up"),
            path(
                "<int:pk>/reach/<int:point>/<int:talk>/", page(reached_page), name="contacts_contact_reached"
            ),
            *super().get_urls(),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ContactList]:
        return ContactList

    def note_found(self, request: HttpRequest, rows: Sequence[Contact], typed: str) -> None:
        """Log as a reading that somebody was found by a number or an address."""
        points = search.list_points_that_found(rows, typed)
        visibility.log_findings(points, user=request.user, now=timezone.now(), today=timezone.localdate())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Contact], search_term: str
    ) -> tuple[QuerySet[Contact], bool]:
        return search.search_contacts(queryset, search_term), False

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return timeline.prefetch_company_and_tags(user=request.user, today=timezone.localdate())

    @admin.display(description=_("name"), ordering="last_name")
    def name_shown(self, contact: Contact) -> str:
        """Return the name, or the number of somebody without one."""
        return title_of(contact)

    @admin.display(description=_("company"))
    def company_name(self, contact: Contact) -> str:
        """Return the name of the company the person stands for."""
        return contact.company.name if contact.company else ""

    @admin.display(description=_("tags"))
    def tags_shown(self, contact: Contact) -> str:
        """Return the tags the person has."""
        return ", ".join(tagging.tag.name for tagging in contact.taggings.all())

    @admin.display(description=_("privacy"))
    def notices(self, contact: Contact) -> SafeString:
        """Return the badges of the person."""
        return format_badges(getattr(contact, "badges_shown", []))

    def response_post_save_change(self, request: HttpRequest, obj: Contact) -> HttpResponse:
        return redirect(page_of(obj))

    def response_post_save_add(self, request: HttpRequest, obj: Contact) -> HttpResponse:
        return redirect(page_of(obj))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is ContactPoint:
            for point in formset.new_objects + [changed for changed, _fields in formset.changed_objects]:
                add_identifier(point.contact.subject, point.value, kind=point.kind)
            if any(row.kept_as_typed for row in formset.forms):
                messages.warning(
                    request, gettext("This is no valid phone number there, and is kept as you typed it.")
                )


def _is_correcting(request: HttpRequest) -> bool:
    """Return whether the form was opened to correct numbers and addresses."""
    return request.GET.get("why") == "correcting"
