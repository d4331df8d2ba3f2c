"""Fields of public forms for words, as browsers and people write them."""

from __future__ import annotations

from typing import Any

from django import forms


class LineField(forms.CharField):
    """Words on one line, with one space between them."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


class MultilineField(forms.CharField):
    """Text of several lines, each ended by one character: a browser sends a line break as two and counts it
    as one."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
