"""The JSON Schema of the copy of one's data, for programs that read it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from privacy.export.archive import json_bytes
from privacy.export.json_schema import schema_document


@require_safe
def show_schema(request: HttpRequest) -> HttpResponse:
    """Return the JSON Schema of ``data.json``."""
    return HttpResponse(json_bytes(schema_document()), content_type="application/schema+json")
