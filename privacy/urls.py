"""The public pages about a person's own data, below ``/privacy/`` in each language."""

from django.urls import path

from privacy.views import download, my_data, notice, requests, schema, second_person, visits

urlpatterns = [
    path("", notice.show_notice, name="notice"),
    path("cookies/", notice.show_cookies, name="cookies"),
    path("request/", requests.submit_request, name="privacy_request"),
    path("request/<str:token>/", requests.confirm_request, name="privacy_request_link"),
    path("status/<str:token>/", requests.follow_request, name="privacy_status"),
    path("second/<str:token>/", second_person.confirm_refusal, name="privacy_second"),
    path("schema/data.json", schema.show_schema, name="privacy_schema"),
    path("my-data/", my_data.show_my_data, name="my_data"),
    path("my-data/link/<str:token>/", visits.open_visit, name="my_data_link"),
    path("my-data/<slug:act>/", my_data.perform_act, name="my_data_act"),
    path("download/<str:token>/", download.download_copy, name="privacy_download"),
]
