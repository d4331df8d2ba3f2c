"""The list and the page of talks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter

from contacts import register
from contacts.models import Contact, Interaction
from contacts.timeline import prefetch_visible
from privacy.admin.base.links import format_row_link
from privacy.admin.base.personal import PersonalAdmin
from privacy.wording.words import purpose_words


class InteractionAdmin(PersonalAdmin):
    """Talks are noted on the page of the person, where it is asked who began and why; here a note is
    corrected."""

    list_display = ("said", "who", "channel", "held_on")
    list_filter = ("channel", ("held_on", RangeDateFilter))
    list_filter_submit = True
    readonly_fields = ("who", "channel", "about")
    fields = (*readonly_fields, "held_on", "note")
    search_fields = ("note__icontains",)
    ordering = ("-held_on", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("note"), ordering="held_on")
    def said(self, talk: Interaction) -> str:
        """Return how the note begins."""
        return Truncator(" ".join(talk.note.split())).chars(80) or gettext("nothing noted yet")

    @admin.display(description=_("contact"))
    def who(self, talk: Interaction) -> SafeString:
        """Return whom we spoke with, with a link to their page."""
        return format_row_link(getattr(talk, "contact", None))

    @admin.display(description=_("about"))
    def about(self, talk: Interaction) -> SafeString:
        """Return what the talk was for, with a link to the work or the question it was about."""
        record = talk.assignment or talk.enquiry
        link = format_html(": {}", format_row_link(record)) if record else ""
        return format_html("{}{}", purpose_words(talk.purpose), link)

    def shown_with(self, request: HttpRequest) -> list[Any]:
        return [
            prefetch_visible("contact", Contact.objects.all(), user=request.user, today=timezone.localdate())
        ]

    def save_model(self, request: HttpRequest, obj: Interaction, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        register.record_activity(obj.contact, on=obj.held_on)
