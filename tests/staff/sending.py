"""What a browser sends for a form: every field as the page shows it, untouched, but for what somebody fills
in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from django.utils.datastructures import MultiValueDict

BUTTONS = ("submit", "image", "button", "reset")
LATER = "admin-autocomplete"
"""The class of a list that gets its choices from the server while somebody types."""


@dataclass
class Control:
    """One field or button: what it sends now, and, where it offers choices, each of them."""

    name: str
    kind: str
    sends: list[str] = field(default_factory=list)
    offers: list[str] | None = None


@dataclass
class Page(HTMLParser):
    """A page as a browser reads it; ``forms`` are the attributes and fields of each form."""

    html: str
    forms: list[tuple[dict[str, str], list[Control]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Control] | None = None
        self._list: Control | None = None
        self._option: str | None = None
        self._text: Control | None = None
        self._inert = 0
        self._named: list[tuple[str, Control]] = []
        self.feed(self.html)
        for name, control in self._named:  # a button may stand outside of its form
            next(controls for attributes, controls in self.forms if attributes.get("id") == name).append(
                control
            )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inert += tag == "template"
        if self._inert:
            return
        if tag == "form":
            self._open = []
            self.forms.append((given, self._open))
        elif tag == "option" and self._list:
            self._choose(self._list, given)
        elif tag in ("input", "select", "textarea", "button") and "disabled" not in given:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        kind = (
            given.get("type", "submit" if tag == "button" else "text") if tag in ("input", "button") else tag
        )
        control = Control(given.get("name", ""), kind)
        if kind in ("checkbox", "radio"):
            control.offers = [given.get("value", "on")]
            control.sends = control.offers[:1] if "checked" in given else []
        elif tag in ("input", "button"):
            control.sends = [given.get("value", "")]
        elif tag == "textarea":
            self._text = control
            control.sends = [""]
        else:
            control.kind = (
                "later" if LATER in given.get("class", "") else "several" if "multiple" in given else "select"
            )
            control.offers, self._list = [], control
        if "form" in given:
            self._named.append((given["form"], control))
        elif self._open is not None:
            self._open.append(control)

    def _choose(self, listed: Control, given: dict[str, str]) -> None:
        assert listed.offers is not None
        assert "value" in given, f"an option of {listed.name} without a value"
        listed.offers.append(given["value"])
        if "selected" in given:
            listed.sends = [*(listed.sends if listed.kind == "several" else []), given["value"]]

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text.sends[0] += data

    def handle_endtag(self, tag: str) -> None:
        self._inert -= tag == "template"
        if tag == "select" and self._list:
            if self._list.kind == "select" and not self._list.sends:
                self._list.sends = (self._list.offers or [])[:1]  # a closed list shows its first choice
            self._list = None
        elif tag == "textarea" and self._text:
            # The line break that HTML lets follow the tag is none of the text; others are sent as two
            # characters.
            self._text.sends = [self._text.sends[0].removeprefix("\n").replace("\n", "\r\n")]
            self._text = None
        elif tag == "form":
            self._open = None


@dataclass
class Form:
    """A form that is open in a browser at ``address``."""

    address: str
    attributes: dict[str, str]
    controls: list[Control]

    def filled(self, **changes: Any) -> MultiValueDict[str, Any]:
        """Return what is sent after ``changes`` (a list for several, ``[]`` for none), of which the page must
        offer each."""
        sent: MultiValueDict[str, Any] = MultiValueDict()
        for control in self.controls:
            if control.kind not in BUTTONS and control.name and control.name not in changes:
                files = control.kind == "file"
                sent.setlistdefault(control.name, []).extend([] if files else control.sends)
        for name, value in changes.items():
            values = [
                each if hasattr(each, "read") else str(each)
                for each in (value if isinstance(value, list) else [value])
            ]
            there = [control for control in self.controls if control.name == name]
            assert there, f"no field {name}: {sorted({control.name for control in self.controls})}"
            offered = [offer for control in there for offer in control.offers or []]
            free = there[0].offers is None or there[0].kind == "later"
            assert free or set(values) <= set(offered), f"{name} offers {offered}"
            sent.setlist(name, values)
        return sent

    def send(self, client: Client, *, press: str = "", **changes: Any) -> Any:
        """Send it with a press on the button of that name, and return the answer."""
        sent = self.filled(**changes)
        buttons = [
            control for control in self.controls if control.kind in BUTTONS[:1] and control.name == press
        ]
        assert buttons, f"no button {press!r}"
        if press:
            sent[press] = buttons[0].sends[0]
        data = {name: values for name, values in sent.lists() if values}
        return client.post(urljoin(self.address, self.attributes.get("action", "")), data)


def opened(client: Client, address: str, *, holding: str = "") -> Form:
    """Open a page and return its one form to post with a field ``holding``, or ``holding`` as its ``do``.

    Without ``holding`` it is the form that is sent to the page itself.
    """
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    found = [
        Form(address, attributes, controls)
        for attributes, controls in Page(str(answer.content.decode())).forms
        if attributes.get("method", "").lower() == "post" and _is_meant(attributes, controls, holding)
    ]
    assert len(found) == 1, f"{len(found)} forms at {address} with {holding or 'no action'}"
    return found[0]


def _is_meant(attributes: dict[str, str], controls: list[Control], holding: str) -> bool:
    if not holding:
        return "action" not in attributes
    return any(
        control.name == holding or (control.name == "do" and control.sends == [holding])
        for control in controls
    )
