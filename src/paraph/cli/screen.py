"""What a person sees: headings, tables and bracketed wording, drawn with rich when something is drawn at all.

Each party has a colour that stays apart for colour-blind eyes, on light and dark paper alike, and a line of its own;
neither is ever the only sign, since every bracket names its owner in words.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from paraph.i18n import Speech

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from paraph.text.brackets import Runs

PARTY_STYLES = (
    "#1f7ac3 underline",
    "#a86c00 italic",
    "#a3539b bold",
    "#0f8a6d underline2",
    "#6f7680 bold italic",
    "#c0552d underline italic",
)
"""One for each party in the charter's order; from the seventh on they come again."""

JOINT = "#6f7d8a"
"""Wording that several parties, but not all, want."""

INSERTED, DELETED, MOVED = "#1f7ac3 underline2", "#a86c00 strike", "#a3539b italic"


class Screen:
    """Standard output, or another ``file``, for a person.

    ``plain``: no styles, no lines, no wrapping; a table is rows of tabs.
    """

    def __init__(
        self, speech: Speech, *, plain: bool = False, columns: int | None = None, file: TextIO | None = None
    ) -> None:
        self.speech = speech
        self.plain = plain
        self._columns = columns
        self._file = file
        self._console: Console | None = None

    @property
    def file(self) -> TextIO:
        return self._file or sys.stdout

    @property
    def console(self) -> Console:
        if self._console is None:
            from rich.console import Console

            class Patient(Console):
                def on_broken_pipe(self) -> None:
                    raise BrokenPipeError  # whoever prints decides what a closed pipe means

            self._console = Patient(
                file=self.file,
                width=self._columns,
                force_terminal=False if self.plain else None,
                highlight=False,
                markup=False,
                emoji=False,
            )
        return self._console

    @property
    def interactive(self) -> bool:
        """Whether a person reads at a terminal, so that text may be wrapped and set out."""
        return not self.plain and self.console.is_terminal

    @property
    def styled(self) -> bool:
        """Whether styles reach the reader, so that marks in the text may be left out."""
        return self.interactive and not os.environ.get("NO_COLOR")

    def print(self, what: str | Text = "", *, style: str = "", indent: int = 0, hang: int = 0, label: str = "") -> None:
        """A paragraph, wrapped at the width; ``label`` stands before it, and what follows it hangs by ``hang``."""
        if self.plain:
            print(" " * indent + (f"{label} " if label else "") + str(what), file=self.file)
            return
        from rich.text import Text

        console = self.console
        text = what if isinstance(what, Text) else Text(what)
        first = Text(" " * indent + (label.ljust(hang - 1) + " " if label else ""), style="dim")
        if style:
            text.stylize(style)
        for number, line in enumerate(text.wrap(console, max(20, console.width - indent - hang))):
            line.rstrip()
            console.print(Text.assemble(" " * (indent + hang) if number or not label else first, line), soft_wrap=True)

    def exact(self, text: str) -> None:
        """Text as it is, character for character: for a file behind a pipe."""
        self.file.write(text)

    def heading(self, text: str) -> None:
        """A title with a line of air above it."""
        self.print()
        self.print(text, style="bold")

    def note(self, text: str, indent: int = 0) -> None:
        """Something said by the way."""
        self.print(text, style="dim", indent=indent)

    def table(
        self,
        headers: Sequence[str],
        rows: Iterable[Sequence[str | Text]],
        *,
        right: Sequence[int] = (),
        wide: Sequence[int] = (-1,),
        apart: bool = False,
    ) -> None:
        """Rows under headers; columns in ``right`` are set to the right, those in ``wide`` wrap where room is short.

        ``apart``: with a line of air after each row.
        """
        if self.plain:
            for row in (headers, *rows) if any(headers) else rows:
                print("\t".join(" ".join(str(cell).split()) for cell in row), file=self.file)
            return
        from rich import box
        from rich.table import Table

        body = [list(row) for row in rows]
        shown = any(headers)
        flexible = {each % len(headers) for each in wide}
        widths = self._widths(headers, body, flexible)
        if widths is None:
            self._draw_blocks(headers, body)
            return
        if widths:
            flexible = set(range(len(headers)))
        look = box.SIMPLE_HEAD if shown else None
        table = Table(
            box=look,
            show_header=shown,
            show_edge=False,
            pad_edge=False,
            padding=(0, 1 if shown else 2, 0, 0),
            header_style="dim",
        )
        for index, header in enumerate(headers):
            table.add_column(
                header if index in flexible else _narrow(header, [row[index] for row in body]),
                justify="right" if index in right else "left",
                vertical="top",
                overflow="fold",
                width=widths[index] if widths else None,
                no_wrap=index not in flexible,
                min_width=_least([header, *(row[index] for row in body)]) if index in flexible else None,
            )
        for row in body:
            table.add_row(*row)
            if apart:
                table.add_row()
        if self.console.is_terminal:
            self.console.print(table)
            return
        with self.console.capture() as drawn:
            self.console.print(table)
        print("\n".join(line.rstrip() for line in drawn.get().splitlines()), file=self.file)

    def _widths(self, headers: Sequence[str], body: Sequence[Sequence[str | Text]], wide: set[int]) -> list[int] | None:
        """Widths in which nothing is cropped; [] where only the columns in ``wide`` need wrap, None if none will do."""
        columns = [[header, *(row[index] for row in body)] for index, header in enumerate(headers)]
        least, most = [_least(cells) for cells in columns], [_widest(cells) for cells in columns]
        room = self.console.width - 2 * len(headers)
        if sum(least[i] if i in wide else _widest(cells[1:]) for i, cells in enumerate(columns)) <= room:
            return []
        if sum(least) > room:
            return None
        widths = list(least)
        while sum(widths) < room and widths != most:
            short = [index for index, width in enumerate(widths) if width < most[index]]
            widths[min(short, key=lambda index: widths[index] / most[index])] += 1
        return widths

    def _draw_blocks(self, headers: Sequence[str], body: Sequence[Sequence[str | Text]]) -> None:
        """Where a table has no room: each row as lines of its own, what a cell is about before it."""
        for number, row in enumerate(body):
            if number:
                self.print()
            for index, (header, cell) in enumerate(zip(headers, row, strict=True)):
                for line in str(cell).split("\n"):
                    if line:
                        self.print(f"{header}: {line}" if header and index else line, indent=2 if index else 0)

    def wording(self, runs: Runs, parties: Sequence[str]) -> str | Text:
        """Bracketed text as it is printed in the notation, each bracket in its owners' style."""
        from paraph.text.brackets import show

        if not self.styled:
            return show(runs)
        from rich.text import Text

        text = Text()
        _draw(text, runs, {party: style(index) for index, party in enumerate(parties)}, "")
        return text

    def party(self, code: str, parties: Sequence[str]) -> str | Text:
        """A party's code in its style."""
        if not self.styled or code not in parties:
            return code
        from rich.text import Text

        return Text(code, style=style(list(parties).index(code)))


