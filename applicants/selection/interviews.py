"""Talks with an applicant: one is planned at a time, moved or cancelled, and they are told by a letter."""

from __future__ import annotations

from datetime import datetime

from applicants.models import Application, Interview


def find_planned(application: Application) -> Interview | None:
    """Return the talk that is planned with the applicant, the last one if it is over; ``None`` for none."""
    return application.interviews.filter(cancelled_at=None).order_by("-starts_at", "-pk").first()


def draft_interview(application: Application, *, starts_at: datetime, minutes: int, place: str) -> Interview:
    """Return the talk as it would be, unsaved: a new one, or the planned one at another moment."""
    planned = find_planned(application)
    draft = planned or Interview(application=application)
    draft.starts_at, draft.minutes, draft.place = starts_at, minutes, place
    if planned:
        draft.revision += 1
    return draft


def draft_cancellation(interview: Interview, *, now: datetime) -> Interview:
    """Return the talk as cancelled, unsaved."""
    interview.cancelled_at = now
    interview.revision += 1
    return interview
