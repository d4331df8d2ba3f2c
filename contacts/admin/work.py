"""Assignments, questions and talks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from contacts import register
from contacts.models import Assignment, Enquiry, Interaction
from privacy.admin.personal import PersonalAdmin
from privacy.latch import latched


@admin.register(Assignment)
class AssignmentAdmin(PersonalAdmin):
    list_display = ("title", "opened_on", "closed_on")
    list_filter = (("closed_on", admin.EmptyFieldListFilter),)
    autocomplete_fields = ("contact", "company")
    search_fields = ("title__icontains",)

    def search_title(self, assignment: Assignment) -> str:
        """Return what staff call the work."""
        return assignment.title or str(assignment)

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:
        client = obj.contact or obj.company
        assert client is not None  # noqa: S101  (the form's constraint)
        with latched():
            obj.subject = client.subject
            super().save_model(request, obj, form, change)
            register.heard_from(client, on=obj.closed_on or obj.opened_on)
            register.enter_client_file(client, on=obj.opened_on)


@admin.register(Enquiry)
class EnquiryAdmin(PersonalAdmin):
    list_display = ("id", "channel", "received_on", "answered_on")
    list_filter = (("answered_on", admin.EmptyFieldListFilter),)
    autocomplete_fields = ("contact",)
    search_fields = ("question__icontains",)

    def save_model(self, request: HttpRequest, obj: Enquiry, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        register.heard_from(obj.contact, on=obj.received_on)


@admin.register(Interaction)
class InteractionAdmin(PersonalAdmin):
    list_display = ("id", "channel", "purpose", "held_on")
    autocomplete_fields = ("contact", "assignment", "enquiry")
    search_fields = ("note__icontains",)

    def save_model(self, request: HttpRequest, obj: Interaction, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        register.heard_from(obj.contact, on=obj.held_on)
