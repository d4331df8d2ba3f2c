"""Pages that take files, beside our own, for an instance of a test: as a function, as a class, wrapped, and
one that takes none. What they keep they say: a line for each field, and the names in the file room."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from privacy.web.uploads import AcceptedFiles, accept_files
from som.urls import handler500 as handler500
from som.urls import urlpatterns as own

MB = 1_000_000
DOCUMENTS = AcceptedFiles(
    {"cv": 1, "more": 3}, each=60 * MB, total=100 * MB, kinds=frozenset({"pdf", "docx", "odt"})
)


def keep(request: HttpRequest) -> HttpResponse:
    """Keep what came, all or none, and say under which names."""
    with transaction.atomic():
        names = [
            default_storage.save(str(file.name), file)
            for each in request.FILES
            for file in request.FILES.getlist(each)
        ]
    who = request.POST.get("who", "")
    return HttpResponse("\n".join([who, *names]), content_type="text/plain")


@csrf_exempt
@accept_files(DOCUMENTS)
def function(request: HttpRequest) -> HttpResponse:
    return keep(request)


@csrf_exempt
@accept_files(DOCUMENTS)
def looks_only(request: HttpRequest) -> HttpResponse:
    """Keep nothing."""
    return HttpResponse(str(len(request.FILES)))


@method_decorator([csrf_exempt, accept_files(DOCUMENTS)], name="dispatch")
class OnAClass(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        return keep(request)


@accept_files(DOCUMENTS)
def of_an_admin(admin: Any, request: HttpRequest) -> HttpResponse:
    return keep(request)


@csrf_exempt
@accept_files(AcceptedFiles({"cv": 1}, each=MB, allowed=lambda request: request.user.is_authenticated))
def of_staff(request: HttpRequest) -> HttpResponse:
    return keep(request)


@csrf_exempt
def takes_none(request: HttpRequest) -> HttpResponse:
    return keep(request)


urlpatterns = [
    *own,
    path("tried/function/", function),
    path("tried/looks-only/", looks_only),
    path("tried/class/", OnAClass.as_view()),
    path("tried/admin/", csrf_exempt(partial(of_an_admin, None))),
    path("tried/staff/", of_staff),
    path("tried/none/", takes_none),
]
