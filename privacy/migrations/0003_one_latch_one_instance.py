"""The latch and the instance are one row each, there from the start."""

from __future__ import annotations

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_rows(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("privacy", "Latch").objects.get_or_create(pk=1)
    if not apps.get_model("privacy", "Instance").objects.exists():
        apps.get_model("privacy", "Instance").objects.create()


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_links_between_them")]
    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop)]
