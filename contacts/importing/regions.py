"""Which country a row or card is in: its name as address books write it, to the code that numbers are read
by. Data, no code to speak of."""

from __future__ import annotations

from functools import lru_cache

from privacy.subjects.names import fold_name

HOME = "BE"
"""Where we are: what says no country is read as from here."""
UNKNOWN = ""
"""A country is named that we do not know: no number is read without its prefix."""

_NAMES = {
    "AT": "Oostenrijk | Autriche | Austria | Österreich | A | AUT",
    "BE": "België | Belgie | Belgique | Belgium | Belgien | B | BEL | Vlaanderen | Wallonie | Flandre | "
    "Bruxelles | Brussel | Koninkrijk België | Royaume de Belgique",
    "BG": "Bulgarije | Bulgarie | Bulgaria | BGR",
    "CA": "Canada | CAN",
    "CD": "Congo | DR Congo | RD Congo | Congo Kinshasa | Democratische Republiek Congo | COD",
    "CH": "Zwitserland | Suisse | Switzerland | Schweiz | CHE",
    "CZ": "Tsjechië | République tchèque | Tchéquie | Czechia | Czech Republic | Tschechien | CZE",
    "DE": "Duitsland | Allemagne | Germany | Deutschland | D | DEU | BRD",
    "DK": "Denemarken | Danemark | Denmark | Danmark | Dänemark | DNK",
    "DZ": "Algerije | Algérie | Algeria | DZA",
    "EE": "Estland | Estonie | Estonia | EST",
    "ES": "Spanje | Espagne | Spain | España | Spanien | E | ESP",
    "FI": "Finland | Finlande | Suomi | Finnland | FIN",
    "FR": "Frankrijk | France | Frankreich | F | FRA",
    "GB": "Verenigd Koninkrijk | Royaume-Uni | United Kingdom | Groot-Brittannië | Grande-Bretagne | Great "
    "Britain | Engeland | Angleterre | England | Schotland | Scotland | Wales | UK | GBR",
    "GR": "Griekenland | Grèce | Greece | Griechenland | GRC",
    "HR": "Kroatië | Croatie | Croatia | HRV",
    "HU": "Hongarije | Hongrie | Hungary | HUN",
    "IE": "Ierland | Irlande | Ireland | Irland | IRL",
    "IT": "Italië | Italie | Italy | Italia | Italien | I | ITA",
    "LT": "Litouwen | Lituanie | Lithuania | LTU",
    "LU": "Luxemburg | Luxembourg | Groothertogdom Luxemburg | Grand-Duché de Luxembourg | L | LUX",
    "LV": "Letland | Lettonie | Latvia | LVA",
    "MA": "Marokko | Maroc | Morocco | MAR",
    "MT": "Malta | Malte | MLT",
    "NL": "Nederland | Pays-Bas | Netherlands | The Netherlands | Niederlande | Holland | Hollande | NLD",
    "NO": "Noorwegen | Norvège | Norway | Norge | NOR",
    "PL": "Polen | Pologne | Poland | Polska | POL",
    "PT": "Portugal | P | PRT",
    "RO": "Roemenië | Roumanie | Romania | ROU",
    "SE": "Zweden | Suède | Sweden | Sverige | Schweden | SWE",
    "SI": "Slovenië | Slovénie | Slovenia | SVN",
    "SK": "Slovakije | Slovaquie | Slovakia | SVK",
    "TN": "Tunesië | Tunisie | Tunisia | TUN",
    "TR": "Turkije | Turquie | Turkey | Türkiye | TUR",
    "UA": "Oekraïne | Ukraine | UKR",
    "US": "Verenigde Staten | États-Unis | United States | United States of America | USA | Amerika",
}  # fmt: skip

_CODES = {fold_name(name): code for code, names in _NAMES.items() for name in (code, *names.split("|"))}


@lru_cache(maxsize=1024)
def region_of(country: str) -> str:
    """Return the code (ISO 3166) of ``country`` as it is written, ``HOME`` if nothing is, ``UNKNOWN`` for one
    that we do not know.

    "be" and "België (BE)" are Belgium.
    """
    name = fold_name(country)
    if not name:
        return HOME
    bare = name.partition("(")[0].strip()
    return _CODES.get(name, _CODES.get(bare, UNKNOWN))
