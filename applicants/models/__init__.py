"""The applicants' file: positions, those who apply for them, and what colleagues think of it."""

from applicants.models.applications import Application, Keep, Replacement, Stage, StageChange
from applicants.models.arrivals import ArrivedFile
from applicants.models.documents import Document
from applicants.models.evaluations import Evaluation, Interview
from applicants.models.outcomes import HiringDossier, PositionCount
from applicants.models.positions import Position
from applicants.models.reserve import ReserveContact

__all__ = [
    "Application",
    "ArrivedFile",
    "Document",
    "Evaluation",
    "HiringDossier",
    "Interview",
    "Keep",
    "Position",
    "PositionCount",
    "Replacement",
    "ReserveContact",
    "Stage",
    "StageChange",
]
