"""What each party has changed in its own words, number or place between two states of one negotiation.

Brackets come and go with every change, so that a redline of the consolidated text could not be read; what each side
has changed in its own text can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paraph.record.assembly import own_view, positions_of, wordings_of
from paraph.record.contents import Wording
from paraph.record.places import Place, out_of_step, places
from paraph.record.state import State
from paraph.text.redline import Op, compare


@dataclass(frozen=True, slots=True)
class Rewording:
    """One provision in one party's text. ``before``, ``now``: None where it had, or has, no such provision.

    ``from_place``: where it stood, (container, the provision before it), if it has moved; renumbering is no move.
    """

    name: str
    party: str
    before: Wording | None
    now: Wording | None
    from_place: tuple[str, str] | None = None

    @property
    def moved(self) -> bool:
        return self.from_place is not None

    def ops(self, language: str) -> list[Op]:
        """The redline of its words in one language."""
        return compare(_text(self.before, language), _text(self.now, language))

    def changes(self, language: str) -> bool:
        """Whether its words in this language are other ones."""
        return _text(self.before, language) != _text(self.now, language)


def _text(wording: Wording | None, language: str) -> str:
    return wording.text.get(language, "") if wording else ""


def rewordings(before: State, after: State, parties: Sequence[str]) -> list[Rewording]:
    """What these parties have changed, provisions in the order of the record, parties in the order given."""
    found = [each for party in parties for each in _of(before, after, party)]
    rank = {subject: index for index, subject in enumerate(dict.fromkeys([*after.subjects, *before.subjects]))}
    return sorted(found, key=lambda each: rank[f"provision:{each.name}"])


def _of(before: State, after: State, party: str) -> Iterator[Rewording]:
    (old, stood), (new, stands) = _own(before, party), _own(after, party)
    common = [name for name in new if name in old]
    rank = {name: index for index, name in enumerate(old)}
    moved = {name for name in common if stood[name].parent != stands[name].parent}
    moved |= set(out_of_step([name for name in common if name not in moved], rank))
    for name in {**old, **new}:
        one, other = old.get(name), new.get(name)
        if one and other and name not in moved and (one.text, one.number, one.kind) == (
            other.text, other.number, other.kind
        ):  # fmt: skip
            continue
        yield Rewording(name, party, one, other, _place(name, old, stood) if name in moved else None)


def _own(state: State, party: str) -> tuple[dict[str, Wording], Mapping[str, Place]]:
    """A party's provisions in its own order, and where each stands."""
    view = own_view(wordings_of(state.contents, positions_of(state)), party)
    found = {place.name: place for place in places(view)}
    return {name: view[name][party] for name in found}, found


def _place(name: str, order: Mapping[str, Wording], stood: Mapping[str, Place]) -> tuple[str, str]:
    parent = stood[name].parent
    siblings = [each for each in order if stood[each].parent == parent]
    index = siblings.index(name)
    return parent, siblings[index - 1] if index else ""
