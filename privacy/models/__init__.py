"""What privacy itself keeps: who, what they chose, what was done, and the machinery's own rows."""

from privacy.models.choices import Choice, Hold
from privacy.models.contact import CallCheck, Told
from privacy.models.corrections import Correction
from privacy.models.disclosures import Disclosure, Forwarding
from privacy.models.evidence import LedgerEntry, Run, RunLine, Task, Trace
from privacy.models.machinery import DoomedFile, Instance, Latch
from privacy.models.notices import AccessLog, NoticeVersion
from privacy.models.outbox import Message, RateLimit
from privacy.models.requests import Outcome, Request, RequestToken, Step, Suspension
from privacy.models.searches import Search
from privacy.models.subjects import Identifier, Subject, Suppression
from privacy.models.visits import Visit

__all__ = [
    "AccessLog",
    "CallCheck",
    "Choice",
    "Correction",
    "Disclosure",
    "DoomedFile",
    "Forwarding",
    "Hold",
    "Identifier",
    "Instance",
    "Latch",
    "LedgerEntry",
    "Message",
    "NoticeVersion",
    "Outcome",
    "RateLimit",
    "Request",
    "RequestToken",
    "Run",
    "RunLine",
    "Search",
    "Step",
    "Subject",
    "Suppression",
    "Suspension",
    "Task",
    "Told",
    "Trace",
    "Visit",
]
