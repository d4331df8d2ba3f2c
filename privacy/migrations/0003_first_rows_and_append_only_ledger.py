"""One latch, one instance, and a ledger to which lines are only ever added."""

from __future__ import annotations

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from privacy.db.triggers import append_only


def make_rows(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("privacy", "Latch").objects.get_or_create(pk=1)
    if not apps.get_model("privacy", "Instance").objects.exists():
        apps.get_model("privacy", "Instance").objects.create()


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_links_between_tables")]
    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop), append_only("privacy_ledgerentry")]
