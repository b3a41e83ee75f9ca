"""Whose words stand in brackets: by the name that is written in them, by a rule for colours, or nobody's known.

A bracket may span paragraphs, so all paragraphs of one language are read as one text, each with its mark, and taken
apart again once one party's words are kept (``text.brackets.project``). A bracket that names nobody known, and whose
colour tells nothing, is no dispute that could be decided here: it is kept as it is written, and told of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from paraph.documents.manuscript import Read, Stretch
from paraph.documents.outline import label
from paraph.errors import N_, UnreadableFile
from paraph.text.brackets import Alternative, Runs, project
from paraph.text.brackets import Bracket as Disputed
from paraph.text.convention import TPP, Convention
from paraph.text.diagnostics import Diagnostic, Level
from paraph.text.markup import Brace, Bracket, Group, Parsed, Role, walk
from paraph.text.notation import parse
from paraph.text.reading import reading

FILE = replace(TPP, name="file", markdown=False)
"""How others write brackets in a word processor: with owners who propose or oppose, a space between rivals."""
OPEN, SHUT = "\x1e", "\x1f"
"""Around a paragraph's number in the joined text: no text that was admitted holds them."""
DEPTH = 100
TOO_DEEP = N_("it is nested too deeply, or has too many elements")
UNNAMED = N_("This bracket names no party; it is kept as it is written.")
STRANGE = N_("%(party)s is no party to this negotiation; the bracket is kept as it is written.")
_MARK = re.compile(f"{OPEN}(\\d+){SHUT}")
_END = "\x1d\n\n"
_SHOWN = 80
_CLOSING = (",", ".", ";", ":", ")")
NOBODY = "-"
"""What a colour or a name says where it names no party."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A bracket, or what may be one, to be looked at: in which paragraph of the file, its words, and why (a key)."""

    place: int
    words: str
    message: str
    data: Mapping[str, str] = field(default_factory=dict)
    doubt: bool = True


@dataclass(frozen=True, slots=True)
class Paint:
    """Words in a colour: how many characters in all, how many in brackets that name nobody, and the first of them."""

    color: str
    characters: int
    bracketed: int
    sample: str


@dataclass(frozen=True)
class Attributed:
    """The paragraphs of one language with their brackets read. ``owned``: brackets by owners, "US/VN"; ``unnamed``: how
    many name nobody known; ``strangers``: codes in them that are no party's; ``spots``: what to look at."""

    reads: tuple[Read, ...]
    runs: Runs
    owned: Mapping[str, int]
    unnamed: int
    strangers: tuple[str, ...]
    spots: tuple[Spot, ...]
    exact: bool = False

    def of(self, party: str) -> list[Read]:
        """The paragraphs as this party wants them: its own words and those that all want.

        A paragraph of which nothing is left is gone, with its number; a bracket that ends within one joins what follows
        to what stands before.
        """
        if not self.owned and not self.spots:
            return list(self.reads)
        texts: dict[int, str] = {}
        for number, words in _taken_apart(
            project(self.runs, party) if self.exact else "".join(_projected(self.runs, party))
        ):
            texts[number] = texts.get(number, "") + words
        return [
            _worded(each, texts.get(number, ""))
            for number, each in enumerate(self.reads)
            if not _gone(texts.get(number, ""), each)
        ]


def attributed(
    reads: Sequence[Read],
    parties: Sequence[str],
    colors: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    convention: Convention = FILE,
) -> Attributed:
    """Read the brackets of paragraphs in one language.

    ``colors``: {colour: party or ``NOBODY``}; ``names``: {code in a bracket: party or ``NOBODY``}, where a file calls a
    party otherwise.

    >>> from paraph.documents.manuscript import Paragraph
    >>> def line(*words): return Read(tuple(words), Paragraph(tuple(words)))
    >>> one = line(Stretch("It [US: shall][VN: may] act, ["), Stretch("now", color="blue"), Stretch("]."))
    >>> found = attributed([one], ["US", "VN"], {"blue": "VN"})
    >>> [found.of(party)[0].text for party in ("US", "VN")]
    ['It shall act,.', 'It may act, now.']
    """
    text, spans = _joined(reads)
    if not re.search(r"[\[\]{}]", text) and not any(_party(colors, each[2]) for each in spans):
        return Attributed(tuple(reads), (), {}, 0, (), ())
    _check_depth(text)
    first = _Marks(text, spans, parties, colors or {}, names or {}, convention)
    edited = first.edited()
    parsed = parse(edited, convention, parties=parties)
    found = reading(parsed)
    owned = Counter("/".join(each.owners) for each in _alternatives(found.runs))
    spots = (*first.spots, *(_spot(each, edited) for each in (*parsed.diagnostics, *found.diagnostics)))
    strangers = tuple(first.strangers)
    return Attributed(tuple(reads), found.runs, owned, first.unnamed, strangers, spots, convention.exact)


