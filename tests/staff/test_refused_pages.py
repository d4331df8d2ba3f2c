"""A page that says no looks like ours, in the language of whoever reads it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from som.models import User
from tests.staff.browsing import signed_in
from tests.staff.people import director, staff

pytestmark = pytest.mark.django_db
LANGUAGES = ["nl", "fr", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_may_not_see_a_page_reads_so(language: str) -> None:
    client = signed_in(staff("Bookkeeping"))
    User.objects.update(language=language)
    answer = client.get(reverse("admin:privacy_sweeprun_changelist"))
    assert answer.status_code == 403
    with translation.override(language):
        assert f"<h1>{translation.gettext('No access')}</h1>" in answer.text
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_without_its_mark_asks_to_send_it_again(language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(director())
    User.objects.update(language=language)
    answer = client.post(reverse("admin:contacts_tag_add"), {"name": "school"})
    assert answer.status_code == 403
    with translation.override(language):
        assert f"<h1>{translation.gettext('Please send it again')}</h1>" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/admin/search/?s=%00a&extended=1",
        "/admin/contacts/contact/%00/change/",
        "/admin/contacts/contact/?q=%00",
    ],
)
def test_a_character_that_no_database_takes_is_refused_and_no_error_of_ours(address: str) -> None:
    assert signed_in(director()).get(f"/admin/{address}").status_code == 400
