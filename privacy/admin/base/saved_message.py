"""What is said once a form is saved. Django would name the row by kind and number, with an article that not
every word takes; and its name is not said, because a message waits in a cookie or a session."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from privacy.staff_access.titles import page_of


class SavedMessage:
    """An administration that says in our words that a row was saved, with a link to it where the page that
    follows may be another."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> Any:
        request.__dict__["saved_row"] = obj
        return super().response_add(request, obj, post_url_continue)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        request.__dict__["saved_row"] = obj
        answer: HttpResponse = super().response_change(request, obj)  # type: ignore[misc]
        return answer

    def message_user(
        self, request: HttpRequest, message: str, level: int | str = messages.INFO, *args: Any, **kwargs: Any
    ) -> None:
        """Say ``message``, or where that is Django's of a row that was saved, ours."""
        row = request.__dict__.pop("saved_row", None)
        said = message if row is None or level != messages.SUCCESS else _say_saved(request, row)
        super().message_user(request, said, level, *args, **kwargs)  # type: ignore[misc]


def _say_saved(request: HttpRequest, row: Model) -> SafeString | str:
    if "_continue" in request.POST or not (page := page_of(row)):
        return _("Saved.")
    return format_html('{} <a href="{}">{}</a>', _("Saved."), page, _("Open it again"))
