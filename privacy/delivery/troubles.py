"""Why something could not be sent, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from privacy.outreach.rules import WHY

TROUBLES: dict[str, Promise] = {
    "mail-address-refused": gettext_lazy("the mail server does not know the address"),
    "mail-content-refused": gettext_lazy("the mail server refused the letter"),
    "mail-server-refuses-us": gettext_lazy("the mail server does not accept mail from us"),
    "mail-server-away": gettext_lazy("the mail server did not answer"),
    "print-and-post": gettext_lazy("it goes by post: print it"),
    "worker-died": gettext_lazy("the program stopped each time it tried"),
    "no-handler": gettext_lazy("nothing here sends messages of this kind"),
    "unreadable": gettext_lazy("it cannot be read: is its key still there?"),
    "under-way": gettext_lazy("it was stopped when the mail server had it perhaps already"),
    "failed": gettext_lazy("a fault in the program"),
}
"""Why a message of the outbox did not leave, by the slug that is kept of it."""


def trouble_words(code: str) -> str:
    """Return in words why a message did not leave."""
    return str(WHY[code][0] if code in WHY else TROUBLES.get(code, code))
