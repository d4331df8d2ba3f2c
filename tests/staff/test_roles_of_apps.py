"""An app brings its roles; two apps that name one role say it together."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy as _

from contacts import roles
from contacts.policy import EnquiryPolicy
from privacy.checks.roles import check_roles
from privacy.declarations.conditions import open_on
from privacy.declarations.policies import Personal, Policy
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import Term
from privacy.declarations.terms.vocabulary import as_long_as
from privacy.staff_access.roles import PRIVACY_OFFICER, Role, declared_roles


def test_a_role_that_two_apps_name_is_one_role_with_what_both_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "contacts.roles.ROLES",
        (Role(PRIVACY_OFFICER, works=frozenset({"contacts.tag"})), Role("Sales", adds=frozenset({"a.b"}))),
    )
    (officer,) = [role for role in declared_roles() if role.name == PRIVACY_OFFICER]
    assert {"privacy.task", "contacts.tag"} <= officer.works
    assert "security" in officer.usable_purposes
    assert "privacy.ledgerentry" in officer.reads
    assert [role.name for role in declared_roles()].count("Sales") == 1


def test_an_app_whose_roles_module_lists_none_is_a_mistake_that_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr("contacts.roles.ROLES")
    with pytest.raises(AttributeError, match="ROLES"):
        declared_roles()


def test_the_privacy_role_may_use_every_purpose_without_naming_it() -> None:
    with registry.temporarily(kept_for("parcels")):
        (officer,) = [role for role in declared_roles() if role.name == PRIVACY_OFFICER]
        assert officer.usable_purposes == set(registry.purposes)
        assert "parcels" in officer.usable_purposes - officer.purposes
    assert "parcels" not in officer.usable_purposes


def test_w015_a_purpose_that_no_role_names_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_roles(None) == []
    with registry.temporarily(kept_for("parcels")):
        (warning,) = check_roles(None)
        assert (warning.id, warning.msg) == ("privacy.W015", "No role may use data for parcels.")
        assert not warning.is_serious(), "it stops nothing: the data are safe, and of no use to anybody"
        named = (*roles.ROLES, Role("Dispatch", purposes=frozenset({"parcels"})))
        monkeypatch.setattr("contacts.roles.ROLES", named)
        assert check_roles(None) == []


def kept_for(slug: str) -> type[Policy]:
    """Return a policy that keeps questions for one more purpose, of that slug."""

    while_open: Term = as_long_as(_("as long as the work goes on"), open_on("answered_on"))
    keep: dict[Purpose, Term] = {**EnquiryPolicy.said.keep, Purpose(slug, Basis.CONTRACT, "x"): while_open}

    class Parcels(EnquiryPolicy):
        said = Personal("question", "answer", keep=keep)

    return Parcels
