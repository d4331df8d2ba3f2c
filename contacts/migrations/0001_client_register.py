
import contacts.models.imports
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy', '0002_links_between_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InvoiceCounter',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
            },
        ),
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='street and number')),
                ('postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('country', models.CharField(blank=True, max_length=100, verbose_name='country')),
                ('name', models.CharField(db_index=True, max_length=200, verbose_name='name')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='enterprise number')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='general e-mail address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='general phone number')),
                ('last_activity_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='last activity')),
                ('collected_on', models.DateField(verbose_name='known since')),
                ('subject', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='companies', to='privacy.subject')),
            ],
            options={
                'verbose_name': 'company',
                'verbose_name_plural': 'companies',
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='street and number')),
                ('postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('country', models.CharField(blank=True, max_length=100, verbose_name='country')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, db_index=True, max_length=150, verbose_name='last name')),
                ('language', models.CharField(choices=[('nl', 'nl'), ('fr', 'fr'), ('en', 'en')], default='nl', max_length=2, verbose_name='language')),
                ('origin', models.CharField(choices=[('question', 'asked us a question'), ('assignment', 'gave us an assignment'), ('application', 'applied for a position'), ('newsletter', 'subscribed to the newsletter'), ('staff', 'entered by staff'), ('import', 'imported from an earlier client file')], max_length=11, verbose_name='origin')),
                ('source', models.CharField(blank=True, help_text='Who or what gave us these data, if not the person.', max_length=200, verbose_name='source')),
                ('client_since', models.DateField(blank=True, null=True, verbose_name='in the client file since')),
                ('last_activity_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='last activity')),
                ('collected_on', models.DateField(verbose_name='known since')),
                ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contacts', to='contacts.company', verbose_name='company')),
                ('notice', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.noticeversion')),
                ('subject', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='privacy.subject')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('folder', models.URLField(blank=True, verbose_name='project folder')),
                ('opened_on', models.DateField(verbose_name='opened')),
                ('closed_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='closed')),
                ('subject', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='privacy.subject')),
                ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='contacts.company', verbose_name='company')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='contacts.contact', verbose_name='contact')),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
            },
        ),
        migrations.CreateModel(
            name='ContactRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=100, verbose_name='role')),
                ('assignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='contacts.assignment', verbose_name='assignment')),
                ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='contacts.company', verbose_name='company')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='contacts.contact', verbose_name='contact')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
            },
        ),
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('web', 'web form'), ('email', 'e-mail'), ('phone', 'phone'), ('letter', 'letter')], default='web', max_length=6, verbose_name='channel')),
                ('question', models.TextField(verbose_name='question')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('received_on', models.DateField(db_index=True, verbose_name='received')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to='contacts.contact', verbose_name='contact')),
            ],
            options={
                'verbose_name': 'enquiry',
                'verbose_name_plural': 'enquiries',
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('format', models.CharField(max_length=20, verbose_name='format')),
                ('rows_done', models.PositiveIntegerField(default=0, verbose_name='rows done')),
                ('created', models.PositiveIntegerField(default=0, verbose_name='new people')),
                ('updated', models.PositiveIntegerField(default=0, verbose_name='people completed')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='taken out on')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
            },
        ),
        migrations.CreateModel(
            name='FilledValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=30)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='filled', to='contacts.importbatch')),
            ],
            options={
                'verbose_name': 'value filled in by an import',
                'verbose_name_plural': 'values filled in by imports',
            },
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'e-mail address'), ('phone', 'phone number')], max_length=5, verbose_name='kind')),
                ('value', models.CharField(db_index=True, max_length=254, verbose_name='address or number')),
                ('label', models.CharField(blank=True, max_length=60, verbose_name='label')),
                ('preferred', models.BooleanField(default=False, verbose_name='preferred')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='verified')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='contacts.contact', verbose_name='contact')),
                ('batch', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='points', to='contacts.importbatch')),
            ],
            options={
                'verbose_name': 'way to reach a contact',
                'verbose_name_plural': 'ways to reach contacts',
            },
        ),
        migrations.AddField(
            model_name='contact',
            name='batch',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contacts', to='contacts.importbatch'),
        ),
        migrations.AddField(
            model_name='company',
            name='batch',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='companies', to='contacts.importbatch'),
        ),
        migrations.CreateModel(
            name='ImportRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('outcome', models.CharField(choices=[('skipped', 'skipped'), ('refused', 'refused'), ('warning', 'imported, but look')], max_length=7)),
                ('reason', models.CharField(max_length=200)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='contacts.importbatch')),
            ],
            options={
                'verbose_name': 'remark of an import',
                'verbose_name_plural': 'remarks of imports',
            },
        ),
        migrations.CreateModel(
            name='Interaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('phone', 'phone'), ('email', 'e-mail'), ('meeting', 'meeting'), ('letter', 'letter')], max_length=7, verbose_name='channel')),
                ('purpose', models.SlugField(max_length=40, verbose_name='purpose')),
                ('held_on', models.DateField(db_index=True, verbose_name='date')),
                ('note', models.TextField(verbose_name='note')),
                ('assignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interactions', to='contacts.assignment', verbose_name='assignment')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interactions', to='contacts.contact', verbose_name='contact')),
                ('enquiry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interactions', to='contacts.enquiry', verbose_name='enquiry')),
            ],
            options={
                'verbose_name': 'talk',
                'verbose_name_plural': 'talks',
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, editable=False, max_length=20, null=True, unique=True, verbose_name='number')),
                ('issued_on', models.DateField(blank=True, db_index=True, editable=False, null=True, verbose_name='issued')),
                ('chargeable_on', models.DateField(blank=True, editable=False, null=True, verbose_name='VAT chargeable')),
                ('amount', models.DecimalField(decimal_places=2, default=0, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='amount, EUR')),
                ('vat', models.DecimalField(decimal_places=2, default=0, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='VAT, EUR')),
                ('lines', models.JSONField(default=list, verbose_name='lines')),
                ('billed_name', models.CharField(blank=True, editable=False, max_length=300, verbose_name='billed to')),
                ('billed_address', models.TextField(blank=True, editable=False, verbose_name='billing address')),
                ('document', models.FileField(blank=True, editable=False, max_length=200, upload_to='', verbose_name='document')),
                ('assignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invoices', to='contacts.assignment', verbose_name='assignment')),
                ('subject', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='privacy.subject')),
            ],
            options={
                'verbose_name': 'invoice',
                'verbose_name_plural': 'invoices',
            },
        ),
        migrations.CreateModel(
            name='ContactTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='contacts.contact', verbose_name='contact')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='contacts.tag', verbose_name='tag')),
            ],
            options={
                'verbose_name': 'tag on a contact',
                'verbose_name_plural': 'tags on contacts',
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file', models.FileField(upload_to=contacts.models.imports.private_name)),
                ('format', models.CharField(max_length=20)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('reading', 'being read'), ('ready', 'waits for you'), ('storing', 'being imported'), ('done', 'imported'), ('failed', 'could not be imported')], default='reading', max_length=7)),
                ('report', models.JSONField(default=dict)),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('trouble', models.CharField(blank=True, max_length=200)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.importbatch')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'uploaded address book',
                'verbose_name_plural': 'uploaded address books',
            },
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('company__isnull', False), ('contact__isnull', True)), models.Q(('company__isnull', True), ('contact__isnull', False)), _connector='OR'), name='assignment_of_one_client'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='assignment_closes_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='contactrole',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('assignment__isnull', True), ('company__isnull', False)), models.Q(('assignment__isnull', False), ('company__isnull', True)), _connector='OR'), name='role_for_one_thing'),
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(condition=models.Q(('answered_on', None)), fields=['received_on'], name='enquiry_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True), ('undone_at__isnull', True)), fields=('fingerprint',), name='import_one_in_progress'),
        ),
        migrations.AddConstraint(
            model_name='contactpoint',
            constraint=models.UniqueConstraint(fields=('contact', 'kind', 'value'), name='contactpoint_once_per_contact'),
        ),
        migrations.AddConstraint(
            model_name='contactpoint',
            constraint=models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('contact', 'kind'), name='contactpoint_one_preferred'),
        ),
        migrations.AddConstraint(
            model_name='contactpoint',
            constraint=models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='contactpoint_has_a_value'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['question', 'assignment', 'application', 'newsletter', 'staff', 'import'])), name='contact_has_an_origin'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['question', 'assignment', 'application', 'newsletter']), models.Q(('source', ''), _negated=True), _connector='OR'), name='contact_source_if_not_the_person'),
        ),
        migrations.AddIndex(
            model_name='company',
            index=models.Index(django.db.models.functions.text.Lower('name'), name='company_name_lower'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chargeable_on__isnull', True), ('issued_on__isnull', True), ('number__isnull', True)), models.Q(('chargeable_on__isnull', False), ('issued_on__isnull', False), ('number__isnull', False)), _connector='OR'), name='invoice_issued_or_draft'),
        ),
        migrations.AddConstraint(
            model_name='contacttag',
            constraint=models.UniqueConstraint(fields=('contact', 'tag'), name='contacttag_once'),
        ),
    ]
