"""Taking out what one import brought and nobody has touched since.

What can go wrong: somebody works with an imported person already. So whoever anything refers to (a question,
a talk, a role, a choice, another app's record) stays, and so does what staff changed; the report says which
and why. The relations are read from the models: what a later app adds protects without being named here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.importing.rows import delete_rows, read_uuid, select_rows
from contacts.models import Company, Contact, ContactPoint, FilledValue, ImportBatch
from contacts.telling import close_task_to_tell_all
from privacy.locks import latched
from privacy.models import AccessLog, Choice, Identifier, Subject, Task
from privacy.subjects import identifiers
from privacy.web.refusal import Refusal

LABEL = "contacts.contact"
OWN = (ContactPoint, Identifier, Task, AccessLog, Contact, Company)
"""What an import itself writes around a subject, and that somebody of staff looked at it."""
BLANKS: dict[str, dict[str, Any]] = {
    "first_name": {"first_name": ""},
    "last_name": {"last_name": ""},
    "company": {"company": None},
    "address": {"street": "", "postcode": "", "city": "", "country": ""},
}


@dataclass(slots=True)
class Undone:
    """What was taken out, in rows and fields, and what stays, as triples of label, row and reason."""

    batch: int
    contacts: int = 0
    points: int = 0
    companies: int = 0
    blanked: int = 0
    kept: list[tuple[str, int, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the document of ``undo_import --json``."""
        removed = {
            "contacts": self.contacts,
            "points": self.points,
            "companies": self.companies,
            "blanked": self.blanked,
        }
        return {
            "batch": self.batch,
            "removed": removed,
            "kept": [{"label": a, "row": b, "reason": c} for a, b, c in self.kept],
        }


def undo_import(batch: ImportBatch, *, rehearsal: bool = False) -> Undone:
    """Take out what ``batch`` brought; a second time there is nothing left to do. A ``rehearsal`` is rolled
    back.

    An import that is still running stops at its next chunk.
    """
    undone = Undone(batch.pk)
    with latched():
        now = timezone.now()
        if not ImportBatch.objects.filter(pk=batch.pk, undone_at=None).update(undone_at=now):
            return undone
        contacts = Contact.objects.filter(batch=batch)
        # Locked, so that nobody can refer to them between the question and the deletion.
        subjects = dict(contacts.select_for_update().order_by("pk").values_list("pk", "subject_id"))
        changed = _changed_by_staff(Contact, batch)
        undone.kept += _kept(contacts, changed, _verified(batch))
        kept = {row for _label, row, _reason in undone.kept}
        going = {pk: subject for pk, subject in subjects.items() if pk not in kept}
        undone.contacts, undone.points = len(going), delete_rows(ContactPoint, "contact_id", going)
        _forget(Contact, going)
        about = f"SELECT id FROM {Task._meta.db_table} WHERE row {{among}} AND label = %s AND done_on IS NULL"  # noqa: S608
        delete_rows(Task, "id", [pk for (pk,) in select_rows(about, going, LABEL)])
        if not kept:
            close_task_to_tell_all(batch.pk)
        _give_back(batch, changed, undone)
        _companies(batch, undone)
        transaction.set_rollback(rehearsal)
    return undone


def _kept(rows: models.QuerySet[Any], changed: set[int], verified: set[int]) -> list[tuple[str, int, str]]:
    """Return which of ``rows`` (contacts or companies) stay, and why."""
    label = rows.model._meta.label_lower
    reasons: dict[int, str] = {}
    for path, relation in [
        *(("", r) for r in _relations(rows.model)),
        *(("subject__", r) for r in _relations(Subject)),
    ]:
        own = OuterRef(f"{path}pk".replace("subject__pk", "subject_id"))
        used = relation.related_model._base_manager.filter(**{relation.field.name: own})
        if relation.related_model is Choice:
            used = used.exclude(source=Choice.Source.IMPORT)  # the no of the file; the memory of it stays
        what = _("in use: %(what)s") % {"what": relation.related_model._meta.verbose_name}
        reasons |= dict.fromkeys(rows.filter(Exists(used)).values_list("pk", flat=True), what)
    if rows.model is Contact:
        more = ContactPoint.objects.filter(contact=OuterRef("pk")).filter(
            Q(batch=None) | ~Q(batch=OuterRef("batch"))
        )
        reasons |= dict.fromkeys(
            rows.filter(Exists(more)).values_list("pk", flat=True), _("an address was added since")
        )
        twin = Contact.objects.filter(subject=OuterRef("subject")).exclude(pk=OuterRef("pk"))
        reasons |= dict.fromkeys(
            rows.filter(Exists(twin)).values_list("pk", flat=True), _("joined with another contact since")
        )
        done = Task.objects.filter(subject=OuterRef("subject"), done_on__isnull=False)
        reasons |= dict.fromkeys(
            rows.filter(Exists(done)).values_list("pk", flat=True), _("a task about this person was done")
        )
    numbers = set(rows.values_list("pk", flat=True)) if changed or verified else set()
    reasons |= dict.fromkeys(numbers & verified, _("an address was verified since"))
    reasons |= dict.fromkeys(numbers & changed, _("changed by staff since"))
    return [(label, pk, reasons[pk]) for pk in sorted(reasons)]


