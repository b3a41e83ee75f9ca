"""What a subject is called: "Article 2.3.1", with its headings, in each language; data that is put into words later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from paraph.record.assembly import PROVISION, Clause, ConsolidatedText
from paraph.record.contents import Agenda, Content, Round, TariffLine, Wording
from paraph.record.state import State
from paraph.record.values import Text
from paraph.text.brackets import show
from paraph.text.provision import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One container, or the provision itself. ``heading``: of a container, with its brackets; ``ordinal``: which of
    its siblings of the same kind it is, from 1, for what bears no number; ``words``: how a provision that is no
    container begins."""

    kind: Kind
    number: Text
    heading: Text
    ordinal: int
    words: Text = field(default_factory=dict)


Path = tuple[tuple[Clause, int], ...]
"""A provision's containers from the outermost on, and itself, each with its ordinal as in ``Step``."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A subject by its path in the text, or by its title where it is no provision (or one that is gone)."""

    subject: str
    steps: tuple[Step, ...] = ()
    title: Text | None = None

    @property
    def kind(self) -> str:
        return self.subject.partition(":")[0]

    @property
    def name(self) -> str:
        return self.subject.partition(":")[2]

    @property
    def chapter(self) -> str:
        """What the outermost container is called by, to group references."""
        return self.subject if not self.steps else "/".join(self.steps[0].number.values()) or self.steps[0].kind


class References:
    """References to the subjects of one state, each worked out once."""

    def __init__(self, state: State, text: ConsolidatedText) -> None:
        self._state = state
        self._text = text
        self._ordinals = _ordinals(text)
        self._known: dict[str, Reference] = {}

    def __getitem__(self, subject: str) -> Reference:
        if subject not in self._known:
            self._known[subject] = self._make(subject)
        return self._known[subject]

    def path(self, subject: str) -> Path:
        """All that a provision's reference is made from; () for what does not stand in the text."""
        name = subject.removeprefix(PROVISION)
        if not subject.startswith(PROVISION) or name not in self._text:
            return ()
        return tuple((clause, self._ordinals[clause.name]) for clause in self._text.path(name))

    def _make(self, subject: str) -> Reference:
        name = subject.removeprefix(PROVISION)
        if subject.startswith(PROVISION) and name in self._text:
            return Reference(subject, tuple(self._step(clause) for clause in self._text.path(name)))
        return Reference(subject, title=title_of(self._state, subject))

    def _step(self, clause: Clause) -> Step:
        numbers = {language: clause.number(language) for language in self._text.languages}
        headings = {language: show(runs) for language, runs in clause.runs.items() if runs}
        return Step(
            clause.kind,
            {language: number for language, number in numbers.items() if number},
            headings if clause.kind.titled else {},
            self._ordinals[clause.name],
            {} if clause.kind.titled else {language: beginning(said) for language, said in headings.items()},
        )


def beginning(words: str, length: int = 32) -> str:
    """The first words, whole, of what is longer.

    >>> beginning("Have agreed as follows:"), beginning("Desiring to strengthen their trade and economic relations,")
    ('Have agreed as follows', 'Desiring to strengthen their…')
    """
    flat = " ".join(words.split())
    if len(flat) <= length:
        return flat.rstrip(" ,;:.")
    cut = flat[: length + 1].rpartition(" ")[0] or flat[:length]
    return cut.rstrip(" ,;:.") + "…"


def _ordinals(text: ConsolidatedText) -> Mapping[str, int]:
    counted: dict[tuple[str, Kind], int] = {}
    found = {}
    for clause in text:
        key = (clause.parent, clause.kind)
        found[clause.name] = counted[key] = counted.get(key, 0) + 1
    return found


def title_of(state: State, subject: str) -> Text:
    """The title that the content of a subject bears; {} for one that has none, such as a round."""
    found = state.subjects.get(subject)
    positions = found.positions if found else {}
    content: Content | None = next((state.contents[each.content] for each in positions.values()), None)
    if content is None or isinstance(content, Wording | Round | Agenda):
        return {}
    return _numbered(subject, content.description) if isinstance(content, TariffLine) else content.title


def _numbered(subject: str, description: Text) -> Text:
    """A tariff line's description after its number, where its name has one: "US 6403.91.60 For men and boys"."""
    schedule, _, digits = subject.partition(":")[2].rpartition("-")
    if not re.fullmatch(r"\d{4,10}", digits):
        return description
    number = ".".join(filter(None, (digits[:4], digits[4:6], digits[6:8], digits[8:])))
    return {language: f"{schedule.upper()} {number} {words}".strip() for language, words in description.items()}
