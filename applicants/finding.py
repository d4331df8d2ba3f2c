"""Whose an application is: the person at its mailbox whose name can be the same, or somebody new."""

from __future__ import annotations

from datetime import date

from applicants.models import Application, Position
from privacy.models import Choice, Subject
from privacy.models.choices import in_force
from privacy.subjects.compared_names import are_same_name, may_be_one_person
from privacy.subjects.lookup import find_subjects
from privacy.subjects.names import names_of_subject
from privacy.subjects.written_names import split_full_name

Name = tuple[str, str]


def find_applicant(email: str, name: Name, *, today: date) -> Subject | None:
    """Return the person at that mailbox, normalised, whose name can be ``name``; ``None`` if that is nobody
    we know. Whoever asked to be forgotten and comes back is somebody new, and nothing of before comes
    back."""
    people = [
        subject
        for subject in find_subjects(email)
        if subject.kind == Subject.Kind.PERSON and subject.deceased_on is None
    ]
    wishes = Choice.objects.filter(in_force(today), kind=Choice.Kind.ERASURE, subject__in=people)
    gone = set(wishes.values_list("subject", flat=True))
    names = {
        subject: [split_full_name(each) for each in names_of_subject(subject)]
        for subject in people
        if subject.pk not in gone
    }
    for fits in (are_same_name, may_be_one_person):
        for subject, known in names.items():
            if any(fits(each, name) for each in known):
                return subject
    return None


def open_application_of(subject: Subject, position: Position) -> Application | None:
    """Return the application of ``subject`` for ``position`` that was not ended; ``None`` if there is
    none."""
    return Application.objects.filter(subject=subject, position=position, ended_on=None).first()
