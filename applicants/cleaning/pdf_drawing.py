"""The drawings of a PDF, operator by operator: those of the standard, with what they take, and nothing else.

Comments, marked content and what stands between operators stay behind. What a drawing names, a font or a
picture, is copied when it is named, and under a new name; what nothing draws is never copied.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, String

from applicants.cleaning import pdf_keys

Take = Callable[[Any, str], Any]
Step = tuple[list[Any], Operator]


class Drawing:
    """Copies drawings that share one set of resources: ``resources`` holds those that were named so far."""

    def __init__(self, source: Object | None, *, take: Take, take_inline: Callable[..., Object]) -> None:
        self.resources = Dictionary()
        self._source = source
        self._take = take
        self._take_inline = take_inline
        self._names: dict[tuple[str, str], Name | None] = {}

    def write(self, holder: Any) -> bytes:
        """Return the drawing in ``holder``, a page or a stream, written anew."""
        steps = map(self._step, pikepdf.parse_content_stream(holder))
        drawing: bytes = pikepdf.unparse_content_stream([step for step in steps if step is not None])
        return drawing

    def _step(self, step: Any) -> Step | None:
        operator, operands = str(step.operator), list(step.operands)
        if operator in pdf_keys.NUMBERS:
            return _keep_numbers(operands, pdf_keys.NUMBERS[operator], step.operator)
        if operator == "INLINE IMAGE":
            return self._draw_inline(operands[0])
        if operator in pdf_keys.TEXTS:
            return _keep_text(operands, pdf_keys.TEXTS[operator], step.operator)
        if operator == "Tf" and len(operands) == 2 and isinstance(operands[0], Name):
            return [self._named("Font", operands[0]) or self._usual_font(), operands[1]], step.operator
        if operator in pdf_keys.NAMED and operands and isinstance(operands[-1], Name):
            new = self._named(pdf_keys.NAMED[operator], operands[-1])
            return None if new is None else ([*filter(_is_number, operands[:-1]), new], step.operator)
        if operator in pdf_keys.COLOURS:
            return _keep_numbers(operands, len(operands), step.operator)
        if operator == "d" and len(operands) == 2 and isinstance(operands[0], Array):
            return [Array(filter(_is_number, operands[0])), operands[1]], step.operator
        return None

    def _named(self, sort: str, name: Name) -> Name | None:
        """Return the new name of a resource, copied when it is first named; None where there is none."""
        if sort == "ColorSpace" and str(name) in pdf_keys.OWN_SPACES:
            return name
        place = (sort, str(name))
        if place not in self._names:
            self._names[place] = self._copy_resource(sort, str(name))
        return self._names[place]

    def _copy_resource(self, sort: str, name: str) -> Name | None:
        held = self._source.get(f"/{sort}") if isinstance(self._source, Dictionary) else None
        value = held.get(name) if isinstance(held, Dictionary) else None
        copy = self._take(value, pdf_keys.RESOURCES[sort])
        return None if copy is None else self._add(sort, copy)

    def _add(self, sort: str, copy: Any) -> Name:
        if f"/{sort}" not in self.resources:
            self.resources[f"/{sort}"] = Dictionary()
        held = self.resources[f"/{sort}"]
        name = Name(f"/{sort[0]}{len(held)}")
        held[str(name)] = copy
        return name

    def _usual_font(self) -> Name:
        usual = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        place = ("Font", "")
        if place not in self._names:
            self._names[place] = self._add("Font", usual)
        return self._names[place] or Name.F

    def _draw_inline(self, inline: pikepdf.PdfInlineImage) -> Step | None:
        """Return the drawing of a picture that stood between the operators; it becomes one like any other."""
        about = inline.obj
        space = about.get("/ColorSpace")
        if isinstance(space, Name) and str(space) not in pdf_keys.OWN_SPACES:
            held = self._source.get("/ColorSpace") if isinstance(self._source, Dictionary) else None
            about["/ColorSpace"] = (
                held.get(str(space), Name.DeviceRGB) if isinstance(held, Dictionary) else space
            )
        return [self._add("XObject", self._take_inline(inline.read_raw_bytes(), about))], Operator("Do")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal)


def _keep_numbers(operands: list[Any], count: int, operator: Operator) -> Step | None:
    """Return the step with its last ``count`` operands, which are those that viewers read."""
    last = operands[len(operands) - count :]
    return (last, operator) if len(last) == count and all(map(_is_number, last)) else None


def _keep_text(operands: list[Any], count: int, operator: Operator) -> Step | None:
    if len(operands) < count:
        return None
    *numbers, text = operands[len(operands) - count :]
    if isinstance(text, Array):
        text = Array(one for one in text if _is_number(one) or isinstance(one, String))
    elif not isinstance(text, String):
        return None
    return ([*numbers, text], operator) if all(map(_is_number, numbers)) else None
