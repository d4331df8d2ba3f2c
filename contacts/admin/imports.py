"""Importing an address book: upload, look at every row, confirm, follow, and take out again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.admin.import_words import FIELDS, FORMATS, OUTCOMES
from contacts.importing.file_format import UnknownFormat
from contacts.importing.undo import undo_import
from contacts.importing.upload import (
    LARGEST,
    PAGE,
    confirm_upload,
    discard_upload,
    keep_upload,
    map_headings,
    read_verdicts,
)
from contacts.models import ImportBatch, ImportRemark, Upload
from contacts.telling import task_to_tell_all
from privacy.admin.base.forms import StaffForm
from privacy.admin.base.personal import ReadOnlyAdmin
from privacy.export.csv_cells import escape_formula
from privacy.staff_access.titles import page_of, title_of
from privacy.staff_access.visibility import visible_to
from privacy.web.uploads import AcceptedFiles, accept_files
from privacy.wording.words import label_words

State = Upload.State

REMARKS_SHOWN = 200


class UploadForm(StaffForm):
    """The file, and who gave it: people have a right to hear where their data came from (GDPR art. 14)."""

    file = forms.FileField(
        label=_("Address book"),
        help_text=_("A vCard file, or a table (CSV) from Google, Outlook, HubSpot or Campaign Monitor."),
    )
    source = forms.CharField(
        label=_("Who or what gave us these people?"),
        max_length=200,
        help_text=_("The people themselves are told this. Write no name of a person."),
    )


def may_import(request: HttpRequest) -> bool:
    """Return whether whoever sent ``request`` may import an address book."""
    return bool(request.user.has_perm("contacts.add_importbatch"))


class ImportAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "format",
        "rows_done",
        "created",
        "updated",
        "started_at",
        "finished_at",
        "undone_at",
    )
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_import(request)

    def get_urls(self) -> list[Any]:
        def page(view: Any) -> Any:
            return self.admin_site.admin_view(partial(view, self))

        return [
            path("upload/<uuid:number>/", page(upload_page), name="contacts_upload"),
            path("<int:pk>/remarks.csv", page(remarks_file), name="contacts_importbatch_remarks"),
            path("<int:pk>/undo/", page(undo_page), name="contacts_importbatch_undo"),
            *super().get_urls(),
        ]

    @accept_files(AcceptedFiles(fields={"file": 1}, each=LARGEST, allowed=may_import))
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                by: Any = request.user
                taken = keep_upload(form.cleaned_data["file"], source=form.cleaned_data["source"], by=by)
            except UnknownFormat as error:
                form.add_error("file", str(error))
            else:
                _nudge(taken)
                return redirect(reverse("admin:contacts_upload", args=(taken.pk,)))
        return self.answer(
            request,
            "admin/contacts/importbatch/upload.html",
            title=gettext("Import an address book"),
            form=form,
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        batch = self.get_object(request, object_id)
        if batch is None or not self.has_view_permission(request, batch):
            raise Http404
        remarks = batch.remarks.order_by("line", "pk")
        return self.answer(
            request,
            "admin/contacts/importbatch/result.html",
            title=gettext("Import %(number)d") % {"number": batch.pk},
            batch=batch,
            format=FORMATS.get(batch.format, batch.format),
            remarks=list(remarks[:REMARKS_SHOWN]),
            more=max(0, remarks.count() - REMARKS_SHOWN),
            letters=self._letters(request, batch),
            may_undo=self.has_add_permission(request) and batch.undone_at is None,
        )

    def _letters(self, request: HttpRequest, batch: ImportBatch) -> str:
        """Return the page on which who may do so looks at and sends the letters about the source that
        ``batch`` still asks for; "" for none."""
        task = task_to_tell_all(batch.pk)
        if task is None or not request.user.has_perm("privacy.change_task"):
            return ""
        return reverse("admin:privacy_task_inform", args=(task.pk,))

    def answer(self, request: HttpRequest, template: str, **facts: Any) -> TemplateResponse:
        """Return a page of the administration."""
        return TemplateResponse(
            request,
            template,
            {**self.admin_site.each_context(request), "opts": self.opts, "has_permission": True, **facts},
        )


def upload_page(model_admin: ImportAdmin, request: HttpRequest, number: UUID) -> HttpResponse:
    """Show where an upload stands: it refreshes itself while the worker is busy; then every row, to confirm
    or give up."""
    upload = Upload.objects.filter(pk=number, uploaded_by=request.user.pk).first()
    if upload is None or not model_admin.has_add_permission(request):
        raise Http404
    if upload.state == State.DONE and upload.batch_id:
        return redirect(reverse("admin:contacts_importbatch_change", args=(upload.batch_id,)))
    if request.method == "POST":
        return _posted(request, upload)
    if upload.state != State.READY:
        return model_admin.answer(
            request,
            "admin/contacts/importbatch/progress.html",
            title=upload.get_state_display(),
            upload=upload,
            total=upload.report.get("read", 0),
        )
    return _preview(model_admin, request, upload)


def _posted(request: HttpRequest, upload: Upload) -> HttpResponse:
    if request.POST.get("do") == "give-up":
        discard_upload(upload)
        messages.success(request, gettext("The file was removed. Nothing was imported."))
        return redirect(reverse("admin:contacts_importbatch_add"))
    if confirm_upload(upload):
        _nudge(upload)
    return redirect(request.path)


def _preview(model_admin: ImportAdmin, request: HttpRequest, upload: Upload) -> HttpResponse:
    try:
        at = max(1, int(request.GET.get("p", "1")))
    except ValueError:
        at = 1
    read = upload.report["read"]
    pages = max(1, -(-read // PAGE))
    at = min(at, pages)
    rows = [(verdict, *OUTCOMES[verdict.outcome]) for verdict in read_verdicts(upload, start=(at - 1) * PAGE)]
    return model_admin.answer(
        request,
        "admin/contacts/importbatch/preview.html",
        title=gettext("Look before you import"),
        upload=upload,
        format=FORMATS.get(upload.format, upload.format),
        mapping=[(heading, FIELDS.get(field, "")) for heading, field in map_headings(upload)],
        counts=[(words, tone, upload.report[outcome]) for outcome, (words, tone) in OUTCOMES.items()],
        rows=rows,
        at=at,
        pages=pages,
        nothing=not (upload.report["created"] or upload.report["updated"]),
    )


def undo_page(model_admin: ImportAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking an import out would remove and keep, and do it when that is confirmed."""
    batch = model_admin.get_object(request, str(pk))
    if batch is None or not model_admin.has_add_permission(request):
        raise Http404
    back = reverse("admin:contacts_importbatch_change", args=(batch.pk,))
    if batch.undone_at is not None:
        messages.warning(request, gettext("This import was taken out before."))
        return redirect(back)
    undone = undo_import(batch, rehearsal=request.method != "POST")
    if request.method == "POST":
        messages.success(
            request,
            gettext("Taken out: %(contacts)d people, %(kept)d stay.")
            % {"contacts": undone.contacts, "kept": len(undone.kept)},
        )
        return redirect(back)
    return model_admin.answer(
        request,
        "admin/contacts/importbatch/undo.html",
        title=gettext("Take this import out?"),
        undone=undone,
        kept=_kept_lines(undone.kept[:REMARKS_SHOWN], request),
        back=back,
    )


