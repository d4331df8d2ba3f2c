"""Lost-update protection: a form saves only over the data that its reader saw.

Somebody may open a form, and the sweep or a colleague may change the row before it is saved: saving would put
back what was erased. So a form of personal data carries a digest of its row and of the rows that belong to
it; where that is another one when the form comes back, nothing is saved and the reader looks again. A new row
is validated and saved under the latch, so that whom it is about is not erased in between.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from privacy.locks import latched

FIELD = "seen"
"""The hidden field of ``templates/admin/change_form.html`` that carries the digest."""


def digest_rows(row: Model, inlines: list[InlineModelAdmin[Any, Any]]) -> str:
    """Return a keyed digest of the values of ``row`` and of the rows of its ``inlines``."""
    rows = [row]
    for inline in inlines:
        link = _get_foreign_key(type(row), inline.model, fk_name=inline.fk_name)
        rows += inline.model._base_manager.filter(**{link.name: row.pk}).order_by("pk")
    written = [[field.value_to_string(each) for field in each._meta.concrete_fields] for each in rows]
    return salted_hmac("privacy.admin.seen", repr(written)).hexdigest()


class StaleFormGuard:
    """An administration that refuses to save a form whose row was changed or erased since it was opened."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            carried = {FIELD: self._digest(request, object_id)} if object_id else {}
            return self._show_form(request, object_id, form_url, {**(extra_context or {}), **carried})
        with latched():  # also for a new row: whom it is about stays until it is saved
            if object_id is None:
                return self._show_form(request, None, form_url, extra_context)
            digest = self._digest(request, object_id)
            if digest and not constant_time_compare(request.POST.get(FIELD, ""), digest):
                words = _(
                    "These data were changed or erased while this form was open. Nothing was saved: look "
                    "at what is there now."
                )
                messages.error(request, words)
                return redirect(request.path)
            return self._show_form(request, object_id, form_url, {**(extra_context or {}), FIELD: digest})

    def _digest(self, request: HttpRequest, object_id: str) -> str:
        """Return the digest of the row with that key as it is now; "" if there is none, or it is no key."""
        admin: Any = self
        try:
            key = admin.model._meta.pk.to_python(unquote(object_id))
        except ValidationError:
            return ""
        row = admin.model._base_manager.filter(pk=key).first()
        return digest_rows(row, admin.get_inline_instances(request, row)) if row else ""

    def _show_form(self, *arguments: Any) -> HttpResponse:
        answer: HttpResponse = super().changeform_view(*arguments)  # type: ignore[misc]
        return answer
