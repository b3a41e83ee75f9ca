"""Words, numbers and dates in the reader's language: gettext catalogues and Babel, nothing of our own.

Message keys are the English sentences; ``locale/vi`` holds the Vietnamese. ``N_`` (in ``errors``) marks a key in a
module that must not translate, ``Speech.say`` translates where the words leave.
"""

from __future__ import annotations

import gettext
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from paraph.errors import N_, ParaphError

LANGUAGES = ("en", "vi")
LOCALE = Path(__file__).parent / "locale"

_DAYS = {"vi": {"long": "'ngày' d 'tháng' M 'năm' y", "medium": "dd/MM/y"}}
"""Where custom differs from Babel's: Vietnamese papers write the day and the year with their words."""

SYSTEM = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("Input/output error"),
)
"""What the operating system says of a file: keys like any other, since an error quotes them as its detail."""


def begun(words: str) -> str:
    """Words as they begin a line: the first letter large, the rest as it is.

    >>> begun("MFN rate"), begun("điều khoản")
    ('MFN rate', 'Điều khoản')
    """
    return words[:1].upper() + words[1:]


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("paraph", LOCALE, [language], fallback=True)


@cache
def _place(zone: str) -> str:
    """Whose time a zone keeps, in Vietnamese: the country, or the city where a country has several.

    >>> _place("Asia/Ho_Chi_Minh"), _place("America/New_York"), _place("UTC")
    ('Việt Nam', 'New York', 'UTC')
    """
    from babel.dates import get_timezone_location

    said = get_timezone_location(zone, locale="vi").removeprefix("Giờ ")
    return said[said.index("(") + 1 : -1] if said.endswith(")") else said


@lru_cache(maxsize=1 << 12)
def _number(value: float, digits: int, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=language)


@lru_cache(maxsize=1 << 12)
def _percent(fraction: float, digits: int, language: str) -> str:
    from babel.numbers import format_percent

    return format_percent(fraction, format="#,##0" + ("." + "0" * digits if digits else "") + "%", locale=language)


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
        return _number(value, digits, self.language)

    def decimal(self, written: str | Decimal) -> str:
        """A decimal text of the record, with as many digits as it has.

        >>> Speech("vi").decimal("136561.20")
        '136.561,20'
        """
        value = Decimal(written)
        return self.number(float(value), max(0, -int(value.as_tuple().exponent)))

    def percent(self, fraction: float, digits: int = 1) -> str:
        """A fraction (0.461) as a percentage."""
        return _percent(fraction, digits, self.language)

    def day(self, value: date, style: str = "long") -> str:
        """A day; in Vietnamese "ngày 22 tháng 5 năm 2025", to stand within a sentence.

        >>> Speech("en").day(date(2025, 5, 22)), Speech("vi").day(date(2025, 5, 22), "medium")
        ('May 22, 2025', '22/05/2025')
        """
        from babel.dates import format_date

        return format_date(value, format=_DAYS.get(self.language, {}).get(style, style), locale=self.language)

    def moment(self, value: datetime, zone: str, style: str = "medium") -> str:
        """An aware moment as read in ``zone`` (IANA name), the zone's city beside it; in Vietnamese the hour first.

        >>> from datetime import timezone
        >>> Speech("en").moment(datetime(2025, 6, 1, 13, 0, tzinfo=timezone.utc), "Asia/Ho_Chi_Minh")
        'Jun 1, 2025, 20:00 (Ho Chi Minh)'
        >>> Speech("en").moment(datetime(9999, 12, 31, 23, 0, tzinfo=timezone.utc), "Asia/Ho_Chi_Minh")
        'Dec 31, 9999, 23:00 (UTC)'
        """
        try:
            local = value.astimezone(ZoneInfo(zone))
        except (OverflowError, ZoneInfoNotFoundError, ValueError, OSError):  # beyond the calendar, or no such zone
            local, zone = value.astimezone(UTC), "UTC"
        day = self.day(local.date(), style)
        if self.language == "vi":
            return f"{local:%H:%M} {day} ({'giờ ' if style == 'long' else ''}{self.zone(zone)})"
        return f"{day}, {local:%H:%M} ({self.zone(zone)})"

    def zone(self, zone: str) -> str:
        """Whose clock a zone (IANA name) is, as beside moments: the city, in Vietnamese the country where it has one.

        >>> Speech("en").zone("Asia/Ho_Chi_Minh"), Speech("vi").zone("Asia/Ho_Chi_Minh"), Speech("en").zone("Etc/UTC")
        ('Ho Chi Minh', 'Việt Nam', 'UTC')
        """
        return _place(zone) if self.language == "vi" else zone.rpartition("/")[2].replace("_", " ")

    def ahead(self, left: timedelta) -> str:
        """How far ahead something is, or how long ago, in one unit.

        >>> Speech("en").ahead(timedelta(days=5, hours=3)), Speech("vi").ahead(timedelta(hours=-2))
        ('in 5 days', '2 giờ trước')
        >>> Speech("vi").ahead(timedelta(days=4))
        'còn 4 ngày'
        """
        from babel.dates import format_timedelta

        near = abs(left) < timedelta(days=1)
        grain: Literal["second", "day"] = "second" if near else "day"
        left_over = self.language == "vi" and left > timedelta()  # what is left, where Babel says "after ... more"
        said = format_timedelta(
            left, granularity=grain, threshold=1 if near else 60, add_direction=not left_over, locale=self.language
        )
        return f"còn {said}" if left_over else said

    def of(self, texts: dict[str, str] | None, fallback: str = "") -> str:
        """Choose this language's wording from ``{language: text}``, else any that there is."""
        if not texts:
            return fallback
        return texts.get(self.language) or next(iter(texts.values()), fallback)

    def explain(self, error: ParaphError, **told: str) -> str:
        """An error in the reader's language: what, where, and what to do; ``told``: data that is in words already."""
        data = {
            key: self.say(value) if isinstance(value, str) and value else value for key, value in error.data.items()
        } | told
        return " ".join(self.say(part) % data for part in (error.message, error.remedy) if part)
