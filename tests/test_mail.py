"""Letters as a real mail server receives them, and what becomes of them when it misbehaves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.utils import parseaddr
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from applicants.models import Application
from applicants.purposes import SELECTION
from contacts.models import Contact
from privacy.declarations.letters import letters
from privacy.declarations.purposes import Basis
from privacy.delivery import letter_text, outbox_worker, smtp
from privacy.delivery.letters import send_letter
from privacy.models import OutboxMessage
from privacy.subjects.choices import record_consent
from tests.applicants.selecting import elif_applied, trainer
from tests.cast import enquiry_of, noor
from tests.mail_server import MailServer

database = pytest.mark.django_db
LINK = "https://som.example.org/privacy/request/4f7Kq2x0m1N8sVb3/"
FACTS: dict[str, Any] = {
    "kind": "erasure",
    "reference": "SOM-7K4M-2Q9D",
    "received_at": "2026-11-22T23:30:00+00:00",
    "due_on": "2026-12-23",
    "asked_at": "2026-11-22T23:30:00+00:00",
    "expires_at": "2026-11-23T13:30:00+00:00",
    "link": LINK,
    "username": "brecht",
    "sign_in": "https://som.example.org/accounts/login/",
    "proposer": "Brecht Wouters",
    "change": "The password was changed.",
    "changed_at": "2026-11-22T23:30:00+00:00",
    "erased": ["name & address"],
    "kept": [
        {"what": "name on invoices", "why": "bookkeeping", "law": "WER art. III.86", "until": "2033-12-31"},
        {"what": "an assignment", "why": "we work together", "law": None, "until": None},
    ],
    "ends_on": "2026-11-30",
    "person": "Noor & Hendrickx",
    "about": "refusal",
    "why": "Because <b>so</b>.",
    "use": "staying in touch",
    "ends": ["who & where you are"],
    "confirmed": True,
    "gone_by": "2026-11-23",
    "no_advertising": True,
    "behind": [{"what": "questions & answers", "why": "our <i>interest</i>"}],
    "source": "address book of november",
    "data": ["name"],
    "uses": ["staying in touch (our legitimate interest)"],
    "did": ["We corrected: <i>city</i>."],
    "goes": ["questions & answers"],
    "refused": [{"what": "first name", "why": "Your letter says Noor."}],
    "ground": "We still need <b>this</b>.",
    "question": "Which <b>year</b> do you mean?",
    "stands_still": True,
    "asked_on": "2026-11-22",
    "position": "trainer & coach",
    "applied_on": "2026-11-22",
    "job": "trainer & coach",
    "later": "cook <b>&</b> host",
    "choice": "position",
    "starts_at": "2026-11-22T13:00:00+00:00",
    "minutes": 45,
    "place": "Voorbeeldstraat <1>",
    "calendar": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "moved": False,
    "until": "2027-11-22",
    "erases": True,
    "answer": "Come on <b>Tuesday</b>.",
    "reasons": "There are <i>many</i> files.",
}
SLUGS = [letter.slug for letter in letters.every]
MONTHS = {"nl": "november", "fr": "novembre", "en": "November"}


@pytest.fixture
def now() -> datetime:
    return timezone.now() + timedelta(seconds=1)


def send(
    template: str = "confirm-request", *, to: str = "noor@example.org", language: str = "nl", **options: Any
) -> OutboxMessage:
    letter = letters.named(template)
    context = {key: FACTS[key] for key in letter.needs} | options.pop("context", {})
    if letter.purpose is SELECTION:
        application = Application.objects.first() or elif_applied(trainer(opened=date(2026, 1, 5)))
        options |= {"about": application, "subject": application.subject}
    if letter.closes and "about" not in options:
        contact = Contact.objects.first() or noor()
        options |= {"about": enquiry_of(contact), "subject": contact.subject}
    if letter.purpose.basis is Basis.CONSENT:
        contact, on = Contact.objects.first() or noor(), timezone.localdate()
        record_consent(contact.subject, letter.purpose.slug, on=on, source="web", wording="Ja", own_act=True)
        options |= {"subject": contact.subject}
    return send_letter(template, to=to, language=language, context=context, **options)


# --- What arrives --------------------------------------------------------------------------------------


@database
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("template", SLUGS)
def test_every_letter_arrives_whole_in_every_language(
    post_office: MailServer, now: datetime, settings: Any, template: str, language: str
) -> None:
    message = send(template, language=language)
    assert outbox_worker.drain_outbox(now=now) == 1
    (received,) = post_office.received
    letter = received.letter
    assert (received.sender, received.recipients) == (settings.ORGANISATION_EMAIL, ["noor@example.org"])
    assert parseaddr(letter["From"]) == (settings.ORGANISATION_NAME, settings.ORGANISATION_EMAIL)
    assert (letter["To"], letter["Reply-To"]) == ("noor@example.org", settings.ORGANISATION_EMAIL)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == language
    assert letter["Message-ID"] == smtp.message_id(message)
    assert letter["Message-ID"].endswith(f"@{settings.ORGANISATION_EMAIL.partition('@')[2]}>")
    assert letter["Date"]
    assert "Bcc" not in letter
    assert "Cc" not in letter
    whole = ["multipart/alternative", "text/plain", "text/html"]
    if letters.named(template).calendar:
        whole = ["multipart/mixed", *whole, "text/calendar"]
    assert [part.get_content_type() for part in letter.walk()] == whole
    for text in (received.part("text/plain"), received.part("text/html")):
        assert MONTHS[language] in text or "received_at" not in letters.named(template).needs
        assert (LINK in text) == ("link" in letters.named(template).needs)
        with translation.override(language):
            for fact in (
                settings.ORGANISATION_NAME,
                settings.ORGANISATION_EMAIL,
                *settings.AUTHORITY.values(),
            ):
                assert str(fact) in text, "P43: whom to complain to"


@database
@pytest.mark.promise("P43")
def test_a_refusal_has_its_three_parts(post_office: MailServer, now: datetime) -> None:
    send("refusal", language="en")
    outbox_worker.drain_outbox(now=now)
    (received,) = post_office.received
    text, html = received.part("text/plain"), received.part("text/html")
    assert "We still need <b>this</b>." in text
    assert "We still need &lt;b&gt;this&lt;/b&gt;." in html
    for part in (text, html):
        assert "(GDPR art. 77)" in part, "the complaint"
        assert "Ask a court to decide" in part, "the judicial remedy"


@database
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_staff_add_stands_in_the_letter(post_office: MailServer, now: datetime, language: str) -> None:
    send("answer-unknown", language=language, context={"words": "We phoned <today>.\n\nBrecht"})
    outbox_worker.drain_outbox(now=now)
    (received,) = post_office.received
    assert "We phoned <today>.\n\nBrecht" in received.part("text/plain")
    assert "<p>We phoned &lt;today&gt;.</p>" in received.part("text/html")


@database
@pytest.mark.promise("P43")
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("template", [letter.slug for letter in letters.every if letter.reasons])
@pytest.mark.parametrize("lacking", ["reasons", "authority", "court"])
def test_a_no_or_a_not_yet_does_not_leave_the_house_without_its_mandatory_parts(
    template: str, lacking: str, language: str, settings: Any, tmp_path: Path
) -> None:
    assert send(template, language=language).pk
    context = {}
    if lacking == "reasons":
        context = {letters.named(template).reasons: " \n"}
    elif lacking == "authority":
        settings.AUTHORITY = settings.AUTHORITY | {"website": ""}
    else:
        (tmp_path / "mail").mkdir()
        (tmp_path / "mail" / "remedies.txt").write_text("(GDPR art. 77) {{ authority.website }}")
        settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    with pytest.raises(letter_text.Incomplete):
        send(template, language=language, context=context)
    assert OutboxMessage.objects.count() == 1


@database
@pytest.mark.promise("P11")
def test_the_answer_to_an_erasure_says_what_went_and_what_stays_by_which_law_until_which_day(
    post_office: MailServer, now: datetime
) -> None:
    send("answer-erasure", language="en")
    send("answer-erasure", language="en", context={"kept": []})
    outbox_worker.drain_outbox(now=now)
    held, clean = post_office.received
    for part in (held.part("text/plain"), held.part("text/html").replace("&amp;", "&")):
        for words in (
            "name & address",
            "name on invoices",
            "bookkeeping (Code of Economic Law art. III.86)",
            "Until 31 December 2033",
            "23 November 2026",
        ):
            assert words in part
        assert "we work together\n" in part or "we work together<br>" in part
        assert "As long as that reason lasts." in part
    assert held.letter["Subject"] == "What we erased, and what stays for now (SOM-7K4M-2Q9D)"
    assert clean.letter["Subject"] == "Your data are erased (SOM-7K4M-2Q9D)"
    send("answer-erasure", language="en", context={"erased": []})
    outbox_worker.drain_outbox(now=now)
    assert post_office.received[-1].letter["Subject"] == "We cannot erase your data yet (SOM-7K4M-2Q9D)"
    assert "What stays" not in clean.part("text/plain") + clean.part("text/html")


class Reader(HTMLParser):
    """Notes what a mail program would open or fetch, and which elements are left open."""

    EMPTY = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.targets: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.targets |= {value or "" for name, value in attrs if name == "href"}
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@database
@pytest.mark.parametrize("template", SLUGS)
def test_the_html_is_whole_and_fetches_and_tells_nothing(template: str, settings: Any) -> None:
    message = send(template)
    told = {name: FACTS[name] for name in letters.named(template).needs}
    built = smtp.compose_mail(message, template=template, to="noor@example.org", language="nl", context=told)
    html = str(built.alternatives[0][0])
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    assert {"html", "head", "title", "body", "main", "h1"} <= reader.elements
    assert not reader.elements & {
        "img",
        "script",
        "link",
        "iframe",
        "object",
        "form",
        "video",
        "audio",
        "base",
    }
    assert not {
        name
        for name in reader.attributes
        if name.startswith("on") or name in ("src", "style", "background", "srcset")
    }
    assert "url(" not in html
    assert "@import" not in html
    link = {LINK} if "link" in letters.named(template).needs else set()
    with translation.override("nl"):
        authority = str(settings.AUTHORITY["website"])
    assert reader.targets == link | {authority}, "links go where they say, without a detour"


# --- What is refused -----------------------------------------------------------------------------------


@database
@pytest.mark.parametrize(
    "to",
    [
        "noor@example.org\nBcc: everybody@example.org",
        "noor@example.org\r\n",
        "noor@example.org, everybody@example.org",
        "Noor",
        "",
    ],
)
def test_an_address_is_one_address(to: str) -> None:
    assert send(to="noor@example.org").pk
    with pytest.raises(ValueError, match=r"."):
        send(to=to)
    assert OutboxMessage.objects.count() == 1


def test_a_french_subject_does_not_break_before_its_colon() -> None:
    facts = {
        "kind": "restriction",
        "reference": "SOM-2222-3333",
        "received_at": "2026-11-22T10:00:00+00:00",
        "did": [],
        "goes": [],
        "kept": [],
        "refused": [],
    }
    title, _text = letter_text.render_letter("answer-done", language="fr", context=facts)
    assert "demandiez\N{NO-BREAK SPACE}: mettre mes données de côté" in title


@database
def test_a_line_break_in_a_fact_begins_no_header(post_office: MailServer, now: datetime) -> None:
    send("request-received", context={"reference": "SOM-1\r\nBcc: everybody@example.org"})
    assert outbox_worker.drain_outbox(now=now) == 1
    (received,) = post_office.received
    assert "Bcc" not in received.letter
    assert received.recipients == ["noor@example.org"]


@database
@pytest.mark.parametrize(
    ("template", "language", "context"),
    [
        ("no-such-letter", "nl", FACTS),
        ("refusal", "de", FACTS),
        ("refusal", "nl", {key: value for key, value in FACTS.items() if key != "ground"}),
        ("confirm-request", "nl", FACTS | {"link": "/privacy/request/4f7Kq2x0m1N8sVb3/"}),
        ("confirm-request", "nl", FACTS | {"link": "javascript:alert(1)"}),
    ],
)
def test_a_letter_that_could_not_be_written_is_refused_at_once(
    template: str, language: str, context: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"letter|link"):
        send_letter(template, to="noor@example.org", language=language, context=context)
    assert not OutboxMessage.objects.exists()
