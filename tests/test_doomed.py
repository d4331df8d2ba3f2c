"""What lies outside the rows goes too: files of erased rows, and files that no row ever came to know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from privacy.models import FileToDelete
from privacy.retention import stored_files
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_file_that_no_row_knows_goes_once_it_is_old_enough_and_an_invoice_stays() -> None:
    invoice = cast.pieter().subject.invoices.get()
    orphan = default_storage.save("invoices/2026/left-behind.pdf", ContentFile(b"%PDF"))

    stored_files.remove_orphans(now=timezone.now())
    assert default_storage.exists(orphan), "it may belong to a row about to be committed"

    assert stored_files.remove_orphans(now=timezone.now() + timedelta(hours=2)) >= 1
    assert not default_storage.exists(orphan)
    assert default_storage.exists(str(invoice.document.name))


def test_a_doomed_file_stays_on_the_list_until_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    name = default_storage.save("invoices/2026/doomed.pdf", ContentFile(b"%PDF"))
    listed = FileToDelete.objects.create(name=name)

    def refuse(self: object, name: str) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(type(default_storage._wrapped), "delete", refuse)  # type: ignore[attr-defined]
        assert stored_files.remove_files() == 0
    assert FileToDelete.objects.filter(pk=listed.pk).exists()

    assert stored_files.remove_files() == 1
    assert not default_storage.exists(str(name))
    assert not FileToDelete.objects.exists()
