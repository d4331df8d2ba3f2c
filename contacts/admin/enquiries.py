"""The list and the page of questions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from contacts import register
from contacts.models import Contact, Enquiry
from contacts.timeline import prefetch_visible
from privacy.admin.base.links import format_row_link
from privacy.admin.base.personal import PersonalAdmin


class EnquiryAdmin(PersonalAdmin):
    list_display = ("asked", "who", "channel", "received_on", "answered_on")
    list_filter = (("answered_on", admin.EmptyFieldListFilter),)
    autocomplete_fields = ("contact",)
    search_fields = ("question__icontains",)
    ordering = ("-received_on", "-pk")

    @admin.display(description=_("question"), ordering="received_on")
    def asked(self, enquiry: Enquiry) -> str:
        """Return how the question begins."""
        return Truncator(" ".join(enquiry.question.split())).chars(80)

    @admin.display(description=_("contact"))
    def who(self, enquiry: Enquiry) -> SafeString:
        """Return who asked, with a link to their page."""
        return format_row_link(getattr(enquiry, "contact", None))

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return [
            prefetch_visible("contact", Contact.objects.all(), user=request.user, today=timezone.localdate())
        ]

    def save_model(self, request: HttpRequest, obj: Enquiry, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        register.record_activity(obj.contact, on=obj.received_on)