def _relations(model: type[models.Model]) -> list[Any]:
    """Return the relations by which other rows point at ``model``, but for what an import writes itself."""
    own = OWN if model is not Company else OWN[:4]
    relations = [
        f
        for f in model._meta.get_fields(include_hidden=True)
        if f.auto_created and not f.concrete and (f.one_to_many or f.one_to_one)
    ]
    return [relation for relation in relations if relation.related_model not in own]


def _changed_by_staff(model: type[models.Model], batch: ImportBatch) -> set[int]:
    entries = LogEntry.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        action_time__gte=batch.started_at,
    )
    return {
        int(number)
        for number in entries.values_list("object_id", flat=True).distinct()
        if number and number.isdecimal()
    }


def _verified(batch: ImportBatch) -> set[int]:
    return set(
        ContactPoint.objects.filter(batch=batch, verified_at__isnull=False).values_list(
            "contact_id", flat=True
        )
    )


def _forget(model: type[models.Model], rows: dict[int, Any]) -> None:
    """Delete rows of ``model`` with their subjects, given as primary key and subject, and the open tasks
    about them."""
    delete_rows(Task, "subject_id", rows.values())
    delete_rows(Choice, "subject_id", rows.values())
    delete_rows(Identifier, "subject_id", rows.values())
    delete_rows(model, "id", rows)
    read = f"SELECT subject_id FROM {AccessLog._meta.db_table} WHERE subject_id {{among}}"  # noqa: S608
    seen = {read_uuid(subject) for (subject,) in select_rows(read, rows.values())}
    # Who looked at whom stays as evidence (GDPR art. 5(2), 32), beside a number without data.
    delete_rows(Subject, "id", [subject for subject in rows.values() if subject not in seen])


def _give_back(batch: ImportBatch, changed: set[int], undone: Undone) -> None:
    """Take from the people we knew already the addresses and values that ``batch`` gave them."""
    points = ContactPoint.objects.filter(batch=batch).filter(
        Q(contact__batch=None) | ~Q(contact__batch=batch)
    )
    gone: list[int] = []
    lost: dict[Any, set[str]] = {}
    for pk, contact, subject, kind, value, verified in points.values_list(
        "pk", "contact_id", "contact__subject_id", "kind", "value", "verified_at"
    ):
        if verified or contact in changed:
            undone.kept.append(
                (
                    "contacts.contactpoint",
                    pk,
                    _("an address was verified since") if verified else _("changed by staff since"),
                )
            )
            continue
        gone.append(pk)
        lost.setdefault(subject, set()).update(_digests(kind, value))
    undone.points += delete_rows(ContactPoint, "id", gone)
    _drop_identifiers(lost)
    shared = ContactPoint.objects.filter(
        kind=ContactPoint.Kind.EMAIL,
        contact__subject=OuterRef("subject"),
        value__in=ContactPoint.objects.filter(
            kind=ContactPoint.Kind.EMAIL, contact=OuterRef(OuterRef("row"))
        ).values("value"),
    )
    doubles = Task.objects.filter(kind=Task.Kind.DUPLICATE, label=LABEL, done_on=None)
    delete_rows(
        Task,
        "id",
        [
            pk
            for pk, subject in doubles.exclude(Exists(shared)).values_list("pk", "subject_id")
            if subject in lost
        ],
    )
    for name, blanks in BLANKS.items():
        filled = list(
            FilledValue.objects.filter(batch=batch, field=name).values_list("contact_id", flat=True)
        )
        undone.kept += [(LABEL, pk, _("changed by staff since")) for pk in filled if pk in changed]
        ours = FilledValue.objects.filter(batch=batch, field=name, contact=OuterRef("pk"))
        undone.blanked += Contact.objects.filter(Exists(ours)).exclude(pk__in=changed).update(**blanks)
    FilledValue.objects.filter(batch=batch).delete()


def _digests(kind: str, value: str) -> Iterable[str]:
    try:
        return identifiers.keyed_digests(identifiers.normalise(kind, value))
    except Refusal:
        return ()


def _drop_identifiers(lost: dict[Any, set[str]]) -> None:
    """Remove the identifiers of the addresses that subjects lost."""
    if not lost:
        return
    found = select_rows(
        f"SELECT id, subject_id, digest FROM {Identifier._meta.db_table} WHERE subject_id {{among}}",  # noqa: S608
        lost,
    )
    delete_rows(Identifier, "id", [pk for pk, subject, digest in found if digest in lost[read_uuid(subject)]])


def _companies(batch: ImportBatch, undone: Undone) -> None:
    """Delete the companies that ``batch`` made and nobody refers to any more."""
    companies = Company.objects.filter(batch=batch)
    subjects = dict(companies.select_for_update().order_by("pk").values_list("pk", "subject_id"))
    kept = _kept(companies, _changed_by_staff(Company, batch), set())
    undone.kept += kept
    staying = {row for _label, row, _reason in kept}
    going = {pk: subject for pk, subject in subjects.items() if pk not in staying}
    undone.companies = len(going)
    _forget(Company, going)
