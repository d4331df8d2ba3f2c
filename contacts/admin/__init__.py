"""The pages on which staff work with the client register, each registered here by its table."""

from django.contrib import admin

from contacts import models
from contacts.admin.assignments import AssignmentAdmin
from contacts.admin.companies import CompanyAdmin
from contacts.admin.contacts import ContactAdmin
from contacts.admin.enquiries import EnquiryAdmin
from contacts.admin.imports import ImportAdmin
from contacts.admin.interactions import InteractionAdmin
from contacts.admin.invoices import InvoiceAdmin
from contacts.admin.tags import TagAdmin

admin.site.register(models.ImportBatch, ImportAdmin)
admin.site.register(models.Invoice, InvoiceAdmin)
admin.site.register(models.Contact, ContactAdmin)
admin.site.register(models.Company, CompanyAdmin)
admin.site.register(models.Tag, TagAdmin)
admin.site.register(models.Assignment, AssignmentAdmin)
admin.site.register(models.Enquiry, EnquiryAdmin)
admin.site.register(models.Interaction, InteractionAdmin)
