"""Words, numbers and dates in the reader's language: gettext catalogues and Babel, nothing of our own.

Message keys are the English sentences; ``locale/vi`` holds the Vietnamese. ``N_`` (in ``errors``) marks a key in a
module that must not translate, ``Speech.say`` translates where the words leave.
"""

from __future__ import annotations

import gettext
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from paraph.errors import ParaphError

LANGUAGES = ("en", "vi")
LOCALE = Path(__file__).parent / "locale"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("paraph", LOCALE, [language], fallback=True)


class Speech:
    """One reader's language: sentences, plurals, numbers and dates.

    >>> Speech("en").percent(0.461)
    '46.1%'
    >>> Speech("vi").number(136561.2, digits=1)
    '136.561,2'
    """

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._messages = _catalogue(self.language)

    def say(self, message: str, /, **data: Any) -> str:
        """Translate a message key and fill its ``%(name)s`` fields."""
        text = self._messages.gettext(message) if message else ""
        return text % data if data else text

    def count(self, one: str, many: str, n: int, /, **data: Any) -> str:
        """Translate a counted message; ``%(n)s`` is filled with the number, written as the language writes it."""
        return self._messages.ngettext(one, many, n) % {"n": self.number(n), **data}

    def number(self, value: float, digits: int = 0) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=self.language)

    def percent(self, fraction: float, digits: int = 1) -> str:
        """A fraction (0.461) as a percentage."""
        from babel.numbers import format_percent

        return format_percent(
            fraction, format="#,##0" + ("." + "0" * digits if digits else "") + "%", locale=self.language
        )

    def day(self, value: date, style: str = "long") -> str:
        from babel.dates import format_date

        return format_date(value, format=style, locale=self.language)

    def moment(self, value: datetime, zone: str, style: str = "medium") -> str:
        """An aware moment as read in ``zone`` (IANA name), the zone's city beside it.

        >>> from datetime import timezone
        >>> Speech("en").moment(datetime(2025, 6, 1, 13, 0, tzinfo=timezone.utc), "Asia/Ho_Chi_Minh")
        'Jun 1, 2025, 20:00 (Ho Chi Minh)'
        """
        from babel.dates import format_date

        local = value.astimezone(ZoneInfo(zone))
        city = zone.rsplit("/", 1)[-1].replace("_", " ")
        return f"{format_date(local.date(), format=style, locale=self.language)}, {local:%H:%M} ({city})"

    def of(self, texts: dict[str, str] | None, fallback: str = "") -> str:
        """Choose this language's wording from ``{language: text}``, else any that there is."""
        if not texts:
            return fallback
        return texts.get(self.language) or next(iter(texts.values()), fallback)

    def explain(self, error: ParaphError) -> str:
        """An error in the reader's language: what, where, and what to do."""
        data = {
            key: self.say(value) if isinstance(value, str) and value else value for key, value in error.data.items()
        }
        return " ".join(self.say(part) % data for part in (error.message, error.remedy) if part)