def _check_depth(text: str) -> None:
    """Raises UnreadableFile for brackets within brackets beyond what a person writes, or a program can follow."""
    deep = 0
    for each in re.findall(r"[\[\]{}]", text):
        deep = deep + 1 if each in "[{" else max(deep - 1, 0)
        if deep > DEPTH:
            raise UnreadableFile(path="file", detail=TOO_DEEP)


def paints(reads: Sequence[Read], parties: Sequence[str], convention: Convention = FILE) -> list[Paint]:
    """The colours in which words stand, those in brackets without a name first."""
    text, spans = _joined(reads)
    _check_depth(text)
    inside = [
        (each.start, each.end)
        for each in _brackets(parse(text, convention, parties=parties))
        if each.attribution is None and each.role is Role.WORDING and each.closed
    ]
    found: dict[str, list[int]] = {}
    samples: dict[str, str] = {}
    for start, end, color in spans:
        if not color or not text[start:end].strip():
            continue
        within = sum(max(0, min(end, b) - max(start, a)) for a, b in inside)
        counts = found.setdefault(color, [0, 0])
        counts[0] += end - start
        counts[1] += min(within, end - start)
        samples.setdefault(color, text[start:end].strip()[:_SHOWN])
    made = [Paint(color, whole, bracketed, samples[color]) for color, (whole, bracketed) in found.items()]
    return sorted(made, key=lambda each: (-each.bracketed, -each.characters, each.color))


@dataclass
class _Marks:
    """What is written into a joined text, so that the notation says what colours and other names say."""

    text: str
    spans: Sequence[tuple[int, int, str]]
    parties: Sequence[str]
    colors: Mapping[str, str]
    names: Mapping[str, str]
    convention: Convention
    spots: list[Spot] = field(default_factory=list)
    strangers: dict[str, None] = field(default_factory=dict)
    unnamed: int = 0

    def edited(self) -> str:
        """The text with owners put into brackets that colour tells, and with what nobody owns kept as it is written."""
        edits: list[tuple[int, int, str]] = []
        parsed = parse(self.text, self.convention, parties=(*self.parties, *self.names))
        groups = list(_brackets(parsed))
        doubtful = (str(each.data["words"]) for each in parsed.diagnostics if each.code == "maybe-attribution")
        self.strangers.update(dict.fromkeys(each.strip(" :*_") for each in doubtful))
        for each in groups:
            edits += self._edit(each)
        edits += self._bare(groups)
        found, at = [], 0
        for start, end, words in sorted(edits):
            found += [self.text[at:start], words]
            at = end
        return "".join((*found, self.text[at:]))

    def _edit(self, group: Bracket) -> Iterator[tuple[int, int, str]]:
        if not group.closed:
            return
        if group.attribution is not None:
            yield from self._named(group)
        elif not isinstance(group, Brace) and (group.role is Role.WORDING or self.convention.exact):
            party = self._painted(group)
            if party:
                yield group.start + 1, group.start + 1, f"{party}: "
            else:
                self.unnamed += 1
                self._tell(group, UNNAMED)
                yield from self._kept(group)

    def _named(self, group: Bracket) -> Iterator[tuple[int, int, str]]:
        """A bracket with names: those that are not the parties' are put right by the rule, or it is kept as it is."""
        assert group.attribution is not None  # noqa: S101 - asked before
        strange = [each for each in group.attribution.parties() if each not in self.parties]
        if not strange:
            return
        self.strangers.update(dict.fromkeys(strange))
        meant = {each: self.names.get(each, "") for each in strange}
        if all(party in self.parties for party in meant.values()):
            source = re.sub(r"\w+", lambda code: meant.get(code[0], code[0]), group.opening)
            yield group.start, group.start + len(group.opening), source
        else:
            self.unnamed += 1
            self._tell(group, STRANGE, party=", ".join(strange))
            yield from self._kept(group)

    def _painted(self, group: Bracket) -> str:
        """The one party whose colour all words of a bracket have, "" where they have not one."""
        begin, end = group.start + len(group.opening), group.end - len(group.closing)
        nested = [(each.start, each.end) for each in group.body if isinstance(each, Group)]
        said = {
            _party(self.colors, color)
            for start, stop, color in self.spans
            if start < end and stop > begin and self.text[max(start, begin) : min(stop, end)].strip()
            and not any(a <= start and stop <= b for a, b in nested)
        }  # fmt: skip
        return said.pop() if len(said) == 1 else ""

    def _bare(self, groups: Sequence[Bracket]) -> Iterator[tuple[int, int, str]]:
        """Words in a party's colour without any bracket."""
        for start, end, color in self.spans:
            party = _party(self.colors, color)
            if party and self.text[start:end].strip() and not any(a.start < end and start < a.end for a in groups):
                yield start, start, f"[{party}: "
                yield end, end, "]"

    def _kept(self, group: Bracket) -> Iterator[tuple[int, int, str]]:
        yield group.start, group.start, "\\"
        last = group.end - len(group.closing)
        yield last, last, "\\"

    def _tell(self, group: Bracket, message: str, **data: str) -> None:
        words = _plain(self.text[group.start : group.end])
        self.spots.append(Spot(_place(self.text, group.start), _short(words), message, data))


