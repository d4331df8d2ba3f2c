"""The letters that privacy itself sends, one declaration each; ``PrivacyConfig.ready()`` registers them."""

from __future__ import annotations

from privacy.declarations import Letter
from privacy.models import DutyFulfilled
from privacy.purposes import REQUESTS

_DOWNLOAD = ("reference", "received_at", "link", "expires_at")
_ABOUT_REQUEST = ("kind", "reference", "received_at")

PRIVACY_LETTERS = (
    # What arrives, and questions about it.
    Letter(
        "confirm-request",
        purpose=REQUESTS,
        needs=("kind", "use", "ends", "gone_by", "no_advertising", "link", "expires_at"),
    ),
    Letter("request-received", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "confirmed", "due_on", "link")),
    Letter("question-identity", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "question", "stands_still")),
    Letter("question-clarification", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "question", "stands_still")),
    Letter("extension", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "due_on", "reasons"), reasons="reasons"),
    # Answers.
    Letter("answer-access", purpose=REQUESTS, needs=_DOWNLOAD),
    Letter("answer-access-paper", purpose=REQUESTS, needs=("reference", "received_at"), encloses_copy=True),
    Letter("answer-portability", purpose=REQUESTS, needs=(*_DOWNLOAD, "behind")),
    Letter(
        "answer-portability-paper",
        purpose=REQUESTS,
        needs=("reference", "received_at", "behind"),
        encloses_copy=True,
    ),
    Letter(
        "answer-portability-none",
        purpose=REQUESTS,
        needs=("reference", "received_at", "behind"),
        reasons="behind",
    ),
    Letter("answer-erasure", purpose=REQUESTS, needs=("reference", "received_at", "erased", "kept")),
    Letter("answer-unknown", purpose=REQUESTS, needs=_ABOUT_REQUEST),
    Letter("answer-done", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "did", "goes", "kept", "refused")),
    Letter(
        "answer-partly",
        purpose=REQUESTS,
        needs=(*_ABOUT_REQUEST, "did", "goes", "kept", "refused"),
        reasons="refused",
    ),
    Letter("refusal", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "ground"), reasons="ground"),
    Letter("answer-deceased", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "ground"), reasons="ground"),
    Letter("second-person", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "proposer", "link", "expires_at")),
    # To whoever acts for another, in the place of each of these.
    Letter("for-another", purpose=REQUESTS, needs=(*_ABOUT_REQUEST, "person", "about")),
    Letter(
        "for-another-reasons",
        purpose=REQUESTS,
        needs=(*_ABOUT_REQUEST, "person", "about", "why"),
        reasons="why",
    ),
    Letter(
        "for-another-copy",
        purpose=REQUESTS,
        needs=(*_ABOUT_REQUEST, "person", "about"),
        encloses_copy=True,
    ),
    # What follows later.
    Letter("hold-released", purpose=REQUESTS, needs=("reference", "received_at", "erased")),
    Letter("restriction-ends", purpose=REQUESTS, needs=("ends_on",), tells=DutyFulfilled.What.LIFTING),
    # My data, and data that came from elsewhere.
    Letter("my-data", purpose=REQUESTS, needs=("link", "expires_at")),
    Letter("my-data-nothing", purpose=REQUESTS, needs=("asked_at",)),
    Letter(
        "origin",
        purpose=REQUESTS,
        needs=("source", "data", "uses", "link"),
        tells=DutyFulfilled.What.ORIGIN,
    ),
)
