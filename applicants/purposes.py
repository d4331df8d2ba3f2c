"""What the applicants' file is for. The slugs stand in people's choices: never rename one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.declarations import Basis, Purpose

SELECTION = Purpose(
    "selection",
    Basis.CONTRACT,
    _("choosing who we take on for the position you apply for"),
    tells=(
        _(
            "Of each file that you send we make a checked copy, without hidden data or programs in it: that "
            "is what our colleagues read. What you sent stays as it was, and you can download it."
        ),
        _(
            "Nobody is given a score by a machine: who goes on and who does not is decided by people, whose "
            "names are written down with it."
        ),
        _("What our colleagues write about you is part of the copy of your data, if you ask for that."),
    ),
)
RESERVE = Purpose(
    "reserve",
    Basis.CONSENT,
    _("thinking of you for later positions"),
    tells=(_("When we contact you, we say which position it is about, and write that down."),),
)
HIRING = Purpose("hiring", Basis.CONTRACT, _("making your contract when you are hired"))
