"""What a reader of the notation noticed: each remark with its place, a code, and a message to be translated."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from paraph.errors import N_


class Level(StrEnum):
    """A doubt asks a person to look; a note says how something was read."""

    NOTE = "note"
    DOUBT = "doubt"


CODES: Mapping[str, tuple[Level, str]] = {
    "unclosed-bracket": (Level.DOUBT, N_("This bracket is never closed.")),
    "unopened-bracket": (Level.DOUBT, N_("This closing bracket closes nothing.")),
    "unclosed-brace": (Level.DOUBT, N_("This brace is never closed.")),
    "unopened-brace": (Level.DOUBT, N_("This closing brace closes nothing.")),
    "unclosed-addition": (Level.DOUBT, N_("The mark %(mark)s is never closed.")),
    "unopened-addition": (Level.DOUBT, N_("The mark %(mark)s closes nothing.")),
    "assumed-party": (Level.NOTE, N_("%(party)s was taken for a party (%(count)s times); the parties are not known.")),
    "unknown-party": (Level.DOUBT, N_("%(party)s stands where a party should, but is not a known party.")),
    "maybe-attribution": (Level.DOUBT, N_("%(words)s may name a party; it was read as words of the text.")),
    "contradiction": (Level.DOUBT, N_("%(party)s stands under more than one stance.")),
    "tick-or-blank": (Level.DOUBT, N_("%(words)s may be a tick box or a blank; it was read as a %(read)s.")),
    "maybe-link": (Level.DOUBT, N_("%(words)s has the form of a link; it was read as a bracket.")),
    "maybe-title": (Level.DOUBT, N_("%(words)s may be a provisional title; it was read as a remark.")),
    "option-out-of-order": (Level.DOUBT, N_("%(option)s does not continue the options before it.")),
    "rivals-apart": (Level.NOTE, N_("The space between these brackets was read as notation: rival wordings.")),
    "considering": (Level.NOTE, N_("%(party)s is considering these words and was not counted as wanting them.")),
    "owners-implied": (Level.NOTE, N_("Only who is against these words is named; wanted by the others: %(parties)s.")),
    "owner-unknown": (Level.DOUBT, N_("Only who is against these words is named; who wants them is not known.")),
    "not-nfc": (Level.NOTE, N_("From here on the file was not in Unicode normal form C; it was read as if it were.")),
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark: file, line and column (both from 1, the column in characters), code, and what fills its message."""

    source: str
    line: int
    column: int
    code: str
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        return CODES[self.code][0]

    @property
    def message(self) -> str:
        """The message key; ``Speech.say(message, **data)`` puts it into the reader's language."""
        return CODES[self.code][1]

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}: {self.message % self.data} [{self.code}]"


class Places:
    """Turns offsets into lines and columns.

    >>> Places("one\\ntwo").at(5)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
