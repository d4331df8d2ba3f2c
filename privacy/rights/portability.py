"""The right to data portability (GDPR art. 20): what the person provided, in a file for other programs.

What they provided, on consent or contract, the declarations say (``export/portability.py``).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.models import Request
from privacy.rights.base import OwnAct
from privacy.rights.copies import HARM_TO_OTHERS, CopyRight
from privacy.rights.grounds import EVERY_REQUEST, Ground
from privacy.rights.registered import right


@right
class Portability(CopyRight):
    """Take along what one gave us."""

    kind = Request.Kind.PORTABILITY
    article = 20
    order = 7
    title = _("Take my data with me")
    meaning = _("You get what you gave us yourself, in a file that other programs can read.")
    law = _("Right to data portability, GDPR article 20")
    card_title = _("Take my data with me")
    card_text = _("Get them in a file that other programs can read.")
    notice_text = _("Take your data with you in a file that other programs can read (art. 20).")
    on_approval = _(
        "The person gets a link to a file with what they gave us themselves. It works for seven days."
    )
    own_act = OwnAct(
        "download",
        place=2,
        title=_("Take along what you gave us"),
        text=_("In a file that other programs can read, so that you can use it elsewhere."),
        button=_("Download to take along (zip)"),
        by_press=True,
    )
    copy_is_portable = True
    enclosure_text = _(
        "Put the files of the zip on a data carrier, with the letter. Then throw the zip away."
    )
    holds_data_while_open = "GDPR art. 20"
    grounds_for_refusal = (
        *EVERY_REQUEST,
        Ground("others", _("It would harm the rights of other people (GDPR art. 20(4))."), HARM_TO_OTHERS),
    )
    answer_letter = "answer-portability"
    answer_letter_on_paper = "answer-portability-paper"
