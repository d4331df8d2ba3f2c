"""Why a document is not taken, or waits, in words for whoever sent it: what to do stands in each."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.cleaning.refused import Why

REASONS: dict[str, Promise] = {
    Why.EMPTY: _("This file is empty. Choose the file again."),
    Why.TOO_LARGE: _("This file is larger than 10 MB. Save it with fewer or smaller pictures."),
    Why.KIND: _("We cannot open this kind of file. Save your document as a PDF."),
    Why.OTHER_NAME: _("The name of this file does not fit what is in it. Save your document as a PDF."),
    Why.ENCRYPTED: _("This file has a password. Save it as a PDF without a password."),
    Why.TRUNCATED: _("The end of this file is missing. Save your document again, as a PDF."),
    Why.DAMAGED: _("We cannot open this file. Save your document again, as a PDF."),
    Why.TOO_MANY_PAGES: _("This file has more than 60 pages. Send us only the pages that we need."),
    Why.TOO_MUCH: _(
        "This file is too large for us to open. Save it as a PDF with fewer or smaller pictures."
    ),
    Why.FORM: _("We cannot show this form. Print it to a PDF and send us that file."),
    Why.PICTURE: _(
        "We cannot open a picture in this file. Print your document to a PDF and send us that file."
    ),
    Why.VIRUS: _("Our virus scanner found something in this file. Make a new PDF on another device."),
}

SCANNER_AWAY = "scanner-away"
WAITS: dict[str, Promise] = {
    SCANNER_AWAY: _("Our virus scanner does not answer. We check this file as soon as it does."),
}
"""Why a document is neither refused nor copied yet."""


def say_reason(why: str) -> str:
    """Return why a document is not taken, or waits, in the reader's language; "" for none."""
    return str((REASONS | WAITS)[why]) if why else ""
