"""What a letter that answers a request must have (GDPR art. 12(3), 13(2), 15(1), 17, 18, 19, 21), in the
words of its templates."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils import formats, translation

from tests.browser.office import Office
from tests.browser.steps import one_line, plain, received
from tests.browser.visitor import Visitor
from tests.mail_server import Received

PROOF = (
    "We also keep this request and our answer for five years, so that we can prove that we "
    "respected your rights."
)

PARTS: dict[str, list[str]] = {
    "for-another": [
        "What is gone",
        "What stays for now, and why",
        "We keep this request and our answer for five years, to show what we decided and why.",
    ],
    "access": [
        "A list that says of everything why we keep it, on which legal ground and until when.",
        "Is something wrong? Ask us to correct it. You can also ask us to erase your data, to "
        "stop using them for now, to give you a copy to take elsewhere, or object to a use of "
        "them. It costs you nothing.",
    ],
    "rectification": ["While we checked this, we did not use what you said was wrong. That ends now.", PROOF],
    "erasure": [
        "What is gone",
        "What stays for now, and why",
        "Do you not agree that we keep this? You may complain to the authority below, and you may go to "
        "court (GDPR art. 77 and 79).",
        "We remember your no: a code of your address, and with a phone number a code of your "
        "name, from which nobody can read them. So your data do not come back here unless you "
        "want it yourself.",
        PROOF,
    ],
    "objection": [
        "We remember your no: a code of your address, and with a phone number a code of your name, from "
        "which nobody can read them. So we do not begin again unless you want it yourself.",
        "What we kept for that only, and erase within a day",
        PROOF,
    ],
    "withdrawal": [
        "You had given us no consent, so there was none to end. We do nothing with your data for which we "
        "need one.",
        "What stays for now, and why",
        PROOF,
    ],
    "restriction": [
        "We put your data aside. We keep them, but use them for nothing.",
        "There are four exceptions: you agree, there is a dispute, somebody else must be protected, or a "
        "weighty public interest asks it.",
        "We write to you before this ends.",
        PROOF,
    ],
    "portability": [
        "What you cannot take along, and why",
        "Ask to see your data (access, GDPR art. 15), and you get everything.",
    ],
}


def is_a_letter_for(visitor: Visitor, office: Office, letter: Received) -> None:
    """Hold a letter against what each of ours has: its language, who we are, how to complain, and links in
    that language."""
    said = plain(letter)
    assert letter.letter["Content-Language"] == visitor.language
    with translation.override(visitor.language):
        for part in (
            settings.ORGANISATION_NAME,
            settings.ORGANISATION_EMAIL,
            *map(str, settings.AUTHORITY.values()),
        ):
            assert one_line(part) in said, part
    for path in re.findall(rf"{office.site}(/\S+)", letter.part("text/plain")):
        assert path.startswith(visitor.at("/privacy/")), path


def answers(visitor: Visitor, office: Office, letter: Received, kind: str, reference: str) -> None:
    """Hold the letter that answers a request for ``kind`` against what it must have, in the person's
    language."""
    is_a_letter_for(visitor, office, letter)
    said = plain(letter)
    assert reference in str(letter.letter["Subject"])
    with translation.override(visitor.language):
        assert formats.date_format(received(office, reference), "j F Y") in said
    for part in PARTS[kind]:
        assert one_line(visitor.say(part)) in said, part
