"""Countries in words, and which of them are in the European Economic Area."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "AT": _("Austria"),
    "BE": _("Belgium"),
    "BG": _("Bulgaria"),
    "CY": _("Cyprus"),
    "CZ": _("Czechia"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "EE": _("Estonia"),
    "ES": _("Spain"),
    "FI": _("Finland"),
    "FR": _("France"),
    "GR": _("Greece"),
    "HR": _("Croatia"),
    "HU": _("Hungary"),
    "IE": _("Ireland"),
    "IS": _("Iceland"),
    "IT": _("Italy"),
    "LI": _("Liechtenstein"),
    "LT": _("Lithuania"),
    "LU": _("Luxembourg"),
    "LV": _("Latvia"),
    "MT": _("Malta"),
    "NL": _("Netherlands"),
    "NO": _("Norway"),
    "PL": _("Poland"),
    "PT": _("Portugal"),
    "RO": _("Romania"),
    "SE": _("Sweden"),
    "SI": _("Slovenia"),
    "SK": _("Slovakia"),
    "AD": _("Andorra"),
    "AR": _("Argentina"),
    "AU": _("Australia"),
    "BR": _("Brazil"),
    "CA": _("Canada"),
    "CH": _("Switzerland"),
    "FO": _("Faroe Islands"),
    "GB": _("United Kingdom"),
    "GG": _("Guernsey"),
    "IL": _("Israel"),
    "IM": _("Isle of Man"),
    "JE": _("Jersey"),
    "JP": _("Japan"),
    "KR": _("South Korea"),
    "NZ": _("New Zealand"),
    "US": _("United States"),
    "UY": _("Uruguay"),
}
"""The names of the countries that recipients are in, by their code of ISO 3166; another code is told as it
is."""

OUTSIDE = frozenset(
    ["AD", "AR", "AU", "BR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "US", "UY"]
)
EEA = frozenset(WORDS) - OUTSIDE
"""Where data may go as within Belgium (GDPR art. 1(3), EEA Agreement)."""


def country_words(code: str) -> str:
    """Return the country with that code in the active language."""
    return str(WORDS.get(code, code))


def country_code(text: str) -> str:
    """Return the code of ISO 3166 for ``text``, which may be in small letters or one of the two codes that
    the European Union writes otherwise."""
    code = text.strip().upper()
    return {"UK": "GB", "EL": "GR"}.get(code, code)


def is_country_code(text: str) -> bool:
    """Return whether ``text`` has the shape of a code of ISO 3166: two capitals."""
    return len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()
