"""What the applicants' file keeps, why, and for how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.declarations import impersonal

impersonal("applicants.Position", because=_("what everybody can read, and which colleagues select"))
