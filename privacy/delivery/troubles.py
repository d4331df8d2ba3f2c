"""Why something was not sent, in words: by the slug that the outbox keeps, which names nobody."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from privacy.outreach.permission import WHY

TROUBLES: dict[str, Promise] = {
    "mail-address-refused": gettext_lazy("the mail server does not know the address"),
    "mail-content-refused": gettext_lazy("the mail server refused the letter"),
    "mail-server-refuses-us": gettext_lazy("the mail server does not accept mail from us"),
    "mail-server-away": gettext_lazy("the mail server did not answer"),
    "disk-full": gettext_lazy("no room is left on our disk"),
    "print-and-post": gettext_lazy("it goes by post: print it"),
    "worker-died": gettext_lazy("the program stopped each time it tried"),
    "no-handler": gettext_lazy("nothing here sends messages of this kind"),
    "unreadable": gettext_lazy("it cannot be read: is its key still there?"),
    "under-way": gettext_lazy("it was stopped when the mail server had it perhaps already"),
    "failed": gettext_lazy("a fault in the program"),
}
"""Each trouble that a handler or the worker meets. Where the gate said no, its own answer is kept instead
(``WHY``)."""


def trouble_words(code: str) -> str:
    """Return in words why a message did not leave; a slug of an older version as it is."""
    return str(WHY[code][0] if code in WHY else TROUBLES.get(code, code))
