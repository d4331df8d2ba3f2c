from django.db import migrations

from privacy.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_the_client_register")]

    operations = [
        frozen(
            "contacts_invoice",
            ["number", "issued_on", "chargeable_on", "amount", "vat"],
            when="{row}.number IS NOT NULL",
            may_blank=["billed_name", "billed_address", "lines", "document"],
        ),
    ]