def _kept_lines(kept: list[tuple[str, int, str]], request: HttpRequest) -> list[tuple[str, str, str]]:
    """Return of each row that stays what ``request.user`` recognises it by, its page ("" without one) and
    why it stays."""
    lines = []
    for label, number, reason in kept:
        model = apps.get_model(label)
        row = visible_to(
            model._base_manager.filter(pk=number), user=request.user, today=timezone.localdate()
        ).first()
        shown = (
            (title_of(row, reader=request.user), page_of(row))
            if row
            else (f"{label_words(label)} {number}", "")
        )
        lines.append((*shown, reason))
    return lines


def remarks_file(model_admin: ImportAdmin, request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Give every remark of an import as a table: line, outcome and reason, without names."""
    batch = model_admin.get_object(request, str(pk))
    if batch is None or not model_admin.has_view_permission(request, batch):
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="import-{batch.pk}.csv"'}
    return StreamingHttpResponse(_table(batch), content_type="text/csv; charset=utf-8", headers=headers)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _table(batch: ImportBatch) -> Iterator[str]:
    writer = csv.writer(_Echo())
    outcomes = dict(ImportRemark.Outcome.choices)
    yield "\ufeff" + writer.writerow([gettext("line"), gettext("outcome"), gettext("reason")])
    for line, outcome, reason in (
        batch.remarks.order_by("line", "pk").values_list("line", "outcome", "reason").iterator()
    ):
        yield writer.writerow([line, outcomes[outcome], escape_formula(reason)])


def _nudge(upload: Upload) -> None:
    """Ask the worker to go on now; if nobody hears it, the beat does within a minute."""
    number = str(upload.pk)
    transaction.on_commit(
        lambda: current_app.send_task(
            "contacts.tasks.work_on_upload", args=[number], ignore_result=True, retry=False
        ),
        robust=True,
    )
