"""The addresses of SOM: Dutch unprefixed, French and English below ``/fr/`` and ``/en/``."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from som import pages

handler500 = "som.pages.show_error"

urlpatterns = [
    path("healthz/", pages.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("som.staff.urls")),
    *i18n_patterns(
        path("", pages.home, name="home"),
        path("", include("contacts.urls")),
        path("", include("applicants.urls")),
        path("privacy/", include("privacy.urls")),
        prefix_default_language=False,
    ),
]
