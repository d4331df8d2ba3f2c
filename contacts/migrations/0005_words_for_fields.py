"""Words for fields, so that staff read them in their language; nothing changes in the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0004_uploaded_address_books'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='assignment',
            name='company',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='contacts.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='contacts.contact', verbose_name='contact'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='company',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contacts', to='contacts.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='contactpoint',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='contacts.contact', verbose_name='contact'),
        ),
        migrations.AlterField(
            model_name='contactpoint',
            name='kind',
            field=models.CharField(choices=[('email', 'e-mail address'), ('phone', 'phone number')], max_length=5, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='contactrole',
            name='assignment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='contacts.assignment', verbose_name='assignment'),
        ),
        migrations.AlterField(
            model_name='contactrole',
            name='company',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='contacts.company', verbose_name='company'),
        ),
        migrations.AlterField(
            model_name='contactrole',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='contacts.contact', verbose_name='contact'),
        ),
        migrations.AlterField(
            model_name='contacttag',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='contacts.contact', verbose_name='contact'),
        ),
        migrations.AlterField(
            model_name='contacttag',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='contacts.tag', verbose_name='tag'),
        ),
        migrations.AlterField(
            model_name='enquiry',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to='contacts.contact', verbose_name='contact'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='created',
            field=models.PositiveIntegerField(default=0, verbose_name='new people'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='fingerprint',
            field=models.CharField(max_length=64, verbose_name='fingerprint'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='finished_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='finished'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='format',
            field=models.CharField(max_length=20, verbose_name='format'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='rows_done',
            field=models.PositiveIntegerField(default=0, verbose_name='rows done'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='started_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='started'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='started_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='undone_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='taken out on'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='updated',
            field=models.PositiveIntegerField(default=0, verbose_name='people completed'),
        ),
        migrations.AlterField(
            model_name='interaction',
            name='assignment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interactions', to='contacts.assignment', verbose_name='assignment'),
        ),
        migrations.AlterField(
            model_name='interaction',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interactions', to='contacts.contact', verbose_name='contact'),
        ),
        migrations.AlterField(
            model_name='interaction',
            name='enquiry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interactions', to='contacts.enquiry', verbose_name='enquiry'),
        ),
        migrations.AlterField(
            model_name='invoice',
            name='assignment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invoices', to='contacts.assignment', verbose_name='assignment'),
        ),
    ]
