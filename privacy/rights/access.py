"""The right of access (GDPR art. 15): everything we have about the person, in a copy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.models import Request
from privacy.rights.base import OwnAct
from privacy.rights.copies import HARM_TO_OTHERS, CopyRight
from privacy.rights.grounds import EVERY_REQUEST, Ground
from privacy.rights.registered import right


@right
class Access(CopyRight):
    """See everything, why we have it, and until when."""

    kind = Request.Kind.ACCESS
    article = 15
    order = 1
    title = _("See my data")
    meaning = _(
        "You get everything we have about you, why we have it and until when, in a file that you can keep."
    )
    law = _("Right of access, GDPR article 15")
    card_title = _("What do you know about me?")
    card_text = _("See everything we have about you, why, and until when.")
    notice_text = _("See what we know about you, and get a copy (GDPR art. 15).")
    on_approval = _("The person gets a link to a file with all of this. It works for seven days.")
    on_approval_by_post = _(
        "The person gets all of this on paper: print the letter and answer.pdf from the zip, which you then "
        "find on this page, and post them."
    )
    own_act = OwnAct(
        "download",
        place=1,
        title=_("Take everything with you"),
        text=_("One file with all of it: to read, and for other programs. You get it at once."),
        button=_("Download everything (zip)"),
        by_press=True,
    )
    enclosure_text = _(
        "Print answer.pdf and the documents in the zip, and put them with the letter. Then throw the zip "
        "away."
    )
    # What the sweep erased meanwhile, the copy could not show.
    holds_data_while_open = "GDPR art. 15"
    grounds_for_refusal = (
        *EVERY_REQUEST,
        Ground("others", _("It would harm the rights of other people (GDPR art. 15(4))."), HARM_TO_OTHERS),
    )
    answer_letter = "answer-access"
    answer_letter_on_paper = "answer-access-paper"
