
import privacy.db.encryption
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.SlugField(max_length=40, verbose_name='purpose')),
                ('what', models.CharField(max_length=100, verbose_name='what was read')),
                ('at', models.DateTimeField(verbose_name='moment')),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'access log',
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('consent', 'consent'), ('objection', 'objection'), ('erasure', 'asked to be forgotten'), ('restriction', 'restriction')], max_length=11, verbose_name='kind')),
                ('purpose', models.SlugField(blank=True, help_text='Empty: every purpose.', max_length=40, verbose_name='purpose')),
                ('starts', models.DateField(verbose_name='in force from')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='in force until')),
                ('source', models.CharField(choices=[('web', 'web form'), ('email', 'e-mail'), ('phone', 'phone'), ('letter', 'letter')], max_length=6, verbose_name='channel')),
                ('wording', models.TextField(blank=True, help_text='The sentence the person saw.', verbose_name='wording')),
                ('lifts_on', models.DateField(blank=True, editable=False, null=True, verbose_name='ends then, if the letter has left')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded on')),
            ],
            options={
                'verbose_name': 'choice',
                'verbose_name_plural': 'choices',
            },
        ),
        migrations.CreateModel(
            name='ClockSuspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('identity', 'who asks'), ('clarification', 'what is meant')], max_length=13)),
                ('asked_on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'question to the person',
                'verbose_name_plural': 'questions to the person',
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100)),
                ('row', models.BigIntegerField()),
                ('field', models.CharField(max_length=60)),
                ('old', privacy.db.encryption.SecretTextField()),
                ('new', privacy.db.encryption.SecretTextField()),
                ('reason', privacy.db.encryption.SecretTextField()),
                ('state', models.CharField(choices=[('proposed', 'to be looked at'), ('accepted', 'accepted'), ('refused', 'not corrected'), ('corrected', 'corrected'), ('dropped', 'no longer asked')], default='proposed', max_length=9)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=200, verbose_name='given to')),
                ('labels', models.JSONField()),
                ('known_as', privacy.db.encryption.SecretTextField()),
                ('given_on', models.DateField(verbose_name='given on')),
                ('reason', models.TextField(verbose_name='reason')),
                ('law', models.CharField(max_length=200, verbose_name='law')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'disclosure to others',
                'verbose_name_plural': 'disclosures to others',
            },
        ),
        migrations.CreateModel(
            name='DoNotCallCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=100, verbose_name='digest of the number')),
                ('listed', models.BooleanField(verbose_name='on the do-not-call list')),
                ('checked_on', models.DateField(verbose_name='looked up on')),
            ],
            options={
                'verbose_name': 'look at the do-not-call list',
                'verbose_name_plural': 'looks at the do-not-call list',
            },
        ),
        migrations.CreateModel(
            name='DutyFulfilled',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('objection', 'that they may object (art. 21(4))'), ('origin', 'where their data came from (art. 14)'), ('lifting', 'that their restriction is lifted (art. 18(3))')], max_length=9, verbose_name='what was told')),
                ('at', models.DateTimeField(verbose_name='moment')),
            ],
            options={
                'verbose_name': 'duty to inform that was done',
                'verbose_name_plural': 'duties to inform that were done',
            },
        ),
        migrations.CreateModel(
            name='ErasureProbe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField(db_index=True, verbose_name='data subject')),
                ('words', privacy.db.encryption.SecretTextField()),
                ('began_on', models.DateField(verbose_name='erased on')),
                ('searched_at', models.DateTimeField(blank=True, null=True, verbose_name='last searched')),
                ('clean_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='nothing left over on')),
                ('found', models.JSONField(default=list, verbose_name='found where it may stand')),
            ],
            options={
                'verbose_name': 'search after an erasure',
                'verbose_name_plural': 'searches after erasures',
            },
        ),
        migrations.CreateModel(
            name='ErasureTrace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField(db_index=True, null=True)),
                ('row', models.BigIntegerField(null=True)),
            ],
            options={
                'verbose_name': 'trace',
                'verbose_name_plural': 'traces',
            },
        ),
        migrations.CreateModel(
            name='FileToDelete',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('covers', models.CharField(blank=True, help_text='The label of a group; empty: everything.', max_length=100, verbose_name='what it covers')),
                ('reason', models.TextField(verbose_name='reason')),
                ('law', models.CharField(max_length=200, verbose_name='law')),
                ('placed_on', models.DateField(verbose_name='placed on')),
                ('review_on', models.DateField(verbose_name='look again on')),
                ('released_on', models.DateField(blank=True, null=True, verbose_name='released on')),
                ('release_reason', models.TextField(blank=True, verbose_name='reason of the release')),
            ],
            options={
                'verbose_name': 'hold',
                'verbose_name_plural': 'holds',
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'e-mail address'), ('phone', 'phone number')], max_length=5)),
                ('digest', models.CharField(db_index=True, max_length=100)),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
            },
        ),
        migrations.CreateModel(
            name='Instance',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('demo', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Latch',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='moment')),
                ('kind', models.SlugField(max_length=40, verbose_name='kind')),
                ('body', models.JSONField(verbose_name='contents')),
                ('previous', models.CharField(max_length=64, verbose_name='seal of the line before')),
                ('mac', models.CharField(max_length=64, verbose_name='seal')),
            ],
            options={
                'verbose_name': 'ledger entry',
                'verbose_name_plural': 'ledger',
            },
        ),
        migrations.CreateModel(
            name='MailedLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('confirm', 'confirm'), ('status', 'status'), ('download', 'download')], max_length=8)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'mailed link',
                'verbose_name_plural': 'mailed links',
            },
        ),
        migrations.CreateModel(
            name='MyDataVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', privacy.db.encryption.SecretTextField()),
                ('language', models.CharField(default='nl', max_length=2)),
                ('link', models.CharField(max_length=64, unique=True)),
                ('session', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('made_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('ends_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'visit to My data',
                'verbose_name_plural': 'visits to My data',
            },
        ),
        migrations.CreateModel(
            name='NoticeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2)),
                ('fingerprint', models.CharField(max_length=64)),
                ('text', models.TextField()),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'version of the notice',
                'verbose_name_plural': 'versions of the notice',
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handler', models.SlugField(max_length=40, verbose_name='kind')),
                ('payload', privacy.db.encryption.SecretTextField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('parked', 'waits for a person'), ('done', 'done'), ('dropped', 'not sent')], default='waiting', max_length=7, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_at', models.DateTimeField(verbose_name='next attempt')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='being sent until')),
                ('leaving_at', models.DateTimeField(blank=True, null=True, verbose_name='given away from')),
                ('trouble', models.SlugField(blank=True, max_length=60, verbose_name='trouble')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='written on')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled on')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'outbox',
            },
        ),
        migrations.CreateModel(
            name='RateLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('window', models.DateTimeField()),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'rate limit',
                'verbose_name_plural': 'rate limits',
            },
        ),
        migrations.CreateModel(
            name='RecipientNotification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=200, verbose_name='given to')),
                ('what', models.CharField(choices=[('corrected', 'corrected'), ('erased', 'erased'), ('restricted', 'put aside, unused')], max_length=10, verbose_name='what happened')),
                ('labels', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'we are telling them'), ('told', 'told'), ('impossible', 'they could not be told'), ('excessive', 'telling them would be out of proportion')], default='waiting', max_length=10, verbose_name='state')),
                ('reason', models.TextField(blank=True, verbose_name='how, or why not')),
                ('opened_on', models.DateField(verbose_name='to be told since')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='settled on')),
            ],
            options={
                'verbose_name': 'change to pass on',
                'verbose_name_plural': 'changes to pass on',
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('access', 'see my data'), ('portability', 'take my data with me'), ('rectification', 'correct my data'), ('erasure', 'forget me'), ('restriction', 'stop using my data for now'), ('objection', 'object to a use of my data'), ('withdrawal', 'withdraw my consent')], max_length=13)),
                ('state', models.CharField(choices=[('unconfirmed', 'waiting for your confirmation'), ('open', 'being handled'), ('approved', 'approved, being carried out'), ('answered', 'answered'), ('refused', 'refused'), ('cancelled', 'cancelled by you'), ('expired', 'never confirmed')], db_index=True, default='unconfirmed', max_length=11)),
                ('channel', models.CharField(choices=[('web', 'web form'), ('email', 'e-mail'), ('phone', 'phone'), ('letter', 'letter')], max_length=6)),
                ('language', models.CharField(default='nl', max_length=2)),
                ('digest', models.CharField(db_index=True, max_length=100)),
                ('purpose', models.SlugField(blank=True, max_length=40)),
                ('address', privacy.db.encryption.SecretTextField()),
                ('postal', privacy.db.encryption.SecretTextField()),
                ('mandate', privacy.db.encryption.SecretTextField()),
                ('details', privacy.db.encryption.SecretTextField()),
                ('doubt', privacy.db.encryption.SecretTextField()),
                ('supplement', privacy.db.encryption.SecretTextField()),
                ('draft', privacy.db.encryption.SecretTextField()),
                ('answer', privacy.db.encryption.SecretTextField()),
                ('ground', privacy.db.encryption.SecretTextField()),
                ('received_at', models.DateTimeField()),
                ('due_on', models.DateField(db_index=True)),
                ('extended_on', models.DateField(blank=True, null=True)),
                ('extension', privacy.db.encryption.SecretTextField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('proposal', privacy.db.encryption.SecretTextField()),
                ('proposed_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'request',
                'verbose_name_plural': 'requests',
            },
        ),
        migrations.CreateModel(
            name='RequestOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100)),
                ('result', models.CharField(choices=[('given', 'given'), ('corrected', 'corrected'), ('refused', 'not corrected'), ('erased', 'erased'), ('restricted', 'put aside, unused'), ('objected', 'used for this no longer'), ('withdrawn', 'consent ended'), ('kept', 'kept')], max_length=10)),
                ('purpose', models.SlugField(blank=True, max_length=40)),
                ('law', models.CharField(blank=True, max_length=200)),
                ('until', models.DateField(blank=True, null=True)),
                ('rows', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'outcome',
                'verbose_name_plural': 'outcomes',
            },
        ),
        migrations.CreateModel(
            name='RequestStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('what', models.SlugField(max_length=20)),
            ],
            options={
                'verbose_name': 'step of a request',
                'verbose_name_plural': 'steps of requests',
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('person', 'person'), ('organisation', 'organisation')], default='person', max_length=12)),
            ],
            options={
                'verbose_name': 'data subject',
                'verbose_name_plural': 'data subjects',
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=100)),
                ('purpose', models.SlugField(blank=True, max_length=40)),
                ('since', models.DateField()),
                ('lifted_on', models.DateField(blank=True, null=True, verbose_name='until they said yes again')),
            ],
            options={
                'verbose_name': 'suppression',
                'verbose_name_plural': 'suppression list',
            },
        ),
        migrations.CreateModel(
            name='SweepLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100, verbose_name='label')),
                ('due', models.PositiveBigIntegerField(default=0, verbose_name='due')),
                ('erased', models.PositiveBigIntegerField(default=0, verbose_name='erased')),
                ('held', models.PositiveBigIntegerField(default=0, verbose_name='held')),
                ('fuse', models.BooleanField(default=False, verbose_name='fuse')),
            ],
            options={
                'verbose_name': 'line of a run',
                'verbose_name_plural': 'lines of runs',
            },
        ),
        migrations.CreateModel(
            name='SweepRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='day it counts for')),
                ('subject', models.UUIDField(blank=True, null=True, verbose_name='data subject')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
            ],
            options={
                'verbose_name': 'run of the sweep',
                'verbose_name_plural': 'runs of the sweep',
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(choices=[('inform', 'tell the person where their data came from (art. 14)'), ('duplicate', 'two people at one address: the same person?'), ('review', 'still needed? decide and give the next date'), ('fuse', 'the sweep stopped before erasing unusually much'), ('request', 'a request nears its last day, or is past it: answer it'), ('hold', 'a hold is due to be looked at: lengthen or release it'), ('leftover', 'something of an erased person was found: look, and take it away'), ('forward', 'tell who received the data that they changed (art. 19)'), ('message', 'a message could not be sent: send it again or let it go'), ('unsent', 'a letter may not be sent and was not: does the person have to hear it in another way?')], max_length=20, verbose_name='kind')),
                ('label', models.CharField(blank=True, max_length=100, verbose_name='label')),
                ('row', models.BigIntegerField(default=0, verbose_name='row number')),
                ('due_on', models.DateField(db_index=True, verbose_name='to do by')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
            },
        ),
    ]
