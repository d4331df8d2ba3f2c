"""A permission that a page asks for by name is one that a role can have."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from tests.staff.people import staff

ASKED = re.compile(r"""(?:\bperms\.|["'])(\w+)\.((?:view|add|change|delete)_\w+)\b""")
OURS = ("privacy", "contacts", "applicants", "som")


def test_every_permission_that_is_asked_for_by_name_belongs_to_a_model() -> None:
    sources = [
        path
        for folder in (*OURS, "templates")
        for path in sorted((settings.BASE_DIR / folder).rglob("*"))
        if path.suffix in (".py", ".html")
    ]
    asked = {found for path in sources for found in ASKED.findall(path.read_text()) if found[0] in OURS}
    assert ("privacy", "change_request") in asked
    models: list[type[Model]] = list(apps.get_models())
    exist = {
        (model._meta.app_label, f"{action}_{model._meta.model_name}")
        for model in models
        for action in model._meta.default_permissions
    }
    assert asked - exist == set()


@pytest.mark.django_db
def test_the_privacy_officer_sends_parked_letters_again_and_tells_recipients_of_changes() -> None:
    officer = staff("Privacy officer")
    assert officer.has_perms(["privacy.change_outboxmessage", "privacy.change_recipientnotification"])
