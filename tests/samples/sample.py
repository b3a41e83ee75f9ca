"""The files of the sample negotiation as the tests read them: lines with ids, texts at the close of a round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from paraph.text.brackets import Bracket, Runs, brackets, disputed, project
from paraph.text.notation import parse
from paraph.text.reading import runs

SAMPLE = Path(__file__).resolve().parents[2] / "src" / "paraph" / "samples" / "vietnam_us"
PARTIES = ("US", "VN")
LANGUAGES = ("en", "vi")
_LINE = re.compile(r"(?:(#{1,2}) )?(.+) \{#([a-z0-9.-]+)\}")
_NUMBER = re.compile(
    r"(?:(?:Chapter|Chương) \d+\. |(?:Article|Điều) \d+\.\d+(?: bis)?\. |\d+(?: bis)?\. |\([a-z]\) )(?=\S)"
)


class Line(NamedTuple):
    """One provision as the file has it."""

    id: str
    depth: int
    number: str
    text: str

    def runs(self) -> Runs:
        return _runs(self.text)

    def groups(self) -> list[Bracket]:
        return list(brackets(self.runs()))

    def owners(self) -> list[tuple[str, ...]]:
        """The owners of each bracket, in order."""
        return [tuple(code for each in group.alternatives for code in each.owners) for group in self.groups()]

    def draft(self, party: str) -> str:
        return project(self.runs(), party)

    def disputed_words(self) -> int:
        return sum(len(words.split()) for words in disputed(self.runs()))


@cache
def _runs(words: str) -> Runs:
    parsed = parse(words, parties=PARTIES)
    assert not parsed.diagnostics, [str(each) for each in parsed.diagnostics]
    return runs(parsed)


def lines(path: Path) -> Iterator[Line]:
    for row in path.read_text(encoding="utf-8").split("\n"):
        if not row:
            continue
        found = _LINE.fullmatch(row)
        assert found, f"{path.name}: no id at the end of {row!r}"
        number = _NUMBER.match(found[2])
        start = number.end() if number else 0
        depth = len(found[1] or "###") + (found[2].startswith("("))
        yield Line(found[3], depth, found[2][:start].strip(), found[2][start:])


def chapters(round_: int) -> list[str]:
    return sorted(path.name.removesuffix(".en.md") for path in (SAMPLE / f"texts/round-{round_}").glob("*.en.md"))


@cache
def text(round_: int, language: str) -> tuple[Line, ...]:
    """The whole text at the close of a round: a chapter that did not change stands as in the round before."""
    found: list[Line] = []
    for chapter in chapters(1):
        path = SAMPLE / f"texts/round-{round_}/{chapter}.{language}.md"
        found += lines(path if path.exists() else SAMPLE / f"texts/round-1/{chapter}.{language}.md")
    return tuple(found)
