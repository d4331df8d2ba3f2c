"""Issued invoices are frozen, and the words that find people are indexed."""

from django.db import migrations

from privacy.db.word_index import WordIndex
from privacy.db.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_client_register")]
    operations = [
        frozen(
            "contacts_invoice",
            ["number", "issued_on", "chargeable_on", "amount", "vat"],
            when="{row}.number IS NOT NULL",
            may_blank=["billed_name", "billed_address", "lines", "document"],
        ),
        WordIndex("company", ["name", "number", "city"]),
        WordIndex("contact", ["first_name", "last_name", "city"]),
        WordIndex("contactpoint", ["value"]),
    ]
