"""The pages of applicants, in each language."""

from django.urls import path

from applicants.public import apply, jobs, receipt, receipt_acts, reserve
from applicants.public.feed import OpeningsFeed

urlpatterns = [
    path("jobs/", jobs.list_jobs, name="jobs"),
    path("jobs/feed/", OpeningsFeed(), name="jobs_feed"),
    path("jobs/<slug:slug>/", jobs.show_job, name="job"),
    path("application/<str:token>/later/", reserve.show_reserve, name="reserve"),
    path("jobs/<slug:slug>/apply/", apply.apply, name="apply"),
    path("jobs/<slug:slug>/apply/sent/", apply.show_sent, name="apply_sent"),
    path("application/<str:token>/", receipt.show_application, name="application"),
    path("application/<str:token>/document/", receipt_acts.send_document, name="application_document"),
    path("application/<str:token>/letter/", receipt_acts.change_letter, name="application_letter"),
    path("application/<str:token>/withdraw/", receipt_acts.withdraw, name="application_withdraw"),
    path("application/<str:token>/<uuid:reference>/<str:copy>/", receipt.open_file, name="application_file"),
]
