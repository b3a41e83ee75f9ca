"""The bracket notation as delegations write it: a lossless reader that never gives up.

``parse`` takes any text; ``markup.unparse`` gives back the same characters. What is not balanced or could be read in
two ways is reported with its place, and the words stay where they are. Time grows with the length of the text and no
nesting is too deep. ``reading.runs`` turns the tree into bracket algebra.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from paraph.text import attribution, options, roles
from paraph.text.attribution import Attribution, Certainty, Stance
from paraph.text.convention import PARAPH, Convention
from paraph.text.diagnostics import Diagnostic, Places
from paraph.text.markup import (
    Addition,
    Brace,
    Bracket,
    Definition,
    Escape,
    Footnote,
    Group,
    Link,
    Node,
    Parsed,
    Role,
    Stray,
    Text,
)


def parse(text: str, convention: Convention = PARAPH, *, parties: Iterable[str] = (), source: str = "text") -> Parsed:
    """Read a text under a convention; ``parties`` are the known codes, ``source`` is the name shown in diagnostics.

    >>> parsed = parse("Each Party [US: shall][VN: may] act.", parties=["US", "VN"])
    >>> [node.attribution.owners() for node in parsed.nodes if isinstance(node, Bracket)]
    [('US',), ('VN',)]
    >>> print(parse("Each [Party shall", source="draft.md").diagnostics[0])
    draft.md:1:6: This bracket is never closed. [unclosed-bracket]
    """
    return _Reader(text, convention, tuple(parties), source).read()


class _Open:
    """A group whose closing mark has not come yet."""

    __slots__ = ("attribution", "body", "kind", "opening", "start")

    def __init__(self, kind: type[Group], start: int, opening: str, found: Attribution | None = None) -> None:
        self.kind = kind
        self.start = start
        self.opening = opening
        self.attribution = found
        self.body: list[Node] = []


class _Reader:
    def __init__(self, text: str, convention: Convention, parties: tuple[str, ...], source: str) -> None:
        self.text = text
        self.convention = convention
        self.parties = parties
        self.known = frozenset(parties)
        self.source = source
        self.places = Places(text)
        self.diagnostics: list[tuple[int, str, dict[str, Any]]] = []
        self.assumed: dict[str, list[int]] = {}
        self.links = roles.definitions(text) if convention.markdown else roles.NO_LINKS
        self.nodes: list[Node] = []
        self.body = self.nodes  # where the next node goes: the innermost group's, or the text's own
        self.open: list[_Open] = []
        self.brackets_open = 0
        self.has_options = False
        self.position = 0

    def read(self) -> Parsed:
        text = self.text
        search = _marks(self.convention.markdown, self.convention.additions).search
        at = 0
        while mark := search(text, at):
            if mark.lastgroup == "option":
                at = self.option(mark)
                continue
            self.plain(mark.start())
            self.position = mark.end()
            self.mark(mark[0], mark.start())
            at = self.position
        self.plain(len(text))
        while self.open:
            self.abandon(len(text))
        for party, where in self.assumed.items():
            self.report(where[0], "assumed-party", party=party, count=len(where))
        if self.has_options:
            for heading in options.misplaced(text, self.nodes):
                self.report(heading.start, "option-out-of-order", option=heading.source)
        return Parsed(text, tuple(self.nodes), self.convention, self.parties, self.source, self.noticed())

    def noticed(self) -> tuple[Diagnostic, ...]:
        self.diagnostics.sort(key=lambda found: found[0])
        return tuple(Diagnostic(self.source, *self.places.at(at), code, data) for at, code, data in self.diagnostics)

    def report(self, at: int, code: str, **data: Any) -> None:
        self.diagnostics.append((at, code, data))

    def plain(self, end: int) -> None:
        if end > self.position:
            self.body.append(Text(self.position, self.text[self.position : end]))
            self.position = end

    # -- marks ---------------------------------------------------------------------------------------------------

    def mark(self, mark: str, start: int) -> None:
        if mark[0] == "\\":
            self.body.append(Escape(start, mark))
        elif mark[:2] == "[^":
            self.footnote(mark, start)
        elif mark == "[":
            self.bracket(mark, start)
        elif mark == "]":
            self.close_bracket(start)
        elif mark == "{":
            self.push(Brace, start, mark)
        elif mark == "}":
            self.close(Brace, mark, start, "unopened-brace")
        elif mark[1] == "/":
            self.close(Addition, mark, start, "unopened-addition")
        else:
            self.push(Addition, start, mark)

    def option(self, mark: re.Match[str]) -> int:
        """Take the heading of an option, where the word stands as one; say where to go on."""
        start = mark.start()
        found = roles.option(self.text, mark, start, self.position, after_open=self.after_open(start))
        if found is None:
            return mark.end()
        self.plain(found.start)
        self.body.append(found)
        self.has_options = True
        self.position = found.end
        return found.end

    def after_open(self, start: int) -> bool:
        """Whether only marks of emphasis stand between the innermost opening mark and ``start``."""
        return bool(self.open) and not self.open[-1].body and not self.text[self.position : start].strip(" *_")

    def footnote(self, mark: str, start: int) -> None:
        if mark.endswith(":") and start and self.text[start - 1] != "\n":
            mark = mark[:-1]
            self.position -= 1
        self.body.append(Footnote(start, mark))

    # -- groups --------------------------------------------------------------------------------------------------

    def bracket(self, mark: str, start: int) -> None:
        definition = self.links.at.get(start)
        if definition is not None:
            self.body.append(Definition(start, self.text[start:definition]))
            self.position = definition
            return
        self.brackets_open += 1
        self.push(Bracket, start, mark)

    def push(self, kind: type[Group], start: int, mark: str) -> None:
        """Open a group, with the attribution that may follow."""
        found = None
        candidate = attribution.examine(self.text, self.known, self.position, self.convention.exact)
        if candidate is not None:
            found = self.judge(*candidate, start)
        if found is not None:
            mark += found.source
            self.position += len(found.source)
        opened = _Open(kind, start, mark, found)
        self.open.append(opened)
        self.body = opened.body

    def judge(self, found: Attribution, certainty: Certainty, start: int) -> Attribution | None:
        if certainty is Certainty.DOUBTFUL:
            self.report(start, "maybe-attribution", words=found.source.strip())
            return None
        if certainty is Certainty.ASSUMED:
            for party in found.parties():
                if not self.known:
                    self.assumed.setdefault(party, []).append(start)
                elif party not in self.known:
                    self.report(start, "unknown-party", party=party)
        if len(found.groups) > 1:
            self.contradictions(found, start)
        for group in found.groups:
            if group.stance is Stance.CONSIDER:
                self.report(start, "considering", party="/".join(group.parties))
        return found

    def contradictions(self, found: Attribution, start: int) -> None:
        stances: dict[str, set[Stance]] = {}
        for group in found.groups:
            for party in group.parties:
                stances.setdefault(party, set()).add(group.stance)
        for party, several in stances.items():
            if len(several) > 1:
                self.report(start, "contradiction", party=party)

    def close_bracket(self, start: int) -> None:
        if not self.brackets_open:
            self.body.append(Stray(start, "]"))
            self.report(start, "unopened-bracket")
            return
        while self.open[-1].kind is not Bracket:
            self.abandon(start)  # a brace left open does not outlast the bracket around it
        opened = self.open[-1]
        self.brackets_open -= 1
        leads_to = self.target(opened, start) if self.convention.markdown else None
        if leads_to is None:
            self.leave(Bracket, "]", start + 1, self.role(opened, start))
        else:
            self.position = start + 1 + leads_to
            self.link(opened, start)

    def link(self, opened: _Open, start: int) -> None:
        """An exclamation mark before a link makes it an image and belongs to it."""
        outer = self.open[-2].body if len(self.open) > 1 else self.nodes
        before = outer[-1] if outer else None
        if isinstance(before, Text) and before.source.endswith("!") and before.end == opened.start:
            outer.pop()
            if len(before.source) > 1:
                outer.append(Text(before.start, before.source[:-1]))
            opened.start -= 1
            opened.opening = "!" + opened.opening
        self.leave(Link, self.text[start : self.position], self.position)

    def close(self, kind: type[Group], mark: str, start: int, code: str) -> None:
        """Close a brace or an addition; it never breaks open a bracket that stands in it."""
        if not self.open or self.open[-1].kind is not kind:
            self.body.append(Stray(start, mark))
            self.report(start, code, mark=mark)
            return
        opened = self.open[-1]
        role = self.role(opened, start) if kind is Brace else Role.WORDING
        self.leave(kind, mark, start + len(mark), role)

    def abandon(self, end: int) -> None:
        opened = self.open[-1]
        if opened.kind is Bracket:
            self.report(opened.start, "unclosed-bracket")
            self.brackets_open -= 1
        elif opened.kind is Brace:
            self.report(opened.start, "unclosed-brace")
        else:
            self.report(opened.start, "unclosed-addition", mark=opened.opening)
        self.leave(opened.kind, "", end)

    def leave(self, kind: type[Group], closing: str, end: int, role: Role = Role.WORDING) -> None:
        opened = self.open.pop()
        self.body = self.open[-1].body if self.open else self.nodes
        body = tuple(opened.body)
        if issubclass(kind, Bracket):
            node: Group = kind(opened.start, end, opened.opening, body, closing, opened.attribution, role)
        else:
            node = kind(opened.start, end, opened.opening, body, closing)
        self.body.append(node)

    # -- what a group is -----------------------------------------------------------------------------------------

    def target(self, opened: _Open, start: int) -> int | None:
        """How many characters after the bracket say where a link leads; None where it is no link."""
        begin = opened.start + len(opened.opening)
        length, doubtful = roles.target(self.text, begin, start, self.links)
        if doubtful:
            self.report(opened.start, "maybe-link", words=self.excerpt(opened.start, start + 1 + length))
            return None
        return length if length or roles.shortcut(self.text, begin, start, self.links) else None

    def role(self, opened: _Open, end: int) -> Role:
        if opened.attribution is not None:
            return Role.WORDING
        begin = opened.start + len(opened.opening)
        role, doubt = (roles.of_brace if opened.kind is Brace else roles.of_bracket)(self.text, begin, end)
        if doubt:
            self.report(opened.start, doubt, words=self.excerpt(opened.start, end + 1), read=role.value)
        return role

    def excerpt(self, begin: int, end: int, longest: int = 40) -> str:
        return self.text[begin:end] if end - begin <= longest else self.text[begin : begin + longest - 1] + "…"


@lru_cache(maxsize=16)
def _marks(markdown: bool, additions: tuple[str, ...]) -> re.Pattern[str]:
    """Everything that may begin or end a node."""
    marks = [r"\\[\[\]{}\\]", r"[\[\]{}]"]
    if markdown:
        marks.insert(0, r"\[\^[^\[\]\s^]{1,64}\]:?")
    if additions:
        marks.append(rf"</?(?:{'|'.join(additions)})>")
    marks.append(rf"(?P<option>{roles.OPTION})")
    return re.compile("|".join(marks))
