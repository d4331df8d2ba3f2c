"""The plain files of invoices and uploads are sealed: privacy/files/taking_in.py says how."""

from typing import Any

from django.db import migrations

from privacy.files.taking_in import remove_plain_files_to_delete, take_in_plain_files

NAMING = (("Invoice", "document"), ("Upload", "file"))


def take_in(apps: Any, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    remove_plain_files_to_delete(apps=apps, using=using)
    for model, field in NAMING:
        rows = apps.get_model("contacts", model)._base_manager.using(using).exclude(**{field: ""})
        take_in_plain_files(list(rows.values_list(field, flat=True)), apps=apps, using=using)


class Migration(migrations.Migration):
    # Each file in a transaction of its own: whoever is killed goes on where it was.
    atomic = False

    dependencies = [
        ("contacts", "0004_what_a_form_said"),
        ("privacy", "0014_stored_files"),
    ]

    # Not undone: there was no need for a file in clear.
    operations = [migrations.RunPython(take_in, migrations.RunPython.noop)]
