"""What the applicants' file is for. The slugs stand in people's choices: never rename one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.declarations import Basis, Purpose

SELECTION = Purpose("selection", Basis.CONTRACT, _("choosing who we take on for the position you apply for"))
RESERVE = Purpose("reserve", Basis.CONSENT, _("thinking of you for later positions"))
HIRING = Purpose("hiring", Basis.CONTRACT, _("making your contract when you are hired"))
