
import django.db.models.deletion
import privacy.encryption
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0011_visits_to_my_data'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='choice',
            name='lifting',
            field=models.ForeignKey(blank=True, editable=False, help_text='A restriction ends when this letter has left (GDPR art. 18(3)).', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.message', verbose_name='letter that says it ends'),
        ),
        migrations.AddField(
            model_name='choice',
            name='lifts_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='ends then, if the letter has left'),
        ),
        migrations.AddField(
            model_name='choice',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='choices', to='privacy.request', verbose_name='request'),
        ),
        migrations.AlterField(
            model_name='outcome',
            name='result',
            field=models.CharField(choices=[('given', 'given'), ('corrected', 'corrected'), ('refused', 'not corrected'), ('erased', 'erased'), ('restricted', 'put aside, unused'), ('objected', 'used for this no longer'), ('withdrawn', 'consent ended'), ('kept', 'kept')], max_length=10),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100)),
                ('row', models.BigIntegerField()),
                ('field', models.CharField(max_length=60)),
                ('old', privacy.encryption.SecretTextField()),
                ('new', privacy.encryption.SecretTextField()),
                ('reason', privacy.encryption.SecretTextField()),
                ('state', models.CharField(choices=[('proposed', 'to be looked at'), ('accepted', 'accepted'), ('refused', 'not corrected'), ('corrected', 'corrected'), ('dropped', 'no longer asked')], default='proposed', max_length=9)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='corrections', to='privacy.request')),
                ('subject', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='privacy.subject')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'accepted'))), fields=('request', 'label', 'row', 'field'), name='correction_once_per_field')],
            },
        ),
    ]
