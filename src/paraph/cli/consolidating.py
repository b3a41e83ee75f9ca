"""The drafts of several parties, from files, as one bracketed text; and how their provisions were matched."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from re import fullmatch
from typing import Annotated

import typer

from paraph.cli.cautions import cautions, draft_of
from paraph.cli.options import Economy, Output, argument, checked, option, write_bytes, write_text
from paraph.cli.places import paths, place
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent
from paraph.i18n import Speech
from paraph.text.align import Kind as How
from paraph.text.attribution import CODE, readable
from paraph.text.brackets import Bracket, plain, show
from paraph.text.clauses import DOUBTFUL, Clause, ConsolidatedText
from paraph.text.provision import Draft
from paraph.text.redline import ECONOMY


class Found(StrEnum):
    """What the match report says of a clause, what a person should look at first."""

    DOUBTFUL = "doubtful"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    RENUMBERED = "renumbered"
    PARTIAL = "partial"
    DIFFERENT = "different"
    SAME = "same"


NAMES: dict[Found, str] = {
    Found.DOUBTFUL: N_("doubtful"),
    Found.MOVED: N_("moved"),
    Found.SPLIT: N_("split"),
    Found.MERGED: N_("merged"),
    Found.RENUMBERED: N_("renumbered"),
    Found.PARTIAL: N_("wanted by some only"),
    Found.DIFFERENT: N_("words differ"),
    Found.SAME: N_("same words"),
}

TELLING = (Found.DOUBTFUL, Found.MOVED, Found.SPLIT, Found.MERGED, Found.RENUMBERED)
"""What the report shows one by one; the rest is counted."""


def consolidate(
    context: typer.Context,
    drafts: Annotated[
        list[str],
        argument(
            "PARTY=FILE",
            N_("Each party's draft: US=us.md VN=vn.md, or us.md vn.md (.md, .txt, .docx, ToTA .xml)."),
        ),
    ],
    output: Output = None,
    report: Annotated[
        bool, option("--report", help=N_("Show how provisions were matched, instead of the text."))
    ] = False,
    economy: Economy = ECONOMY,
) -> Reply:
    """What all drafts have in common stands outside brackets; 'paraph project' gives each draft back exactly.

    Result: ``{"parties", "file", "text", "words": {"agreed", "disputed"}, "share_agreed", "brackets",
    "matches": {kind: count}, "report": [{"found", "confidence", "places": {party: {"path", "number"}}}],
    "cautions": [words]}``; ``text`` unless written to a file.

    $ paraph consolidate US=us.md VN=vn.md -o text.md
    $ paraph consolidate US=us.docx VN=vn.docx -o text.docx
    $ paraph consolidate US=pta_156.xml CO=pta_342.xml --report
    """
    session: Session = context.obj
    files = party_files(drafts)
    with session.progress(N_("Matching provisions and comparing words ...")):
        read = {party: draft_of(path, session.language) for party, path in files.items()}
        found = Consolidation.of(read, checked(economy))
    text = show(found.text.printed())
    warned = list(cautions(files, read, found.text.convergence().shares.agreed, session.speech))
    if output:
        _write(output, text, found, session.speech)

    def draw(screen: Screen) -> None:
        if output or report:
            found.draw(screen, output)
        else:
            screen.exact(text)
            print(found.sentence(session.speech), file=sys.stderr)
        for caution in warned:
            print(caution, file=sys.stderr)

    data = {**found.data(), "cautions": warned, "file": str(output) if output else None}
    return Reply({**data, "text": None if output else text}, draw)


def _write(output: Path, text: str, found: Consolidation, speech: Speech) -> None:
    """The text as a file of the kind that its name says: the notation, exactly, unless it names another format."""
    from paraph.documents.paper import Page, TextPaper, lines_together
    from paraph.documents.writers import FORMATS, formats_of, write

    others = [each for each in formats_of(TextPaper) if each != "md"]
    form = next((each for each in others if output.name.lower().endswith("." + FORMATS[each].ending)), "")
    if not form:
        write_text(output, text)
        return
    page = Page(speech.say(N_("Consolidated text")), ", ".join(found.text.parties), language=speech.language)
    parties = {each: each for each in found.text.parties}
    lines = {found.text.language: lines_together(found.text)}
    write_bytes(output, write(TextPaper(page, "text", lines, parties=parties), form))


def party_files(given: Sequence[str]) -> dict[str, Path]:
    """``US=us.md`` and the like as a mapping; at least two, each with a code as it stands in brackets.

    A file that is named after its party needs no code beside it.

    >>> {party: str(path) for party, path in party_files(["US=draft.md", "vn.md"]).items()}
    {'US': 'draft.md', 'VN': 'vn.md'}

    Raises: InvalidContent.
    """
    found: dict[str, Path] = {}
    for each in given:
        code, sign, name = each.partition("=") if "=" in each else (Path(each).stem.upper(), "=", each)
        if not sign or not name or not fullmatch(CODE, code):
            raise InvalidContent(field=each, detail=N_("write it as US=us.md: the party's code, then the file"))
        if not readable(code):
            raise InvalidContent(field=each, detail=N_("in a bracket this reads as a word of the text, not as a party"))
        if code in found:
            raise InvalidContent(field=each, detail=N_("this party is named twice"))
        found[code] = Path(name)
    if len(found) < 2:
        raise InvalidContent(field="PARTY=FILE", detail=N_("it takes the drafts of two parties or more"))
    return found


@dataclass(frozen=True)
class Consolidation:
    """A consolidated text with what is said about it."""

    drafts: Mapping[str, Draft]
    text: ConsolidatedText

    @classmethod
    def of(cls, drafts: Mapping[str, Draft], economy: float = ECONOMY) -> Consolidation:
        from paraph.text.drafts import consolidate_drafts

        return cls(drafts, consolidate_drafts(drafts, economy=economy))

    @cached_property
    def paths(self) -> dict[str, dict[str, str]]:
        """For each party's provisions, by id, the numbers of what they stand in."""
        return {
            party: {provision.id: path for provision, path in zip(draft.provisions, paths(draft), strict=True)}
            for party, draft in self.drafts.items()
        }

    @cached_property
    def findings(self) -> dict[int, Found]:
        """What the report says, by the index of a clause; a clause that continues another is found with that one.

        Where one party has one provision and another has several, all clauses between are one finding: the first that
        a person should look at.
        """
        found: dict[int, Found] = {}
        begun: dict[tuple[str, str], int] = {}
        for index, clause in enumerate(self.text.clauses):
            mine = {(party, part.provision.id): part.joined for party, part in clause.parts.items()}
            first = min([index, *(begun[each] for each, joined in mine.items() if joined is not None)])
            begun |= dict.fromkeys(mine, first)
            said = (found.get(first, Found.SAME), finding(clause, self.text.parties))
            found[first] = min(said, key=list(Found).index)
        return found

    @cached_property
    def counts(self) -> Counter[Found]:
        return Counter(self.findings.values())

    @cached_property
    def brackets(self) -> int:
        return sum(isinstance(run, Bracket) for clause in self.text.clauses for run in self.text.runs(clause))

    def places(self, clause: Clause) -> dict[str, dict[str, str]]:
        """Where each party has the clause, one that moved in its two places."""
        origin = self.text.clauses[clause.moved].parts if clause.moved is not None else {}
        return {
            party: {"path": self.paths[party].get(part.provision.id, ""), "number": part.provision.number}
            for party, part in sorted(
                {**origin, **clause.parts}.items(), key=lambda each: list(self.drafts).index(each[0])
            )
        }

    def telling(self) -> Iterator[tuple[Found, Clause]]:
        """The clauses that the report names, the doubtful first, each kind in document order."""
        for kind in TELLING:
            for index, found in self.findings.items():
                if found is kind:
                    yield kind, self.text.clauses[index]

    def data(self) -> dict[str, object]:
        words = self.text.convergence()
        return {
            "parties": list(self.text.parties),
            "words": {"agreed": words.agreed, "disputed": words.disputed},
            "share_agreed": round(words.shares.agreed, 4),
            "brackets": self.brackets,
            "matches": {kind.value: self.counts[kind] for kind in Found},
            "report": [
                {"found": kind.value, "confidence": round(clause.confidence, 3), "places": self.places(clause)}
                for kind, clause in self.telling()
            ],
        }

    def sentence(self, speech: Speech) -> str:
        """The share that is agreed, and how many brackets there are."""
        words = self.text.convergence()
        return speech.say(
            N_("%(agreed)s of %(words)s words stand outside brackets; %(brackets)s brackets."),
            agreed=speech.percent(words.shares.agreed),
            words=speech.number(words.words),
            brackets=speech.number(self.brackets),
        )

    def draw(self, screen: Screen, output: Path | None) -> None:
        speech, parties = screen.speech, self.text.parties
        rows = [
            (
                speech.say(NAMES[kind]),
                speech.percent(clause.confidence, 0),
                *(_place(self.places(clause).get(party)) for party in parties),
                _opening(plain(clause.runs)),
            )
            for kind, clause in self.telling()
        ]
        if rows:
            screen.heading(speech.say(N_("How provisions were matched")))
            headers = [speech.say(N_("Finding")), speech.say(N_("Sure")), *parties, speech.say(N_("Common words"))]
            screen.table(headers, rows, right=(1,), wide=tuple(range(2, 3 + len(parties))))
            screen.print()
        counts = ", ".join(
            f"{speech.number(self.counts[kind])} {speech.say(NAMES[kind])}" for kind in Found if self.counts[kind]
        )
        screen.print(speech.say(N_("Clauses: %(counts)s."), counts=counts))
        screen.print(self.sentence(speech))
        if output:
            screen.print(speech.say(N_("The consolidated text is in %(file)s."), file=output))


def finding(clause: Clause, parties: Sequence[str]) -> Found:
    """What is to be said of a clause; the first that holds."""
    hows = {part.how for part in clause.parts.values()}
    if clause.confidence < DOUBTFUL:
        return Found.DOUBTFUL
    if clause.moved is not None:
        return Found.MOVED
    if How.SPLIT in hows:
        return Found.SPLIT
    if How.MERGED in hows:
        return Found.MERGED
    begin = [part.provision.number.rstrip(".") for part in clause.parts.values() if part.joined is None]
    if len(set(begin)) > 1:
        return Found.RENUMBERED
    if len(clause.parts) < len(parties):
        return Found.PARTIAL
    return Found.DIFFERENT if any(isinstance(run, Bracket) for run in clause.runs) else Found.SAME


def _place(found: dict[str, str] | None) -> str:
    return place(found["path"], found["number"], short=True) or "·" if found else "–"


def _opening(text: str, length: int = 40) -> str:
    """The first words of a text, for a person to recognise it by.

    >>> _opening("Each Party shall publish its fees and charges on the internet.", 20)
    'Each Party shall …'
    """
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rpartition(" ")[0] + " …"
