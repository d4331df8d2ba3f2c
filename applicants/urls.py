"""The pages of applicants, in each language."""

from django.urls import path

from applicants.public import jobs, reserve
from applicants.public.feed import OpeningsFeed

urlpatterns = [
    path("jobs/", jobs.list_jobs, name="jobs"),
    path("jobs/feed/", OpeningsFeed(), name="jobs_feed"),
    path("jobs/<slug:slug>/", jobs.show_job, name="job"),
    path("application/<str:token>/later/", reserve.show_reserve, name="reserve"),
]
