"""The roles of this organisation. Somebody may have several; each opens only what its purposes need."""

from __future__ import annotations

from privacy.staff_access.roles import Role

CLIENT_WORK = Role(
    "Client work",
    purposes=frozenset({"assignment", "enquiry", "client-file", "offer"}),
    works=frozenset({"contacts.importbatch", "contacts.tag"}),
    reads=frozenset({"privacy.task"}),
    adds=frozenset({"privacy.request"}),  # whoever picks up the phone may hear one
)
BOOKKEEPING = Role(
    "Bookkeeping",
    purposes=frozenset({"bookkeeping"}),
    adds=frozenset({"privacy.request", "privacy.disclosure"}),
)
PRIVACY_OFFICER = Role(
    "Privacy officer",
    purposes=frozenset(
        {
            "assignment",
            "enquiry",
            "client-file",
            "bookkeeping",
            "requests",
            "suppression",
            "safety",
            "security",
            "offer",
        }
    ),
    works=frozenset({"privacy.task", "contacts.importbatch", "contacts.tag"}),
    reads=frozenset({"privacy.sweeprun", "privacy.ledgerentry"}),
)
ADMINISTRATOR = Role("Administrator", purposes=frozenset({"security"}), works=frozenset({"auth.group"}))

ROLES = (CLIENT_WORK, BOOKKEEPING, PRIVACY_OFFICER, ADMINISTRATOR)
