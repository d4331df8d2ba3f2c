"""Who of staff works with the client register, and what for."""

from __future__ import annotations

from privacy.staff_access.roles import PRIVACY_OFFICER, Role

CLIENT_WORK = Role(
    "Client work",
    purposes=frozenset({"assignment", "contact-person", "enquiry", "client-file", "offer"}),
    works=frozenset({"contacts.importbatch", "contacts.tag"}),
    reads=frozenset({"privacy.task"}),
    adds=frozenset({"privacy.request"}),  # whoever picks up the phone may hear one
)
BOOKKEEPING = Role(
    "Bookkeeping",
    purposes=frozenset({"bookkeeping"}),
    adds=frozenset({"privacy.request", "privacy.disclosure"}),
)
ROLES = (
    CLIENT_WORK,
    BOOKKEEPING,
    Role(PRIVACY_OFFICER, works=frozenset({"contacts.importbatch", "contacts.tag"})),
)
