"""What privacy itself keeps: data subjects, their choices and requests, evidence, and technical rows."""

from privacy.models.access_log import AccessLog
from privacy.models.choices import Choice
from privacy.models.contact import DoNotCallCheck, DutyFulfilled
from privacy.models.corrections import Correction
from privacy.models.disclosures import Disclosure, RecipientNotification
from privacy.models.files import StoredFile
from privacy.models.holds import Hold
from privacy.models.ledger import LedgerEntry
from privacy.models.machinery import FileToDelete, Instance, Latch
from privacy.models.notices import NoticeVersion
from privacy.models.outbox import OutboxMessage
from privacy.models.rate_limits import RateLimit
from privacy.models.requests import ClockSuspension, MailedLink, Request, RequestOutcome, RequestStep
from privacy.models.restricted_uses import RestrictedUse
from privacy.models.searches import ErasureProbe
from privacy.models.subjects import Identifier, Subject
from privacy.models.suppression import Suppression
from privacy.models.sweeps import ErasureTrace, SweepLine, SweepRun
from privacy.models.tasks import Task
from privacy.models.visits import MyDataVisit

__all__ = [
    "AccessLog",
    "Choice",
    "ClockSuspension",
    "Correction",
    "Disclosure",
    "DoNotCallCheck",
    "DutyFulfilled",
    "ErasureProbe",
    "ErasureTrace",
    "FileToDelete",
    "Hold",
    "Identifier",
    "Instance",
    "Latch",
    "LedgerEntry",
    "MailedLink",
    "MyDataVisit",
    "NoticeVersion",
    "OutboxMessage",
    "RateLimit",
    "RecipientNotification",
    "Request",
    "RequestOutcome",
    "RequestStep",
    "RestrictedUse",
    "StoredFile",
    "Subject",
    "Suppression",
    "SweepLine",
    "SweepRun",
    "Task",
]