def _joined(reads: Sequence[Read]) -> tuple[str, list[tuple[int, int, str]]]:
    """All paragraphs as one text, each behind its mark, and the stretches of it with their colours."""
    parts: list[str] = []
    spans = []
    at = 0
    for number, each in enumerate(reads):
        mark = f"{OPEN}{number}{SHUT}"
        parts.append(mark)
        at += len(mark)
        for piece in each.pieces:
            parts.append(piece.text)
            spans.append((at, at + len(piece.text), piece.color))
            at += len(piece.text)
        parts.append(_END)
        at += len(_END)
    return "".join(parts), spans


def _taken_apart(text: str) -> Iterator[tuple[int, str]]:
    """(paragraph, words) of a joined text. Where a mark is gone, what follows is joined to what stands before."""
    pieces = _MARK.split(text)
    for number, words in zip(["0", *pieces[1::2]], pieces[::2], strict=True):
        first, *more = [each for each in words.split(_END) if each.strip()] or [""]
        yield int(number), " ".join((first.rstrip(), *map(str.strip, more))) if more else first


def _projected(runs: Runs, party: str) -> str:
    """One party's words. Where a bracket of others goes, the space that set it off goes with it."""
    parts: list[str] = []
    gone = False
    for run in runs:
        if isinstance(run, Disputed):
            own = [each for each in run.alternatives if party in each.owners]
            parts.append("".join(_projected(each.content, party) for each in own))
            gone = not parts[-1]
            continue
        before = next((each for each in reversed(parts) if each), SHUT)
        if gone and before.endswith((" ", SHUT)):
            run = run.lstrip(" ")
            if run.startswith(_CLOSING) and before.endswith(" "):
                at = max(place for place, each in enumerate(parts) if each)
                parts[at] = before.removesuffix(" ")
        gone = False
        parts.append(run)
    return "".join(parts)


def _gone(words: str, read: Read) -> bool:
    """Whether nothing but a number is left of a paragraph that had more."""
    left = words.strip()
    return left != read.text.strip() and (not left or label(left).number == left)


def _worded(read: Read, words: str) -> Read:
    if words == read.text:
        return read
    notes = tuple(each for each in read.pieces if each.note)
    return replace(read, pieces=(Stretch(words), *notes))


def _brackets(parsed: Parsed) -> Iterator[Bracket]:
    return (each for each, leaving, _ in walk(parsed) if isinstance(each, Bracket) and not leaving)


def _alternatives(runs: Runs) -> Iterator[Alternative]:
    for run in runs:
        if isinstance(run, Disputed):
            for each in run.alternatives:
                yield each
                yield from _alternatives(each.content)


def _party(colors: Mapping[str, str] | None, color: str) -> str:
    said = (colors or {}).get(color, "")
    return "" if said == NOBODY else said


def _spot(found: Diagnostic, text: str) -> Spot:
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: found.line - 1]) + found.column - 1
    words = _short(_plain(text[offset : offset + _SHOWN]))
    return Spot(
        _place(text, offset),
        words,
        found.message,
        {k: str(v) for k, v in found.data.items()},
        found.level is Level.DOUBT,
    )


def _place(text: str, offset: int) -> int:
    marks = _MARK.findall(text[: offset + 1])
    return int(marks[-1]) if marks else 0


def _plain(text: str) -> str:
    """Without the marks of this module, and parts of them."""
    return re.sub(f"{OPEN}\\d*{SHUT}?|[{OPEN}{SHUT}\x1d]", " ", text)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
