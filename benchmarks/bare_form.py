"""The server that ``benchmarks/forms.py`` measures: SOM as it is, and beside it one bare form that does one
insert."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
application = get_wsgi_application()

from django import forms  # noqa: E402  (the apps are loaded by the line above)
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import redirect  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from contacts.models import Enquiry  # noqa: E402
from som import urls  # noqa: E402


class BareForm(forms.Form):
    """The fields of our own form, with Django's own checks and nothing else."""

    name = forms.CharField(max_length=150)
    email = forms.EmailField()
    phone = forms.CharField(max_length=40, required=False)
    text = forms.CharField(max_length=5000)


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """Check the form, insert one row, redirect."""
    form = BareForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    Enquiry.objects.create(contact_id=1, question=form.cleaned_data["text"], received_on=timezone.localdate())
    return redirect("/contact/thanks/")


urls.urlpatterns.insert(0, path("bare/", bare))
