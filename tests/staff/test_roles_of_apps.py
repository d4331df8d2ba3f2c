"""An app brings its roles; two apps that name one role say it together."""

from __future__ import annotations

import pytest

from privacy.staff_access.roles import PRIVACY_OFFICER, Role, declared_roles


def test_a_role_that_two_apps_name_is_one_role_with_what_both_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "contacts.roles.ROLES",
        (Role(PRIVACY_OFFICER, works=frozenset({"contacts.tag"})), Role("Sales", adds=frozenset({"a.b"}))),
    )
    (officer,) = [role for role in declared_roles() if role.name == PRIVACY_OFFICER]
    assert {"privacy.task", "contacts.tag"} <= officer.works
    assert "security" in officer.purposes
    assert "privacy.ledgerentry" in officer.reads
    assert [role.name for role in declared_roles()][-1] == "Sales"


def test_an_app_whose_roles_module_lists_none_is_a_mistake_that_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr("contacts.roles.ROLES")
    with pytest.raises(AttributeError, match="ROLES"):
        declared_roles()
