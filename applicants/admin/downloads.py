"""Files of applicants for staff: the checked copy, what was received for a reason, the dossier of whoever is
hired.

Each is an attachment that a browser does not open by itself, under a name that names nobody, and noted.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from applicants.admin.application_forms import WhyReceivedForm
from applicants.admin.application_page import find_application
from applicants.admin.selection_page import find_position
from applicants.documents import documents_of
from applicants.first_look import is_blind
from applicants.models import Document, HiringDossier
from applicants.purposes import HIRING
from applicants.seen_by import selects_for
from privacy.staff_access import visibility

ENDINGS = (".pdf", ".docx", ".odt")


def cleaned_page(model_admin: Any, request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
    """Give the checked copy of a document of the application."""
    found = _document(model_admin, request, pk, document)
    if not found.cleaned:
        raise Http404
    visibility.log_reading(found, user=request.user, now=timezone.now(), today=timezone.localdate())
    return _attach(found.cleaned, _name(found, PurePath(str(found.cleaned.name)).suffix))


def received_page(model_admin: Any, request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
    """Give a document as it was received, to who says why; only the hiring group and the privacy role."""
    found = _document(model_admin, request, pk, document)
    form = WhyReceivedForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        raise Http404
    if not selects_for(request.user, found.application.position):
        raise PermissionDenied
    reason = f"received-{form.cleaned_data['reason']}"
    visibility.log_reading(
        found, user=request.user, now=timezone.now(), today=timezone.localdate(), reason=reason
    )
    return _attach(found.file, _name(found, PurePath(found.name).suffix))


def dossier_page(model_admin: Any, request: HttpRequest, pk: int, dossier: int) -> HttpResponseBase:
    """Give the dossier of somebody who is hired, to be handed over."""
    position, today = find_position(model_admin, request, pk), timezone.localdate()
    rows = HiringDossier.objects.filter(pk=dossier, position=position)
    found = visibility.visible_to(rows, user=request.user, today=today).first()
    if found is None:
        raise Http404
    visibility.log_reading(found, user=request.user, now=timezone.now(), today=today, purpose=HIRING)
    return _attach(found.file, f"dossier-{found.pk}.zip")


def _document(model_admin: Any, request: HttpRequest, pk: int, document: int) -> Document:
    """Return the document; 404 for whom it is not there, and for who looks blind: it says who sent it."""
    application, today = find_application(model_admin, request, pk), timezone.localdate()
    if is_blind(application, user=request.user, today=today):
        raise Http404
    rows = visibility.visible_to(documents_of(application), user=request.user, today=today)
    found = rows.filter(pk=document).first()
    if found is None:
        raise Http404
    return found


def _name(document: Document, ending: str) -> str:
    """Return the name that a download gets: the sender's may be a person's."""
    kept = ending.lower() if ending.lower() in ENDINGS else ""
    return f"{document.kind}-{document.application_id}-{document.pk}{kept}"


def _attach(file: FieldFile, name: str) -> HttpResponseBase:
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(opened, as_attachment=True, filename=name, content_type="application/octet-stream")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
