"""Trading partners by code, with their names in the reader's language (Unicode CLDR, through Babel)."""

from __future__ import annotations

from functools import cache

EUROPEAN_UNION = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
"""Members since 2020. Statistics that give the Union and a member besides count the member in the Union."""

OUTSIDE_NORMAL_RELATIONS = frozenset({"BY", "CU", "KP", "RU"})
"""Partners to which the United States applies the rates of column 2; Executive Order 14257 leaves them out."""

PARTS_OF_THE_UNION = frozenset({"GF", "GP", "MQ", "RE", "YT"})
"""Outermost regions of France: inside the customs territory of the Union, counted apart by the Census Bureau."""


@cache
def name_of(code: str, language: str = "en") -> str:
    """A partner's name; the code itself where CLDR has none.

    >>> name_of("VN"), name_of("KR", "vi"), name_of("EU")
    ('Vietnam', 'Hàn Quốc', 'European Union')
    """
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, code))


def code_of(written: str, known: frozenset[str]) -> str | None:
    """The code of a partner by its code or its name in either language, None for one that is not ``known``.

    >>> code_of("vietnam", frozenset({"VN"})), code_of("Hàn Quốc", frozenset({"KR"})), code_of("XX", frozenset())
    ('VN', 'KR', None)
    """
    if written.upper() in known:
        return written.upper()
    sought = "".join(written.split()).casefold()
    for language in ("en", "vi"):
        for code in known:
            if "".join(name_of(code, language).split()).casefold() == sought:
                return code
    return None
