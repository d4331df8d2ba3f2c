"""The roles of this association besides those that an app brings. Somebody may have several; each opens only
what its purposes need."""

from __future__ import annotations

from privacy.staff_access import roles
from privacy.staff_access.roles import Role

PRIVACY_OFFICER = Role(
    roles.PRIVACY_OFFICER,
    purposes=frozenset({"requests", "suppression", "no-advertising", "safety"}),
    every_purpose=True,  # whoever answers people's requests sees all that is kept about them
    works=frozenset({"privacy.task"}),
    reads=frozenset({"privacy.sweeprun", "privacy.ledgerentry"}),
)
ADMINISTRATOR = Role("Administrator", purposes=frozenset({"security"}), works=frozenset({"auth.group"}))

ROLES = (PRIVACY_OFFICER, ADMINISTRATOR)
