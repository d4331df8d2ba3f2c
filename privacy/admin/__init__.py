"""The pages on which staff work with privacy: requests, holds, disclosures, tasks, and what was done.

Registered here, each page by its table: what is not named has no page in the administration.
"""

from django.contrib import admin

from privacy import models
from privacy.admin.access_log import AccessLogAdmin
from privacy.admin.choices import ChoiceAdmin
from privacy.admin.disclosures import DisclosureAdmin, RecipientNotificationAdmin
from privacy.admin.evidence import LedgerEntryAdmin, SweepRunAdmin
from privacy.admin.holds import HoldAdmin
from privacy.admin.outbox import OutboxMessageAdmin
from privacy.admin.requests.inbox import RequestAdmin
from privacy.admin.tasks import TaskAdmin

admin.site.register(models.AccessLog, AccessLogAdmin)
admin.site.register(models.Choice, ChoiceAdmin)
admin.site.register(models.Disclosure, DisclosureAdmin)
admin.site.register(models.Hold, HoldAdmin)
admin.site.register(models.LedgerEntry, LedgerEntryAdmin)
admin.site.register(models.OutboxMessage, OutboxMessageAdmin)
admin.site.register(models.RecipientNotification, RecipientNotificationAdmin)
admin.site.register(models.Request, RequestAdmin)
admin.site.register(models.SweepRun, SweepRunAdmin)
admin.site.register(models.Task, TaskAdmin)
