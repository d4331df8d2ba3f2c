"""What the public layout needs: the same page in the other languages, and whether a link is the page one is
on."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils import translation
from django.utils.translation import get_language_info

register = template.Library()


@register.simple_tag(takes_context=True)
def same_page(context: Context) -> list[dict[str, Any]]:
    """Return for each language its code, its own name and the address of this page in it.

    A page that is none of ours (an unknown address, a fault) leads to the home page in that language.
    """
    request: HttpRequest | None = context.get("request")
    address = _address(request)
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "address": _translated(address, code) if address else _home(code),
            "current": code == translation.get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def is_here(context: Context, address: str) -> bool:
    """Return whether ``address`` is the page that is being shown."""
    request: HttpRequest | None = context.get("request")
    return request is not None and request.path == address


def _address(request: HttpRequest | None) -> str:
    if request is None:
        return ""
    try:
        resolve(request.path_info)
    except Resolver404:
        return ""
    return request.get_full_path()


def _translated(address: str, code: str) -> str:
    return translate_url(address, code)


def _home(code: str) -> str:
    with translation.override(code):
        return reverse("home")
