"""A visitor who walks through the public pages without a cookie, and the mails that reach them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from privacy.models import OutboxMessage
from privacy.rights.base import EVERY_USE

FORM = "/privacy/request/"


@dataclass
class Visitor:
    """Somebody with a browser that keeps no cookies and says where its forms come from."""

    host: str = "203.0.113.7"
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def get(self, path: str) -> Any:
        """Open a page; it must set no cookie."""
        page = self.client.get(path, REMOTE_ADDR=self.host)
        assert not page.cookies
        return page

    def post(self, path: str, **facts: str) -> Any:
        """Send a form from our own page; it must set no cookie."""
        page = self.client.post(path, facts, REMOTE_ADDR=self.host, HTTP_SEC_FETCH_SITE="same-origin")
        assert not page.cookies
        return page

    def fill_in(self, kind: str, email: str, details: str = "", *, use: str = "", form: str = FORM) -> Any:
        """Fill in the form, and return the page that shows the answers to check."""
        facts = {kind: use} if use else {}
        begun = hidden(self.get(form), "begun")
        return self.post(form, kind=kind, email=email, details=details, begun=begun, **facts)

    def ask(self, kind: str, email: str, details: str = "", *, use: str = "", form: str = FORM) -> Any:
        """Go through form and check, and return the page that says to look in the mailbox. Consents are
        withdrawn all, unless ``use`` says which."""
        use = use or (EVERY_USE if kind == "withdrawal" else "")
        check = self.fill_in(kind, email, details, use=use, form=form)
        assert check.status_code == 200
        return self.post(form, answers=hidden(check, "answers"))

    def confirm(self, email: str) -> Any:
        """Follow the newest confirmation mailed to ``email`` and press the button."""
        return self.post(last_link(email, "confirm-request"))


def hidden(page: Any, name: str) -> str:
    """Return the value of the hidden field ``name`` of a page."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page.text)
    assert found, f"no {name} in the page"
    return found[1]


def mails(email: str, letter: str | None = None) -> list[dict[str, Any]]:
    """Return what waits in the outbox for ``email``, oldest first."""
    waiting = OutboxMessage.objects.filter(handler="mail", state=OutboxMessage.State.WAITING).order_by("pk")
    found = [json.loads(message.payload or "") for message in waiting]
    return [each for each in found if each["to"] == email and letter in (None, each["template"])]


def last_link(email: str, letter: str) -> str:
    """Return the path of the link in the newest ``letter`` to ``email``."""
    link: str = mails(email, letter)[-1]["context"]["link"]
    assert link.startswith("http://testserver/")
    return link.removeprefix("http://testserver")
