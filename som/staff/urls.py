"""The pages of signing in and of one's own account: allauth's, some of them better guarded.

A page that changes something writes the letter that tells of it in the same transaction.
"""

from __future__ import annotations

from allauth.account import views
from django.db import transaction
from django.urls import include, path, re_path

from som.staff import language
from som.staff.signing_in_anew import after_giving_factor_anew, after_signing_in_anew

urlpatterns = [
    path("language/", language.choose_language, name="staff_language"),
    path("email/", transaction.atomic(views.email), name="account_email"),
    path(
        "password/change/",
        after_giving_factor_anew(transaction.atomic(views.password_change)),
        name="account_change_password",
    ),
    path(
        "password/set/",
        after_signing_in_anew(transaction.atomic(views.password_set)),
        name="account_set_password",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        transaction.atomic(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$",
        transaction.atomic(views.confirm_email),
        name="account_confirm_email",
    ),
    path("", include("allauth.urls")),
]
