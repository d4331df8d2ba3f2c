"""Who of staff works with applicants, and what for. Whose applications they see is a matter of the hiring
group of each position as well (``applicants/seen_by.py``)."""

from __future__ import annotations

from privacy.staff_access.roles import PRIVACY_OFFICER, Role

OWN_TABLES = frozenset({"applicants.position"})
SELECTION = Role(
    "Selection",
    purposes=frozenset({"selection", "reserve", "hiring"}),
    works=OWN_TABLES,
    reads=frozenset({"privacy.task"}),
    adds=frozenset({"privacy.request"}),  # whoever picks up the phone may hear one
)
ROLES = (SELECTION, Role(PRIVACY_OFFICER, works=OWN_TABLES))
