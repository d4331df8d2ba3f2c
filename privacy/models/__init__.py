"""What privacy itself keeps: who, what they chose, what was done, and the machinery's own rows."""

from privacy.models.choices import Choice, Hold
from privacy.models.evidence import LedgerEntry, Run, RunLine, Task, Trace
from privacy.models.machinery import DoomedFile, Instance, Latch
from privacy.models.subjects import Identifier, Subject, Suppression

__all__ = [
    "Choice",
    "DoomedFile",
    "Hold",
    "Identifier",
    "Instance",
    "Latch",
    "LedgerEntry",
    "Run",
    "RunLine",
    "Subject",
    "Suppression",
    "Task",
    "Trace",
]
