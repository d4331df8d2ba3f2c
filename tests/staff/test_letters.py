"""What staff are sent about their own account goes the way of every letter: from the outbox, in their
language."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core import mail as django_mail
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from privacy.delivery import handlers, outbox_worker
from privacy.models import OutboxMessage
from som.models import User
from som.staff import password_reset
from tests.cast import brecht
from tests.mail_server import MailServer, Received, mail_server
from tests.public.sites import rows
from tests.worker import let_worker_take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_from_zero")]
NEW = "een andere zin die niemand raadt"


@pytest.fixture
def post_office(settings: Any) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def bookkeeper() -> User:
    """Brecht, who confirmed the address of the account."""
    made = brecht()
    made.set_password("een lange zin die niemand raadt")
    made.save()
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def ask(address: str = "brecht@example.be") -> None:
    answer = Client().post("/accounts/password/reset/", {"email": address})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    let_worker_take(password_reset.HANDLER)


def the_letter(post_office: MailServer) -> Received:
    """The one letter that the outbox held."""
    assert not post_office.received, "nothing leaves but from the outbox"
    assert outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1)) == 1
    (received,) = post_office.received
    return received


def link_in(received: Received) -> str:
    (link,) = re.findall(r"http://testserver(/accounts/\S+)", received.part("text/plain"))
    assert link in received.part("text/html")
    return str(link)


def test_a_forgotten_password_is_chosen_anew_by_a_mailed_link(
    post_office: MailServer, bookkeeper: User
) -> None:
    ask()
    client = Client()
    form = client.get(link_in(the_letter(post_office)), follow=True)
    assert form.status_code == 200
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    bookkeeper.refresh_from_db()
    assert bookkeeper.check_password(NEW)


@pytest.mark.parametrize(
    ("language", "subject"),
    [("nl", "Kies een nieuw wachtwoord"), ("fr", "Choisissez un nouveau mot de passe")],
)
def test_the_letter_is_in_the_language_of_the_member_of_staff(
    post_office: MailServer, bookkeeper: User, language: str, subject: str
) -> None:
    User.objects.update(language=language)
    ask()
    letter = the_letter(post_office).letter
    assert (letter["Subject"], letter["Content-Language"]) == (subject, language)
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_link_works_once_and_a_day(post_office: MailServer, bookkeeper: User, settings: Any) -> None:
    ask()
    link = link_in(the_letter(post_office))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert b"password1" not in Client().get(link, follow=True).content
    settings.PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
    bookkeeper.set_password(NEW)
    bookkeeper.save()
    assert b"password1" not in Client().get(link, follow=True).content


def test_an_address_of_nobody_gets_the_same_answer_and_no_letter(bookkeeper: User) -> None:
    answers = [
        Client().post("/accounts/password/reset/", {"email": f"{name}@example.be"}, follow=True)
        for name in ("brecht", "niemand")
    ]
    # Each page has random marks of its own against forgery.
    known, unknown = [re.sub(rb'(nonce|value)="[^"]*"', b"", answer.content) for answer in answers]
    assert known == unknown
    let_worker_take(password_reset.HANDLER)
    assert OutboxMessage.objects.filter(handler=handlers.MAIL).count() == 1


def test_an_address_of_nobody_takes_the_same_work(bookkeeper: User) -> None:
    User.objects.create(username="unconfirmed", email="unconfirmed@example.be")
    seen = {}
    for name in ("brecht", "unconfirmed", "niemand"):
        client = Client()
        client.get("/accounts/password/reset/")
        before = rows()
        with CaptureQueriesContext(connection) as queries:
            assert (
                client.post("/accounts/password/reset/", {"email": f"{name}@example.be"}).status_code == 302
            )
        written = {table: count - before[table] for table, count in rows().items() if count != before[table]}
        sent = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        seen[name] = ([sql.split("(")[0].split("WHERE")[0] for sql in sent], written)
    assert seen["brecht"] == seen["niemand"] == seen["unconfirmed"]
    assert seen["brecht"][1] == {"privacy.OutboxMessage": 1}


def test_a_wish_for_a_new_password_is_in_no_row_once_it_was_looked_at(bookkeeper: User) -> None:
    ask("niemand@example.be")
    message = OutboxMessage.objects.get()
    assert (message.state, message.payload) == (OutboxMessage.State.DONE, None)


def test_neither_the_logs_nor_the_row_say_who_asked(
    post_office: MailServer, bookkeeper: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="privacy")
    ask()
    link = link_in(the_letter(post_office))
    assert "brecht" not in caplog.text.casefold()
    assert link not in caplog.text
    assert not OutboxMessage.objects.exclude(payload=None).exists()


def test_a_new_address_is_confirmed_by_a_mailed_link(post_office: MailServer, bookkeeper: User) -> None:
    client = Client()
    client.force_login(bookkeeper)
    added = client.post("/accounts/email/", {"action_add": "", "email": "brecht.wouters@example.be"})
    client.post(added["Location"], {"password": "een lange zin die niemand raadt"})
    outbox_worker.drain_outbox(now=timezone.now() + timedelta(seconds=1))
    (received,) = [each for each in post_office.received if each.recipients != ["brecht@example.be"]]
    assert received.recipients == ["brecht.wouters@example.be"]
    client.post(link_in(received))
    assert EmailAddress.objects.get(email="brecht.wouters@example.be").verified


def test_a_letter_that_we_have_no_words_for_is_a_fault_and_is_not_sent(bookkeeper: User) -> None:
    with pytest.raises(ImproperlyConfigured, match="login_code"):
        get_adapter().send_mail("account/email/login_code", "brecht@example.be", {"user": bookkeeper})
    assert (OutboxMessage.objects.count(), getattr(django_mail, "outbox", [])) == (0, [])
