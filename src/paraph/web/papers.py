"""The papers of a delegation's vault as pages show them: only what the person at the seat is cleared to read."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from paraph.desk.drafting import KINDS
from paraph.errors import N_
from paraph.record.values import Text
from paraph.record.visibility import Clearance, clearance
from paraph.store.vault import Item
from paraph.web.visit import Visit
from paraph.web.words import CLEARANCE, KEPT

RANKS: dict[str, Clearance] = {each.name.lower(): each for each in Clearance if each}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: what it concerns, what it says, and how closely it is held (message keys)."""

    about: str
    kind: str
    level: str
    words: Text
    item: Item


def papers_of(here: Visit) -> list[Paper]:
    """All papers that this seat may read. Raises NotPermitted for who has no vault."""
    return [
        Paper(about, KEPT[kind], CLEARANCE[item.clearance], words, item)
        for kind in KINDS
        for about, words, item in here.desk.kept(kind)
    ]


def papers_on(here: Visit, subject: str) -> list[Paper]:
    return [each for each in papers_of(here) if each.about == subject]


class LevelField(forms.ChoiceField):
    """Who of the delegation may read a paper: never more closely held than the writer may read."""

    def fit(self, here: Visit) -> None:
        own = clearance(here.desk.seat.role)
        self.choices = [(level, here.speech.say(CLEARANCE[level])) for level, rank in RANKS.items() if rank <= own]
        if self.initial not in [level for level, _ in self.choices]:
            self.initial = self.choices[-1][0] if self.choices else None


WHO = N_("Who of our delegation may read it")
