"""The pages on which staff work on selections, each registered here by its table."""

from django.contrib import admin

from applicants import models
from applicants.admin.applications import ApplicationAdmin
from applicants.admin.positions import PositionAdmin

admin.site.register(models.Position, PositionAdmin)
admin.site.register(models.Application, ApplicationAdmin)
