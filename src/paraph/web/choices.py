"""One or several of what there is, as forms ask for it: words of the record, parties, subjects by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from paraph.errors import N_
from paraph.record.assembly import Clause
from paraph.record.reference import beginning
from paraph.web.visit import Visit

Choices = list[tuple[str, Any]]


class WordField(forms.ChoiceField):
    """One of a few words of the record; ``known``: {word: message key}."""

    def __init__(self, known: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.known = known

    def fit(self, here: Visit) -> None:
        self.choices = [(word, here.speech.say(key)) for word, key in self.known.items()]


class PartyField(forms.ChoiceField):
    """Another party of the negotiation."""

    def fit(self, here: Visit) -> None:
        others = [code for code in here.desk.charter.parties if code != here.desk.seat.party]
        self.choices = [(code, here.naming.party(code)) for code in others]


class SubjectField(forms.ChoiceField):
    """A subject of the record by its full name; of these ``kinds``, the provisions grouped by chapter."""

    def __init__(self, *kinds: str, **options: Any) -> None:
        super().__init__(**options)
        self.kinds = kinds or ("provision",)

    def fit(self, here: Visit) -> None:
        empty: Choices = [] if self.required else [("", "–")]
        self.choices = [*empty, *subjects(here, self.kinds)]


class SubjectsField(forms.MultipleChoiceField):
    """Any number of subjects."""

    def __init__(self, *kinds: str, **options: Any) -> None:
        super().__init__(widget=forms.SelectMultiple(attrs={"size": 7}), **options)
        self.kinds = kinds or ("provision",)

    def fit(self, here: Visit) -> None:
        self.choices = subjects(here, self.kinds)


class NamesField(forms.CharField):
    """Subjects written out by their names, "Chapter 2; Article 2.3.1", as lists of many rows need it."""

    def __init__(self, *kinds: str, **options: Any) -> None:
        super().__init__(**options)
        self.kinds = kinds or ("provision",)

    def fit(self, here: Visit) -> None:
        self.here = here
        # Where two are called the same, the first keeps the name and the other goes by its own: "a2.3-1".
        self.known = {_plain(name): subject for subject, name in flat(subjects(here, self.kinds, plain=True))}
        self.unknown = here.speech.say(N_("Nothing is called “%(name)s”. Did you mean %(near)s?"))
        self.unlike = here.speech.say(
            N_("Nothing is called “%(name)s”. Write the names as in the text, with ; between.")
        )

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(self._name(each) for each in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        parts = [each.strip() for each in super().clean(value).split(";")]
        return list(dict.fromkeys(self._find(each) for each in parts if each))

    def _name(self, subject: str) -> str:
        name = self.here.name(subject)
        return name if self.known.get(_plain(name)) == subject else subject

    def _find(self, written: str) -> str:
        subjects = self.here.desk.state.subjects
        found = self.known.get(_plain(written)) or next(
            (s for s in (written, f"provision:{written}") if s in subjects), ""
        )
        if not found:
            near = get_close_matches(_plain(written), self.known, n=1)
            told = self.unknown if near else self.unlike
            raise ValidationError(told % {"name": written, "near": self.here.name(self.known[near[0]]) if near else ""})
        return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def flat(choices: Choices) -> list[tuple[str, str]]:
    """Choices without their groups, the last first."""
    found = [each for key, said in choices for each in (said if isinstance(said, list) else [(key, said)])]
    return found[::-1]


def subjects(here: Visit, kinds: tuple[str, ...], *, plain: bool = False) -> Choices:
    """Subjects to choose from: provisions under their chapters, then other kinds.

    Provisions are named as on screen, with their heading or first words after; ``plain``: without.
    """
    key = f"choices:{kinds}:{plain}:{here.speech.language}"
    return here.site.once(key, lambda _: _subjects(here, kinds, _plainly if plain else _recognisably))


def _plainly(here: Visit, clause: Clause) -> str:
    return here.name(clause.subject)


def _recognisably(here: Visit, clause: Clause) -> str:
    name = here.name(clause.subject)
    step = here.references[clause.subject].steps[-1]
    after = "" if clause.kind.titled else here.speech.of(step.words)
    after = after or beginning(here.speech.of(step.heading), 60)
    return here.speech.say(N_("%(name)s: %(words)s"), name=name, words=after) if after and after not in name else name


def _subjects(here: Visit, kinds: tuple[str, ...], named: Callable[[Visit, Clause], str]) -> Choices:
    found: Choices = []
    if "provision" in kinds:
        text = here.play.text
        for top in (clause for clause in text if not clause.parent):
            within = [(clause.subject, named(here, clause)) for clause in text.within(top.name)]
            found.append((here.name(top.subject, heading=True), within))
    others = [each for each in here.desk.state.subjects if each.partition(":")[0] in kinds]
    return found + [(each, here.name(each)) for each in others if not each.startswith("provision:")]
