"""Applying for a job: the form, and the page that says where to go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from applicants.cleaning.limits import LARGEST
from applicants.incoming_forms import TooManyForms
from applicants.public.apply_forms import ApplyForm
from applicants.public.jobs import find_open_position, show_closed
from applicants.public.openings import word
from applicants.public.taking_in import hand_on
from applicants.purposes import RESERVE, SELECTION
from privacy.notice.short_notice import short_notice
from privacy.notice.shown import sign_notice_shown
from privacy.web import rate_limits
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_too_many
from privacy.web.uploads import AcceptedFiles, accept_files

STORED = ("applicants.application.dossier", "applicants.document.file")
"""What the form stores: the short notice beside it tells of no more."""
LARGEST_IN_ALL = 25 * 1024 * 1024
"""Bytes that all files of a form may have."""
FILES = AcceptedFiles(
    {"cv": 1, "letter_file": 1, "document": 1}, each=LARGEST, total=LARGEST_IN_ALL, says_too_large=True
)


@accept_files(FILES)
@as_public_form
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form; take in what it says, and mail a link. Once one can apply no more, say so (410)."""
    now = timezone.now()
    today = timezone.localdate()
    position = find_open_position(slug, today)
    if not position.takes_applications(today):
        return show_closed(request, position, today, status=410)
    if request.method == "POST":
        form, status = ApplyForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                hand_on(
                    form,
                    position,
                    language=get_language() or "nl",
                    network=rate_limits.read_network(request),
                    now=now,
                )
            except TooManyForms:
                return refuse_too_many(request)
            return redirect("apply_sent", slug)
    else:
        form, status = ApplyForm(initial={"notice": sign_notice_shown()}), 200
    facts = {
        "form": form,
        "position": position,
        "title": word(position, "title"),
        "short": short_notice({SELECTION: STORED, RESERVE: STORED}),
    }
    return render(request, "applicants/apply.html", facts, status=status)


@require_safe
def show_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say where to go on; the same page for everybody."""
    return render(request, "applicants/apply_sent.html")
