"""The words that find people, kept so that one that is struck out leaves the file at once (``docs/decisions/0012``)."""

from django.db import migrations

from privacy.findable import WordIndex


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0007_questions_that_wait'),
    ]

    operations = [
        WordIndex('company', ['name', 'number', 'city'], anew=True),
        WordIndex('contact', ['first_name', 'last_name', 'city'], anew=True),
        WordIndex('contactpoint', ['value'], anew=True),
    ]
