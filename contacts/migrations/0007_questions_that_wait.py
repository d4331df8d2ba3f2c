"""The questions that wait for an answer are found without looking at the others."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0006_words_that_find_people'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(condition=models.Q(('answered_on', None)), fields=['received_on'], name='enquiry_unanswered'),
        ),
    ]
