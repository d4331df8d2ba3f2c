"""An index of the words that find people: names, places, companies, addresses and numbers."""

from django.db import migrations

from privacy.findable import WordIndex


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0005_words_for_fields'),
    ]

    operations = [
        WordIndex('company', ['name', 'number', 'city']),
        WordIndex('contact', ['first_name', 'last_name', 'city']),
        WordIndex('contactpoint', ['value']),
    ]
