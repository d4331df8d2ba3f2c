"""Words for fields, so that staff read them in their language; nothing changes in the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0006_task_about_a_message'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='accesslog',
            name='at',
            field=models.DateTimeField(verbose_name='moment'),
        ),
        migrations.AlterField(
            model_name='accesslog',
            name='purpose',
            field=models.SlugField(max_length=40, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='accesslog',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AlterField(
            model_name='accesslog',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member of staff'),
        ),
        migrations.AlterField(
            model_name='accesslog',
            name='what',
            field=models.CharField(max_length=100, verbose_name='what was read'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='ends',
            field=models.DateField(blank=True, null=True, verbose_name='in force until'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='kind',
            field=models.CharField(choices=[('consent', 'consent'), ('objection', 'objection'), ('erasure', 'asked to be forgotten'), ('restriction', 'restriction')], max_length=11, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.noticeversion', verbose_name='version of the notice'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='purpose',
            field=models.SlugField(blank=True, help_text='Empty: every purpose.', max_length=40, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='recorded_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='recorded on'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='source',
            field=models.CharField(choices=[('web', 'web form'), ('email', 'e-mail'), ('phone', 'phone'), ('letter', 'letter')], max_length=6, verbose_name='channel'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='starts',
            field=models.DateField(verbose_name='in force from'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AlterField(
            model_name='choice',
            name='wording',
            field=models.TextField(blank=True, help_text='The sentence the person saw.', verbose_name='wording'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='covers',
            field=models.CharField(blank=True, help_text='The label of a group; empty: everything.', max_length=100, verbose_name='what it covers'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='law',
            field=models.CharField(max_length=200, verbose_name='law'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='placed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='placed by'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='placed_on',
            field=models.DateField(verbose_name='placed on'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='reason',
            field=models.TextField(verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='release_reason',
            field=models.TextField(blank=True, verbose_name='reason of the release'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='released_on',
            field=models.DateField(blank=True, null=True, verbose_name='released on'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='review_on',
            field=models.DateField(verbose_name='look again on'),
        ),
        migrations.AlterField(
            model_name='hold',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='at',
            field=models.DateTimeField(verbose_name='moment'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='body',
            field=models.JSONField(verbose_name='contents'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='kind',
            field=models.SlugField(max_length=40, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='mac',
            field=models.CharField(max_length=64, verbose_name='seal'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='previous',
            field=models.CharField(max_length=64, verbose_name='seal of the line before'),
        ),
        migrations.AlterField(
            model_name='message',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='attempts'),
        ),
        migrations.AlterField(
            model_name='message',
            name='handler',
            field=models.SlugField(max_length=40, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='message',
            name='leased_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='being sent until'),
        ),
        migrations.AlterField(
            model_name='message',
            name='made_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='written on'),
        ),
        migrations.AlterField(
            model_name='message',
            name='next_at',
            field=models.DateTimeField(verbose_name='next attempt'),
        ),
        migrations.AlterField(
            model_name='message',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='privacy.request', verbose_name='request'),
        ),
        migrations.AlterField(
            model_name='message',
            name='settled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='settled on'),
        ),
        migrations.AlterField(
            model_name='message',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('parked', 'waits for a person'), ('done', 'done'), ('dropped', 'not sent')], default='waiting', max_length=7, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='message',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AlterField(
            model_name='message',
            name='trouble',
            field=models.SlugField(blank=True, max_length=60, verbose_name='trouble'),
        ),
        migrations.AlterField(
            model_name='run',
            name='as_of',
            field=models.DateField(verbose_name='day it counts for'),
        ),
        migrations.AlterField(
            model_name='run',
            name='finished_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='finished'),
        ),
        migrations.AlterField(
            model_name='run',
            name='started_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='started'),
        ),
        migrations.AlterField(
            model_name='run',
            name='subject',
            field=models.UUIDField(blank=True, null=True, verbose_name='data subject'),
        ),
        migrations.AlterField(
            model_name='runline',
            name='due',
            field=models.PositiveBigIntegerField(default=0, verbose_name='due'),
        ),
        migrations.AlterField(
            model_name='runline',
            name='erased',
            field=models.PositiveBigIntegerField(default=0, verbose_name='erased'),
        ),
        migrations.AlterField(
            model_name='runline',
            name='fuse',
            field=models.BooleanField(default=False, verbose_name='fuse'),
        ),
        migrations.AlterField(
            model_name='runline',
            name='held',
            field=models.PositiveBigIntegerField(default=0, verbose_name='held'),
        ),
        migrations.AlterField(
            model_name='runline',
            name='label',
            field=models.CharField(max_length=100, verbose_name='label'),
        ),
        migrations.AlterField(
            model_name='runline',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='privacy.run', verbose_name='run of the sweep'),
        ),
        migrations.AlterField(
            model_name='task',
            name='done_on',
            field=models.DateField(blank=True, null=True, verbose_name='done on'),
        ),
        migrations.AlterField(
            model_name='task',
            name='due_on',
            field=models.DateField(db_index=True, verbose_name='to do by'),
        ),
        migrations.AlterField(
            model_name='task',
            name='kind',
            field=models.SlugField(choices=[('inform', 'tell the person where their data came from (art. 14)'), ('duplicate', 'two people at one address: the same person?'), ('review', 'still needed? decide and give the next date'), ('fuse', 'the sweep stopped before erasing unusually much'), ('message', 'a message could not be sent: send it again or let it go')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='task',
            name='label',
            field=models.CharField(blank=True, max_length=100, verbose_name='label'),
        ),
        migrations.AlterField(
            model_name='task',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for whom'),
        ),
        migrations.AlterField(
            model_name='task',
            name='row',
            field=models.BigIntegerField(default=0, verbose_name='row number'),
        ),
        migrations.AlterField(
            model_name='task',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='privacy.subject', verbose_name='data subject'),
        ),
    ]
