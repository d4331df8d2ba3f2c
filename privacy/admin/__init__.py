"""Privacy in the administration: what people chose, what is held, what was done, and what waits for a
person."""

from privacy.admin import choices, disclosures, evidence, outbox, tasks
from privacy.admin.base import personal
from privacy.admin.requests import inbox as requests

__all__ = ["choices", "disclosures", "evidence", "outbox", "personal", "requests", "tasks"]
