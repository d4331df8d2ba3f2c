"""The public pages about a person's own data, below ``/privacy/`` in each language."""

from django.urls import path

from privacy.views import download, my_data, notice, requests, schema, visits

urlpatterns = [
    path("", notice.notice, name="notice"),
    path("cookies/", notice.cookies, name="cookies"),
    path("request/", requests.ask, name="privacy_request"),
    path("request/<str:token>/", requests.link, name="privacy_request_link"),
    path("status/<str:token>/", requests.status, name="privacy_status"),
    path("schema/data.json", schema.schema, name="privacy_schema"),
    path("my-data/", my_data.show, name="my_data"),
    path("my-data/link/<str:token>/", visits.link, name="my_data_link"),
    path("my-data/<slug:act>/", my_data.act, name="my_data_act"),
    path("download/<str:token>/", download.download, name="privacy_download"),
]
