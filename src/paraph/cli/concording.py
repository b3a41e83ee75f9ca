"""Two language versions held against each other: what answers what, what has no answer, what is not said alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paraph.cli.options import argument, option, read_bytes, write_text
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent

if TYPE_CHECKING:
    from paraph.concordance.checks import Finding
    from paraph.concordance.decisions import Decision
    from paraph.concordance.segments import Pair, Segment

_SHOWN = 72
"""Characters of a segment that are shown."""


def concord(
    context: typer.Context,
    left: Annotated[Path, argument("LEFT", N_("One language version, or a file that holds both."))],
    right: Annotated[Path | None, argument("[RIGHT]", N_("The other language version."))] = None,
    languages: Annotated[
        str, option("--languages", shows="en,vi", help=N_("The languages of the two, where the files do not show it."))
    ] = "en,vi",
    table: Annotated[
        Path | None, option("--csv", shows="FILE", help=N_("Write every link, with the words of both, to this file."))
    ] = None,
    decisions: Annotated[
        Path | None, option("--decisions", shows="FILE", help=N_("What was decided about links before, as JSON."))
    ] = None,
) -> Reply:
    """Numbers and headings are evidence of what answers what, and so are words; doubtful links are put to you.

    A decision is the "marks" of a link as the JSON result shows them, or as you change them: ``[[[left], [right]]]``.

    Result: ``{"languages", "segments": [left, right], "links": [{"left": [place], "right": [place], "confidence",
    "doubtful", "marks"}], "findings": [{"check", "severity", "sure", "message", "left": [place], "right": [place]}]}``;
    a place is ``{"segment", "place", "text"}``.

    $ paraph concord agreement.en.md agreement.vi.md
    $ paraph concord report.txt --csv links.csv
    $ paraph concord tpp.en.xml tpp.es.xml --languages en,es
    """
    session: Session = context.obj
    from paraph.concordance.align import align
    from paraph.concordance.checks import compare
    from paraph.concordance.segments import segments_of
    from paraph.documents.receiving import receive_whole
    from paraph.documents.versions import versions

    tags = tuple(each.strip() for each in languages.split(","))
    if len(tags) != 2 or not all(tags):
        raise InvalidContent(field="--languages", detail=N_("two languages, with a comma between"))
    with session.progress(N_("Aligning the two versions ...")):
        paths = [left] if right is None else [left, right]
        held = [(path.name, receive_whole(path, read_bytes(path), tag)) for path, tag in zip(paths, tags, strict=False)]
        one, other = (segments_of(draft) for draft in versions(held, (tags[0], tags[1])))
        pairs = align(one, other, decisions=_decided(decisions))
        found = compare(pairs, one, other)
    shown = _Shown(session, one, other, pairs, found)
    if table:
        write_text(table, shown.as_csv())
    return Reply(shown.data(), lambda screen: shown.draw(screen, table))


def _decided(path: Path | None) -> list[Decision]:
    """Decisions out of a file. Raises: InvalidContent, UnreadableFile."""
    if path is None:
        return []
    import msgspec

    try:
        return msgspec.json.decode(read_bytes(path), type=list[tuple[tuple[str, ...], tuple[str, ...]]])
    except msgspec.DecodeError as error:
        raise InvalidContent(field=str(path), detail=str(error)) from None


class _Shown:
    """The result of one comparison, in its three shapes."""

    def __init__(
        self,
        session: Session,
        left: Sequence[Segment],
        right: Sequence[Segment],
        pairs: Sequence[Pair],
        findings: Sequence[Finding],
    ) -> None:
        self.session, self.sides, self.pairs, self.findings = session, (left, right), pairs, findings

    def data(self) -> dict[str, Any]:
        from paraph.concordance.align import DOUBT
        from paraph.concordance.checks.finding import tell
        from paraph.concordance.decisions import mark

        return {
            "languages": [side[0].language if side else "" for side in self.sides],
            "segments": [len(side) for side in self.sides],
            "links": [
                {
                    "left": self._places(0, pair.left),
                    "right": self._places(1, pair.right),
                    "confidence": pair.confidence,
                    "doubtful": pair.confidence < DOUBT,
                    "marks": [mark(self.sides[0], pair.left), mark(self.sides[1], pair.right)],
                }
                for pair in self.pairs
            ],
            "findings": [
                {
                    "check": each.check,
                    "severity": each.severity.value,
                    "sure": round(each.sure, 3),
                    "message": tell(each, self.session.speech),
                    "left": self._places(0, sorted({span.segment for span in each.left})),
                    "right": self._places(1, sorted({span.segment for span in each.right})),
                }
                for each in self.findings
            ],
        }

    def _places(self, side: int, places: Sequence[int]) -> list[dict[str, Any]]:
        segments = self.sides[side]
        return [{"segment": at, "place": segments[at].place, "text": segments[at].text} for at in places]

    def as_csv(self) -> str:
        written = io.StringIO()
        rows = csv.writer(written)
        rows.writerow(("left place", "left", "right place", "right", "confidence", "doubtful"))
        for link in self.data()["links"]:
            cells = [
                " | ".join(each[key] for each in link[side]) for side in ("left", "right") for key in ("place", "text")
            ]
            rows.writerow((*cells, link["confidence"], "yes" if link["doubtful"] else ""))
        return written.getvalue()

    def draw(self, screen: Screen, table: Path | None) -> None:
        from paraph.concordance.align import doubtful
        from paraph.concordance.checks.finding import tell

        say, number = self.session.say, self.session.speech.number
        alone = [pair for pair in self.pairs if not pair.left or not pair.right]
        unsure = [pair for pair in doubtful(self.pairs) if pair.left and pair.right]
        counts = {
            "left": number(len(self.sides[0])),
            "right": number(len(self.sides[1])),
            "links": number(len(self.pairs) - len(alone)),
        }
        screen.print(say(N_("%(left)s and %(right)s segments, %(links)s links."), **counts), style="bold")
        self._list(screen, N_("Without an answer in the other version:"), alone)
        self._list(screen, N_("Doubtful links, to be looked at:"), unsure)
        if self.findings:
            screen.print()
            screen.print(say(N_("Not said alike:")), style="bold")
        for each in self.findings:
            spans = each.left or each.right
            where = self.sides[0 if each.left else 1][spans[0].segment].place if spans else ""
            screen.print(f"  {where or '–'}: {tell(each, self.session.speech)} ({say(each.severity.value)})")
        if table:
            screen.print()
            screen.print(say(N_("The links are in %(file)s."), file=table))

    def _list(self, screen: Screen, head: str, pairs: Sequence[Pair]) -> None:
        if not pairs:
            return
        screen.print()
        screen.print(self.session.say(head), style="bold")
        for pair in pairs:
            for mine in self._lines(pair):
                screen.print(f"  {mine}")

    def _lines(self, pair: Pair) -> Iterator[str]:
        sure = self.session.speech.percent(pair.confidence, 0)
        for side, places in zip(self.sides, (pair.left, pair.right), strict=True):
            for at in places:
                each = side[at]
                text = each.text if len(each.text) <= _SHOWN else each.text[:_SHOWN].rstrip() + " ..."
                yield f"{each.language}  {' '.join(filter(None, (each.place, text)))}  ({sure})"
