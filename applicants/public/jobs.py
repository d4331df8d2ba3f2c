"""The positions for everybody: the list, and the page of each. Reads rows, writes none and sets no
cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applicants.models import Position
from applicants.public.openings import (
    Wording,
    closed_since,
    find_position,
    is_gone,
    list_closed_lately,
    list_openings,
    word,
    word_hours,
    word_pay,
)
from applicants.public.posting import as_data_block, describe_posting
from applicants.public.text_blocks import first_paragraph, split_into_blocks


@dataclass(frozen=True)
class Advertised:
    """A position as its pages show it, in the reader's language."""

    position: Position
    title: Wording
    text: Wording
    pay: str
    hours: str

    @property
    def beginning(self) -> str:
        """Return how its text begins."""
        return first_paragraph(self.text.text)


def advertise(position: Position) -> Advertised:
    """Return what the pages say of ``position``."""
    title, text = word(position, "title"), word(position, "text")
    return Advertised(position, title, text, pay=word_pay(position), hours=word_hours(position))


@require_safe
def list_jobs(request: HttpRequest) -> HttpResponse:
    """List the positions one can apply for, and which closed lately."""
    today = timezone.localdate()
    facts = {
        "jobs": [advertise(position) for position in list_openings(today)],
        "closed": [
            {"title": word(position, "title"), "since": closed_since(position, today)}
            for position in list_closed_lately(today)
        ],
    }
    return render(request, "applicants/jobs.html", facts)


@require_safe
def show_job(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a position; that it is closed; or, a month later, that its page is gone."""
    today = timezone.localdate()
    position = find_open_position(slug, today)
    if not position.takes_applications(today):
        return show_closed(request, position, today)
    facts = {
        "job": advertise(position),
        "blocks": split_into_blocks(word(position, "text").text),
        "posting": as_data_block(describe_posting(position)),
    }
    return render(request, "applicants/job.html", facts)


def find_open_position(slug: str, today: date) -> Position:
    """Return the position that was announced under ``slug``; raises ``Http404`` if none was."""
    position = find_position(slug, today)
    if position is None:
        raise Http404
    return position


def show_closed(request: HttpRequest, position: Position, today: date, *, status: int = 200) -> HttpResponse:
    """Return the page of a position one can no longer apply for; 410 once that is a month ago."""
    if is_gone(position, today):
        return render(request, "applicants/job_gone.html", status=410)
    facts = {"title": word(position, "title"), "since": closed_since(position, today)}
    return render(request, "applicants/job_closed.html", facts, status=status)
