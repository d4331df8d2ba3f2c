from django.db import migrations

from privacy.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_one_latch_one_instance")]

    operations = [append_only("privacy_ledgerentry")]
