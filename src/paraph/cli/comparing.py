"""The redline of two versions of a text that come as files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

import typer

from paraph.cli.options import Economy, argument, checked, option, read_bytes, write_bytes, write_text
from paraph.cli.places import paths, place
from paraph.cli.redlines import drawn, elided, marked
from paraph.cli.reply import Reply
from paraph.cli.screen import Screen
from paraph.cli.session import Session
from paraph.errors import N_
from paraph.i18n import Speech
from paraph.text.align import Kind
from paraph.text.provision import Draft, Provision
from paraph.text.redline import ECONOMY, Change, Redline, Section, redline
from paraph.text.tokens import words

KINDS: dict[Kind, str] = {
    Kind.EQUAL: N_("unchanged"),
    Kind.CHANGED: N_("changed"),
    Kind.MOVED: N_("moved"),
    Kind.SPLIT: N_("split"),
    Kind.MERGED: N_("merged"),
    Kind.ADDED: N_("added"),
    Kind.REMOVED: N_("removed"),
}


def compare(
    context: typer.Context,
    old: Annotated[Path, argument("OLD", N_("The earlier version (.md, .txt, .docx or ToTA .xml)."))],
    new: Annotated[Path, argument("NEW", N_("The later version."))],
    output: Annotated[
        Path | None,
        option(
            "--output",
            "-o",
            shows="FILE",
            help=N_("Write the whole redline to this file: marked as text, or .docx for Word with tracked changes."),
        ),
    ] = None,
    economy: Economy = ECONOMY,
    whole: Annotated[bool, option("--whole", help=N_("Show what did not change too."))] = False,
) -> Reply:
    """Moves are shown as moves; a number that changed is no change of wording.

    Result: ``{"old", "new", "file", "counts": {kind: paragraphs}, "renumbered", "words": {"old", "new", "deleted",
    "inserted"}, "changes": [{"kind", "confidence", "old": [place], "new": [place], "ops": [{"kind", "left", "right",
    "mark"}]}]}``; a place is ``{"path", "number", "kind"}``; unchanged paragraphs are left out.

    $ paraph compare round-1.md round-2.md
    $ paraph compare round-1.md round-2.md -o redline.md --economy 1
    $ paraph compare round-1.md round-2.md -o redline.docx
    """
    session: Session = context.obj
    found = read_pair(session, old, new, checked(economy))
    if output:
        _write(output, found, session.speech, economy)

    def draw(screen: Screen) -> None:
        if output:
            screen.print(session.say(N_("The redline is in %(file)s."), file=output))
        else:
            draw_changes(found, screen, whole=whole)
        draw_counts(found, screen)

    return Reply({"old": str(old), "new": str(new), "file": str(output) if output else None, **found.data()}, draw)


def _write(output: Path, found: Comparison, speech: Speech, economy: float) -> None:
    """The redline as a file, of the kind that its name says."""
    if output.suffix.lower() != ".docx":
        write_text(output, found.as_text(speech))
        return
    from paraph.documents.docx import Page, Revision
    from paraph.documents.docx.redline import redlined

    page = Page(speech.say(N_("Redline")), f"{found.names[0]} → {found.names[1]}", language=speech.language)
    write_bytes(output, redlined(found.old, found.new, page, Revision(found.names[1]), economy))


def read_pair(session: Session, old: Path, new: Path, economy: float) -> Comparison:
    from concurrent.futures import ThreadPoolExecutor

    from paraph.documents.receiving import receive

    with session.progress(N_("Comparing the two versions ...")):
        with ThreadPoolExecutor() as readers:  # each waits for a process of its own
            drafts = list(readers.map(lambda path: receive(path, read_bytes(path), session.language), (old, new)))
        found = redline(drafts[0].texts(), drafts[1].texts(), economy)
    return Comparison(drafts[0], drafts[1], found, (old.name, new.name))


@dataclass(frozen=True)
class Comparison:
    """Two drafts and their redline, with the places of what changed. ``names``: of the files."""

    old: Draft
    new: Draft
    redline: Redline
    names: tuple[str, str]

    @cached_property
    def paths(self) -> tuple[list[str], list[str]]:
        """For each provision of either draft, the numbers of what it stands in: "CHAPTER 2 › Article 2.3"."""
        return paths(self.old), paths(self.new)

    @cached_property
    def counts(self) -> Counter[Kind]:
        return Counter(section.group.kind for section in self.redline.sections)

    @cached_property
    def renumbered(self) -> int:
        return sum(1 for section in self.redline.sections if renumbering(self, section))

    def provisions(self, section: Section) -> tuple[list[Provision], list[Provision]]:
        """The provisions of a section, in the old draft and in the new."""
        return (
            [self.old.provisions[i] for i in section.group.left],
            [self.new.provisions[j] for j in section.group.right],
        )

    def heading(self, section: Section) -> str:
        """What a section stands in, with its title: in the new draft, or in the old one where it was removed."""
        draft, within, index = (
            (self.new, self.paths[1], section.group.right[0])
            if section.group.right
            else (self.old, self.paths[0], section.group.left[0])
        )
        depth = draft.provisions[index].depth
        above = next((each for each in draft.provisions[index::-1] if each.depth < depth and each.kind.titled), None)
        return "  ".join(filter(None, (within[index], above.text if above and above.number else "")))

    @cached_property
    def word_counts(self) -> dict[str, int]:
        """Words (and marks) of both versions, and those inside changes."""
        ops = [op for section in self.redline.sections for op in section.ops if op.kind is not Change.EQUAL]
        return {
            "old": sum(len(words(text)) for text in self.old.texts()),
            "new": sum(len(words(text)) for text in self.new.texts()),
            "deleted": sum(len(words(op.left)) for op in ops if not op.mark),
            "inserted": sum(len(words(op.right)) for op in ops if not op.mark),
        }

    def data(self) -> dict[str, object]:
        return {
            "counts": {kind.value: self.counts[kind] for kind in Kind},
            "renumbered": self.renumbered,
            "words": self.word_counts,
            "changes": [self._change(section) for section in self.redline.sections if self.changed(section)],
        }

    def changed(self, section: Section) -> bool:
        return section.group.kind is not Kind.EQUAL or bool(renumbering(self, section))

    def _change(self, section: Section) -> dict[str, object]:
        group = section.group
        sides = ((self.old, self.paths[0], group.left), (self.new, self.paths[1], group.right))
        old, new = (
            [
                {"path": within[i], "number": draft.provisions[i].number, "kind": draft.provisions[i].kind.value}
                for i in indices
            ]
            for draft, within, indices in sides
        )
        kind, ops = group.kind.value, list(section.ops)
        return {"kind": kind, "confidence": round(group.confidence, 3), "old": old, "new": new, "ops": ops}

    def as_text(self, speech: Speech) -> str:
        """The whole redline as text, one paragraph after another, with marks."""
        blocks: list[str] = []
        for section in self.redline.sections:
            shown = self.provisions(section)[1] or self.provisions(section)[0]
            titled = shown[0].kind.titled
            hashes = "#" * min(shown[0].depth + 1, 6) + " " if titled else ""
            head = ". " if titled and shown[0].number and shown[0].text else " " if shown[0].number else ""
            blocks.append(f"{hashes}{numbers(self, section)}{head}{marked(section.ops)}{remark(self, section, speech)}")
        return "\n\n".join(blocks) + "\n"


def renumbering(found: Comparison, section: Section) -> tuple[str, str] | None:
    """The number before and after, where one provision answers one other and its number changed."""
    old, new = found.provisions(section)
    if len(old) == len(new) == 1 and old[0].number != new[0].number:
        return old[0].number, new[0].number
    return None


def numbers(found: Comparison, section: Section) -> str:
    """The number as it is shown before the words: the new one, with the old one where it changed."""
    old, new = found.provisions(section)
    changed = renumbering(found, section)
    if changed:
        return f"{changed[0] or '–'} → {changed[1] or '–'}"
    return (new or old)[0].number


def remark(found: Comparison, section: Section, speech: Speech) -> str:
    """What happened to the paragraph as a whole, in braces as editors write it; "" where only its words changed."""
    kind = section.group.kind
    if kind in (Kind.EQUAL, Kind.CHANGED, Kind.ADDED, Kind.REMOVED):
        return ""
    if kind is not Kind.MOVED:
        return f" {{{speech.say(KINDS[kind])}}}"
    first = section.group.left[0]
    origin = place(found.paths[0][first], found.old.provisions[first].number)
    said = speech.say(N_("moved from %(place)s"), place=origin) if origin else speech.say(KINDS[kind])
    return f" {{{said}}}"


def draw_changes(found: Comparison, screen: Screen, *, whole: bool) -> None:
    """Each change under the heading of what it stands in."""
    under = None
    for section in found.redline.sections:
        if not (whole or found.changed(section)):
            continue
        heading = found.heading(section)
        if heading != under:
            screen.heading(heading or "–")
            under = heading
        elif not screen.plain:
            screen.print()
        line = drawn(section.ops if whole else elided(section.ops), screen)
        said = remark(found, section, screen.speech)
        if not isinstance(line, str):
            from paraph.cli.screen import MOVED

            line.append(said, MOVED)
        else:
            line += said
        label = numbers(found, section)
        screen.print(line, indent=2, hang=max(6, len(label) + 1), label=label)


def draw_counts(found: Comparison, screen: Screen) -> None:
    """How many paragraphs of each kind, and how many words went and came."""
    speech = screen.speech
    shown = [(KINDS[kind], found.counts[kind]) for kind in KINDS] + [(N_("renumbered"), found.renumbered)]
    counts = ", ".join(f"{speech.number(count)} {speech.say(key)}" for key, count in shown if count)
    screen.print()
    screen.print(speech.say(N_("Paragraphs: %(counts)s."), counts=counts))
    numbers = {name: speech.number(count) for name, count in found.word_counts.items()}
    screen.print(
        speech.say(N_("Words: %(old)s before, %(new)s now; %(deleted)s deleted, %(inserted)s inserted."), **numbers)
    )
