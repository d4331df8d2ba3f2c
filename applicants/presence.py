"""Whether an application is still there when somebody acts on it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from applicants.models import Application
from privacy.web.refusal import Refusal


class NoLongerThere(Refusal):
    """The application was ended, or erased, since it was read."""

    def __init__(self) -> None:
        super().__init__(_("This application is no longer there. Nothing was saved."))


def require_present(application: Application | None) -> Application:
    """Return the application as it is now; ``NoLongerThere`` if it was ended or erased. The caller holds the
    latch.

    The sweep takes the words first and the empty row later: nothing new is written for somebody of whom no
    way to reach them is left.
    """
    found = (
        Application.objects.select_related("subject", "position")
        .filter(pk=application.pk, ended_on=None)
        .first()
        if application
        else None
    )
    if found is None or not (found.email or found.last_name):
        raise NoLongerThere
    return found
