"""Somebody with a browser, who looks at every page they come to."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.instances import eventually

UPSTREAM = Path(__file__).resolve().parents[2] / "docs/axe-upstream.json"
WIDTHS = (320, 768, 1280)
PREFIXES = {"nl": "/", "fr": "/fr/", "en": "/en/"}


@dataclass
class Visitor:
    """A browser of one's own at ``site``; what went wrong in it is collected, and ``leave`` fails on it."""

    context: BrowserContext
    site: str
    language: str = "nl"
    staff: bool = False
    page: Page = field(init=False)
    troubles: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        self.context.on("request", self._see)
        self.context.on("response", self._answered)
        self.page = self.context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and message.location.get("url") not in self.refused:
            self.troubles.append(f"console: {message.text} ({message.location.get('url')})")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:")):
            self.troubles.append(f"foreign: {request.url}")

    def _answered(self, response: Response) -> None:
        # Chromium writes an error for a page that says, as ours do on purpose, that something is not right.
        if response.request.is_navigation_request() and response.status in (403, 404, 410, 422):
            self.refused.add(response.url)

    def leave(self) -> None:
        """Close the browser; ``AssertionError`` if the console, a foreign request or a visitor's cookie spoke
        up."""
        cookies = [] if self.staff else [cookie.get("name") for cookie in self.context.cookies()]
        self.context.close()
        assert (self.troubles, cookies) == ([], [])

    def say(self, words: str, /, **facts: str) -> str:
        """Return ``words``, given in English, as the visitor reads them."""
        with translation.override(self.language):
            said = translation.gettext(words)
        assert self.language == "en" or said != words, f"not translated: {words}"
        return said % facts if facts else said

    def at(self, path: str) -> str:
        """Return the path in the visitor's language of the page that is at ``path`` in Dutch."""
        return PREFIXES[self.language] + path.lstrip("/")

    def open(self, path: str) -> int:
        """Go to a page; return its status."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        return answer.status

    def field(self, label: str) -> Locator:
        """Return the field with that label."""
        return self.page.locator("main").get_by_label(self.say(label))

    def button(self, words: str) -> Locator:
        """Return the button with that name."""
        return self.page.get_by_role("button", name=self.say(words), exact=True)

    def press(self, words: str) -> None:
        """Press the button with that name."""
        self.button(words).click()

    def reads(self, words: str) -> None:
        """Wait until the page says ``words``, given as they stand there; ``AssertionError`` if it never
        does."""
        expect(self.page.locator("body")).to_contain_text(words)

    def arrives(self, title: str, **facts: str) -> None:
        """Wait for the page under that title."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(self.say(title, **facts))

    def look(self, name: str) -> None:
        """Hold the page against what holds for each: its language, axe in light and dark, room on a phone.

        With ``SCREENSHOTS``, a folder, pictures are left there for people to look at.
        """
        assert self.page.locator("html").get_attribute("lang") == self.language
        self._at_width(320)
        # Scripts of staff's pages follow the width a moment later.
        eventually(
            lambda: self.page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            ),
            within=5,
        )
        found = self._axe()
        self._at_width(1280)
        self.page.emulate_media(color_scheme="dark")
        found += self._axe()
        if folder := os.environ.get("SCREENSHOTS"):
            self._picture(Path(folder), f"{name}-dark-1280")
        self.page.emulate_media(color_scheme="light")
        if folder:
            for width in WIDTHS:
                self._at_width(width)
                self._picture(Path(folder), f"{name}-{width}")
        assert not found, "\n".join([name, *found])

    def _at_width(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})

    def _picture(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)

    def _axe(self) -> list[str]:
        """Return what axe finds here, but for what is listed as upstream's on pages of staff."""
        # Colours on their way to others are not what a reader ends up with.
        self.page.evaluate(
            "document.getAnimations().forEach(each => { try { each.finish() } catch { each.cancel() } })"
        )
        path = urlsplit(self.page.url).path
        left = {
            each["rule"]
            for each in json.loads(UPSTREAM.read_text())["left"]
            if self.staff and fnmatch(path, each["page"])
        }
        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [
            f"{each['id']}: {[node['html'][:150] for node in each['nodes']]}"
            for each in found
            if each["id"] not in left
        ]

    def tab_to(self, target: Locator, *, most: int = 60) -> None:
        """Go on with the Tab key until ``target`` has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if target.evaluate("each => each === document.activeElement"):
                return
        raise AssertionError(f"the Tab key does not reach {target}")

    def reference(self) -> str:
        """Return the reference that the page shows."""
        return re.sub(r"\s+", "", self.page.locator(".reference").inner_text())
