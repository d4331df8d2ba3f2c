"""The list and the page of assignments."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts import register
from contacts.models import Assignment, Company, Contact
from contacts.purposes import ASSIGNMENT
from contacts.timeline import prefetch_visible
from privacy.admin.base.forms import StaffModelForm
from privacy.admin.base.links import format_row_link
from privacy.admin.base.personal import PersonalAdmin
from privacy.locks import latched
from privacy.outreach import gate


class AssignmentForm(StaffModelForm):
    """Work; none is begun for a client who restricted the use of their data (GDPR art. 18(2))."""

    class Meta:
        model = Assignment
        fields = ("contact", "company", "title", "folder", "opened_on", "closed_on")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        parties = {"contact", "company"}
        asked = parties <= set(self.fields) and not parties & set(self.errors)
        if asked and bool(data.get("contact")) == bool(data.get("company")):
            self.add_error("contact", gettext("Choose one client: a contact or a company."))
        opened, closed = data.get("opened_on"), data.get("closed_on")
        if opened and closed and closed < opened:
            self.add_error("closed_on", gettext("Work closes on the day it was opened or later."))
        for name in ("contact", "company"):
            if name in self.changed_data and data.get(name):
                permission = gate.may_use(data[name].subject, ASSIGNMENT, on=timezone.localdate())
                if not permission.allowed:
                    self.add_error(name, permission.reason)
        return data


class AssignmentAdmin(PersonalAdmin):
    form = AssignmentForm
    list_display = ("title", "client", "opened_on", "closed_on")
    ordering = ("-opened_on", "-pk")
    list_filter = (("closed_on", admin.EmptyFieldListFilter),)
    autocomplete_fields = ("contact", "company")
    search_fields = ("title__icontains",)

    @admin.display(description=_("client"))
    def client(self, assignment: Assignment) -> SafeString:
        """Return for whom the work is done, with a link to their page."""
        return format_row_link(assignment.contact or assignment.company)

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return [
            prefetch_visible("contact", Contact.objects.all(), user=request.user, today=timezone.localdate()),
            prefetch_visible("company", Company.objects.all(), user=request.user, today=timezone.localdate()),
        ]

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:
        client = obj.contact or obj.company
        assert client is not None  # noqa: S101  (the form's constraint)
        with latched():
            obj.subject = client.subject
            super().save_model(request, obj, form, change)
            register.record_activity(client, on=obj.closed_on or obj.opened_on)
            register.enter_client_file(client, on=obj.opened_on)
