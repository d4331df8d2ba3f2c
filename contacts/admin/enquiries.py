"""The list and the page of questions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts import register
from contacts.admin.answer_page import answer_page
from contacts.admin.unconfirmed_page import format_unconfirmed, unconfirmed_page
from contacts.answering import answer_by, may_answer
from contacts.models import Contact, Enquiry
from contacts.timeline import prefetch_visible
from privacy.admin.base.links import format_link, format_row_link
from privacy.admin.base.personal import PersonalAdmin
from privacy.outreach.permission import permission_words

ANSWERED = ("answer", "answered_on")
"""What an answer leaves: it is given on a page of its own, which sends it, and corrected here."""


class EnquiryAdmin(PersonalAdmin):
    list_display = ("asked", "who", "kind", "received_on", "answer_due", "answered_on")
    list_filter = (("answered_on", admin.EmptyFieldListFilter), "kind")
    readonly_fields = ("kind", "work", "also_said", "answering")
    fields = ("contact", "channel", "question", "received_on", *readonly_fields, *ANSWERED)
    autocomplete_fields = ("contact",)
    search_fields = ("question__icontains",)
    ordering = ("-received_on", "-pk")

    @admin.display(description=_("question"), ordering="received_on")
    def asked(self, enquiry: Enquiry) -> str:
        """Return how the question begins."""
        return enquiry.beginning(80)

    @admin.display(description=_("contact"))
    def who(self, enquiry: Enquiry) -> SafeString:
        """Return who asked, with a link to their page."""
        return format_row_link(getattr(enquiry, "contact", None))

    @admin.display(description=_("answer by"))
    def answer_due(self, enquiry: Enquiry) -> Any:
        """Return the day by which an open question is answered; nothing for another."""
        return None if enquiry.answered_on else answer_by(enquiry)

    @admin.display(description=_("assignment"))
    def work(self, enquiry: Enquiry) -> SafeString:
        """Return a link to the work that came of the question."""
        return format_row_link(enquiry.assignment)

    @admin.display(description=_("answer"))
    def answering(self, enquiry: Enquiry) -> SafeString:
        """Return the way to answer the question; where the gate says no, why."""
        page = reverse("admin:contacts_enquiry_answer", args=(enquiry.pk,))
        permission = may_answer(enquiry, on=timezone.localdate())
        if permission.allowed:
            return format_link(gettext("Answer…"), page)
        return format_html("{} {}", permission_words(permission), format_link(gettext("Look at it"), page))

    @admin.display(description=_("also said in the form, not confirmed"))
    def also_said(self, enquiry: Enquiry) -> SafeString:
        """Return the way to what the form said of the person besides the question."""
        return format_unconfirmed(enquiry)

    def get_fields(self, request: HttpRequest, obj: Enquiry | None = None) -> Any:
        left_out = {None: (*self.readonly_fields, *ANSWERED), True: ("answering",), False: ANSWERED}
        stage = bool(obj.answered_on) if obj else None
        return [name for name in self.fields if name not in left_out[stage]]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        return {"received_on": timezone.localdate()} | given

    def response_post_save_add(self, request: HttpRequest, obj: Enquiry) -> HttpResponse:
        return redirect("admin:contacts_enquiry_answer", obj.pk)

    def get_urls(self) -> list[Any]:
        def page(view: Any) -> Any:
            return self.admin_site.admin_view(partial(view, self))

        return [
            path("<int:pk>/answer/", page(answer_page), name="contacts_enquiry_answer"),
            path("<int:pk>/unconfirmed/", page(unconfirmed_page), name="contacts_enquiry_unconfirmed"),
            *super().get_urls(),
        ]

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return [
            prefetch_visible("contact", Contact.objects.all(), user=request.user, today=timezone.localdate())
        ]

    def save_model(self, request: HttpRequest, obj: Enquiry, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        register.record_activity(obj.contact, on=obj.received_on)
