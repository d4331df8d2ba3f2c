
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='accesslog',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member of staff'),
        ),
        migrations.AddField(
            model_name='choice',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='correction',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='donotcallcheck',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked up by'),
        ),
        migrations.AddField(
            model_name='hold',
            name='placed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='placed by'),
        ),
        migrations.AddConstraint(
            model_name='noticeversion',
            constraint=models.UniqueConstraint(fields=('language', 'fingerprint'), name='notice_once_per_text'),
        ),
        migrations.AddField(
            model_name='choice',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.noticeversion', verbose_name='version of the notice'),
        ),
        migrations.AddField(
            model_name='choice',
            name='lifting',
            field=models.ForeignKey(blank=True, editable=False, help_text='A restriction ends when this letter has left (GDPR art. 18(3)).', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.outboxmessage', verbose_name='letter that says it ends'),
        ),
        migrations.AddConstraint(
            model_name='ratelimit',
            constraint=models.UniqueConstraint(fields=('key', 'window'), name='ratelimit_once_per_window'),
        ),
        migrations.AddField(
            model_name='recipientnotification',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='request',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='request',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='follow_ups', to='privacy.request'),
        ),
        migrations.AddField(
            model_name='request',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recipientnotification',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notifications', to='privacy.request'),
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='privacy.request', verbose_name='request'),
        ),
        migrations.AddField(
            model_name='mailedlink',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='privacy.request'),
        ),
        migrations.AddField(
            model_name='hold',
            name='request',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='holds', to='privacy.request', verbose_name='request'),
        ),
        migrations.AddField(
            model_name='correction',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='corrections', to='privacy.request'),
        ),
        migrations.AddField(
            model_name='clocksuspension',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to='privacy.request'),
        ),
        migrations.AddField(
            model_name='choice',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='choices', to='privacy.request', verbose_name='request'),
        ),
        migrations.AddField(
            model_name='requestoutcome',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='privacy.request'),
        ),
        migrations.AddField(
            model_name='requeststep',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='requeststep',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='privacy.request'),
        ),
        migrations.AddField(
            model_name='request',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='privacy.subject'),
        ),
        migrations.AddField(
            model_name='recipientnotification',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to='privacy.subject'),
        ),
        migrations.AddField(
            model_name='outboxmessage',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddField(
            model_name='mydatavisit',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='privacy.subject'),
        ),
        migrations.AddField(
            model_name='hold',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddField(
            model_name='dutyfulfilled',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties_fulfilled', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddField(
            model_name='donotcallcheck',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='do_not_call_checks', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddField(
            model_name='correction',
            name='subject',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='privacy.subject'),
        ),
        migrations.AddField(
            model_name='choice',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddField(
            model_name='accesslog',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddConstraint(
            model_name='suppression',
            constraint=models.UniqueConstraint(fields=('digest', 'purpose'), name='suppression_once_per_purpose'),
        ),
        migrations.AddField(
            model_name='erasuretrace',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='traces', to='privacy.sweepline'),
        ),
        migrations.AddField(
            model_name='sweepline',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='privacy.sweeprun', verbose_name='run of the sweep'),
        ),
        migrations.AddField(
            model_name='task',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for whom'),
        ),
        migrations.AddField(
            model_name='task',
            name='subject',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='privacy.subject', verbose_name='data subject'),
        ),
        migrations.AddConstraint(
            model_name='clocksuspension',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_on', None)), fields=('request',), name='suspension_one_open'),
        ),
        migrations.AddConstraint(
            model_name='clocksuspension',
            constraint=models.CheckConstraint(condition=models.Q(('answered_on', None), ('answered_on__gte', models.F('asked_on')), _connector='OR'), name='suspension_answered_after_asked'),
        ),
        migrations.AddConstraint(
            model_name='recipientnotification',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), models.Q(('settled_on__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='notification_says_how'),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(fields=['state', 'next_at'], name='message_waiting'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(fields=('subject', 'kind', 'digest'), name='identifier_once_per_subject'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), ('released_on__isnull', False), _connector='OR'), name='hold_has_a_reason'),
        ),
        migrations.AddIndex(
            model_name='dutyfulfilled',
            index=models.Index(fields=['subject', 'what'], name='duty_fulfilled_to_whom'),
        ),
        migrations.AddIndex(
            model_name='donotcallcheck',
            index=models.Index(fields=['subject', 'checked_on'], name='donotcallcheck_of_subject'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='disclosure_says_to_whom_and_why'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'accepted'))), fields=('request', 'label', 'row', 'field'), name='correction_once_per_field'),
        ),
        migrations.AddIndex(
            model_name='choice',
            index=models.Index(fields=['subject', 'kind', 'starts'], name='choice_of_subject'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='choice_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('subject', 'kind', 'purpose'), name='choice_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='sweepline',
            constraint=models.UniqueConstraint(fields=('run', 'label'), name='sweepline_once_per_label'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(condition=models.Q(('done_on__isnull', True)), fields=('kind', 'subject', 'label', 'row'), name='task_open_once'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(condition=models.Q(('done_on__isnull', True), ('subject__isnull', True)), fields=('kind', 'label', 'row'), name='task_open_once_about_nobody'),
        ),
    ]
