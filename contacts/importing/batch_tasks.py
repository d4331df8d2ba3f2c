"""What staff are asked of the rows of a chunk: who may be one person, and whose mailbox a company gave."""

from __future__ import annotations

import datetime as dt

from contacts import mailboxes
from contacts.doubles import find_told_apart
from contacts.importing.companies import Organisation
from contacts.importing.matching import Person
from contacts.importing.rows import RowWriter
from contacts.telling import ONE_MONTH
from privacy.models import Task

LABEL = "contacts.contact"


def ask_about_doubles(rows: RowWriter, doubles: list[tuple[Person, Person, bool]], *, on: dt.date) -> None:
    """Open a task for each pair of people who may be one; the last of each says whether the first was new.

    Of somebody we knew it may have been asked before: not again, nor where the two were told apart.
    """
    pairs = {(person.subject, other.pk): new for person, other, new in doubles}
    tasks = [
        (Task.Kind.DUPLICATE.value, subject, LABEL, other, on + ONE_MONTH)
        for (subject, other), new in pairs.items()
        if new
    ]
    rows.insert(Task, ("kind", "subject_id", "label", "row", "due_on"), tasks)
    known = [key for key, new in pairs.items() if not new]
    asked = find_told_apart(known)
    known = [key for key in known if key not in asked]
    numbers = rows.numbers(Task, len(known))
    Task.objects.bulk_create(
        [
            Task(
                pk=pk,
                kind=Task.Kind.DUPLICATE,
                subject_id=subject,
                label=LABEL,
                row=other or 0,
                due_on=on + ONE_MONTH,
            )
            for pk, (subject, other) in zip(numbers, known, strict=True)
        ],
        ignore_conflicts=True,
    )


def ask_about_mailboxes(rows: RowWriter, organisations: list[Organisation], *, on: dt.date) -> None:
    """Open a task for each address of an organisation that looks like somebody's own."""
    rows.insert(
        Task,
        ("kind", "subject_id", "label", "row", "due_on"),
        [
            (Task.Kind.MAILBOX.value, each.subject, mailboxes.LABEL, each.pk, on + ONE_MONTH)
            for each in organisations
            if each.email and mailboxes.looks_like_somebodys(each.email, each.name)
        ],
    )