def _widest(cells: Iterable[str | Text]) -> int:
    """The columns that the longest line of these cells takes."""
    from rich.cells import cell_len

    return max((cell_len(line) for cell in cells for line in str(cell).split("\n")), default=0)


def _least(cells: Iterable[str | Text]) -> int:
    """The width below which cells would be cut within words; short ones are not wrapped at all."""
    from rich.cells import cell_len

    found = list(cells)
    return max(min(12, _widest(found)), *(cell_len(word) for cell in found for word in str(cell).split()), 0)


def _narrow(header: str, cells: Sequence[str | Text]) -> str:
    """A header broken at its spaces where it is wider than what stands under it, but not into single words."""
    widest = max((len(line) for cell in cells for line in str(cell).split("\n")), default=0)
    return "\n".join(textwrap.wrap(header, max(widest, 9), break_long_words=False))


def style(index: int) -> str:
    """The style of the party at this place in the charter.

    >>> style(0) == style(len(PARTY_STYLES))
    True
    """
    return PARTY_STYLES[index % len(PARTY_STYLES)]


def _draw(text: Text, runs: Runs, styles: dict[str, str], around: str) -> None:
    from paraph.text.brackets import show

    for run in runs:
        if isinstance(run, str):
            text.append(show((run,)), around)
            continue
        for alternative in run.alternatives:
            own = styles.get(alternative.owners[0], JOINT) if len(alternative.owners) == 1 else JOINT
            text.append("[" + "/".join(alternative.owners) + ": " if alternative.owners else "[", own)
            _draw(text, alternative.content, styles, own)
            text.append("]", own)
