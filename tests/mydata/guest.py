"""Somebody who goes to My data: asks a link, follows it, and is inside with a cookie and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from tests.requests.visitor import Visitor, hidden, last_link, mails

PAGE = "/privacy/my-data/"
COOKIE = "my-data"


@dataclass
class Guest(Visitor):
    """A visitor whose browser keeps the cookie of their visit."""

    def get(self, path: str) -> Any:
        """Open a page."""
        return self.client.get(path, REMOTE_ADDR=self.host)

    def post(self, path: str, **facts: str) -> Any:
        """Send a form from our own page."""
        return self.client.post(path, facts, REMOTE_ADDR=self.host, HTTP_SEC_FETCH_SITE="same-origin")

    def knock(self, email: str, *, page: str = PAGE) -> Any:
        """Ask for a link."""
        return self.post(page, email=email)

    def press(self, link: str) -> Any:
        """Open a mailed link and press its button."""
        return self.post(link, key=hidden(self.get(link), "key"))

    def enter(self, email: str, *, page: str = PAGE) -> Any:
        """Ask for a link, follow it, and return what stands inside."""
        self.knock(email, page=page)
        assert self.press(last_link(email, "my-data")).status_code == 302
        return self.get(page)

    def act(self, name: str, *, query: str = "", **facts: str) -> Any:
        """Send the form of an act, sealed as the page had it."""
        return self.post(f"{PAGE}{name}/{query}", seal=hidden(self.get(PAGE), "seal"), **facts)


def words(page: Any) -> str:
    """Return what a page says in its main part, without its tags."""
    body = re.sub(
        r"<nav class=\"aside\".*?</nav>",
        " ",
        page.text.partition("<main")[2].partition("</main>")[0],
        flags=re.S,
    )
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


__all__ = ["COOKIE", "PAGE", "Guest", "hidden", "last_link", "mails", "words"]
