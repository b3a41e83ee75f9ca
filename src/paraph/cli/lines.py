"""The lines of a text to be read: one for each provision, consolidated or of one draft, in several languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from paraph.cli.redlines import marked
from paraph.record.assembly import number_of
from paraph.text.brackets import Runs, show
from paraph.text.provision import Draft, Kind, Provision
from paraph.text.redline import Change, Op, compare

if TYPE_CHECKING:
    from paraph.desk import Desk
    from paraph.record.assembly import ConsolidatedText
    from paraph.record.state import State


@dataclass(frozen=True)
class Line:
    """One provision as it is read. ``standing``: of a consolidated one, "" in a draft."""

    name: str
    kind: Kind
    depth: int
    numbers: Mapping[str, str]
    runs: Mapping[str, Runs]
    standing: str = ""
    owners: tuple[str, ...] = field(default=())

    def number(self, language: str) -> str:
        return self.numbers.get(language, "")

    def words(self, language: str) -> str:
        """The words in the notation."""
        return show(self.runs.get(language, ()))

    def lead(self, language: str) -> str:
        """What is printed before the words: marks of a heading, number."""
        return Provision(self.name, self.kind, self.depth, self.number(language), self.words(language)).lead

    def data(self) -> dict[str, Any]:
        said = {
            "name": self.name,
            "kind": self.kind.value,
            "number": dict(self.numbers),
            "text": {language: self.words(language) for language in self.runs},
        }
        return {**said, "standing": self.standing} if self.standing else said


def consolidated(text: ConsolidatedText, languages: Sequence[str], within: str = "") -> list[Line]:
    """The consolidated text, or what stands in one provision of it."""
    if within and within not in text:
        return []
    return [
        Line(
            clause.name,
            clause.kind,
            clause.depth,
            {language: number_of(clause.numbers, language) for language in languages},
            {language: clause.runs[language] for language in languages},
            clause.standing.value,
            clause.owners,
        )
        for clause in text.within(within)
    ]


def of_drafts(drafts: Mapping[str, Draft], within: str = "") -> list[Line]:
    """A draft in several languages, whose provisions have ids in common."""
    first = next(iter(drafts.values()))
    known = {language: {each.id: each for each in draft.provisions} for language, draft in drafts.items()}
    lines = [
        Line(
            each.id,
            each.kind,
            each.depth,
            {language: found[each.id].number for language, found in known.items() if each.id in found},
            {language: (found[each.id].text,) for language, found in known.items() if each.id in found},
        )
        for each in first.provisions
    ]
    return lines if not within else list(_inside(lines, within))


def _inside(lines: Sequence[Line], within: str) -> Iterator[Line]:
    depth: int | None = None
    for line in lines:
        if line.name == within:
            depth = line.depth
        elif depth is not None and line.depth <= depth:
            return
        if depth is not None:
            yield line


def read(
    desk: Desk,
    languages: Sequence[str],
    within: str = "",
    *,
    party: str = "",
    agreed: bool = False,
    choice: Mapping[str, str] | None = None,
    at: State | None = None,
) -> list[Line]:
    """The text that is asked for, now or in an earlier state. ``choice``: {subject: party} for a trial text."""
    if party:
        return of_drafts({language: desk.draft_of(party, language, at) for language in languages}, within)
    if agreed:
        return of_drafts({language: desk.agreed_text(language, at) for language in languages}, within)
    text = desk.supposing(choice, at) if choice else desk.text(at)
    return consolidated(text, languages, within)


def printed(lines: Sequence[Line], language: str) -> str:
    """The text in the notation, as it goes to a file: a heading or paragraph each, a blank line between."""
    return "\n\n".join(line.lead(language) + line.words(language) for line in lines) + "\n" if lines else ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed in one provision since an earlier state; ``party``: in whose wording, "" for the agreed text."""

    line: Line
    party: str
    ops: list[Op]

    def data(self) -> dict[str, Any]:
        return {"name": self.line.name, "party": self.party, "ops": self.ops}

    def printed(self, language: str) -> str:
        """As it goes to a file: whose it is, the number, the words with marks."""
        owner = f"{self.party}: " if self.party else ""
        return owner + self.line.lead(language) + marked(self.ops)


def edits(
    desk: Desk, language: str, since: State, within: str = "", *, party: str = "", agreed: bool = False
) -> list[Edit]:
    """What has changed since an earlier state, provision by provision: in each party's wording, one's, or the agreed.

    Brackets come and go with every change, so that a redline of the consolidated text could not be read; what each
    side has changed in its own words can.
    """
    found: list[Edit] = []
    for owner in [party] if party or agreed else desk.charter.parties:
        before, now = (read(desk, [language], within, party=owner, agreed=agreed, at=state) for state in (since, None))
        found += [Edit(line, owner, ops) for line, ops in redlined(before, now, language)]
    place = {line.name: number for number, line in enumerate(read(desk, [language]))}
    return sorted(found, key=lambda each: place.get(each.line.name, len(place)))


def redlined(before: Sequence[Line], now: Sequence[Line], language: str) -> list[tuple[Line, list[Op]]]:
    """The provisions of a draft whose words have changed, and those that are gone."""
    earlier = {line.name: line for line in before}
    present = {line.name for line in now}
    found = []
    for line in now:
        old, new = (earlier[line.name].words(language) if line.name in earlier else ""), line.words(language)
        if old != new:
            found.append((line, compare(old, new)))
    gone = [line for line in before if line.name not in present]
    return found + [(line, [Op(Change.DELETE, line.words(language), "")]) for line in gone]
