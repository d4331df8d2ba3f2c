"""Lists whose address asks for what cannot be asked: the list without the filter, with a message.

Django refuses most odd queries itself, by sending the reader to the bare list without a word. What it finds
out only while the database is asked (a year 0, a number of forty digits, text sought in a column of JSON) it
leaves to be a mistake of ours.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import FieldError, ValidationError
from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext as _

from privacy.db.disk_full import is_disk_full

logger = logging.getLogger(__name__)

UNASKABLE = (
    ValueError,
    TypeError,
    OverflowError,
    FieldError,
    ValidationError,
    DatabaseError,
)
"""What Django, SQLite and PostgreSQL raise for a filter that they cannot read. The bare list raises the same
again if it was a mistake of ours."""


def drop_odd_query(changelist: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return the view ``changelist`` of a list, which answers a query that it cannot read with the way to the
    list without it, and a message."""

    @wraps(changelist)
    def careful(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not request.GET:
            return changelist(request, *args, **kwargs)
        try:
            # Within a transaction PostgreSQL answers nothing more after a query that failed.
            with nullcontext() if connection.get_autocommit() else transaction.atomic():
                answer = changelist(request, *args, **kwargs)
                if isinstance(answer, SimpleTemplateResponse):
                    answer.render()  # some lists are read only now
        except UNASKABLE as error:
            if is_disk_full(error):
                raise
            logger.warning("a list was asked for what cannot be asked", exc_info=True)
            return _show_bare_list(request)
        return _show_bare_list(request) if _was_refused(answer, request) else answer

    return careful


def _was_refused(answer: HttpResponseBase, request: HttpRequest) -> bool:
    """Return whether ``answer`` is Django's own to a query that it cannot read."""
    refused = f"{request.path}?{ERROR_FLAG}=1"
    if isinstance(answer, HttpResponse) and answer.headers.get("Location") == refused:
        return True
    return getattr(answer, "template_name", None) == "admin/invalid_setup.html"


def _show_bare_list(request: HttpRequest) -> HttpResponse:
    """Return the way to the list without a filter, where the reader is told so."""
    messages.warning(request, _("What stood in the address cannot be looked for. This is the whole list."))
    return redirect(request.path)
