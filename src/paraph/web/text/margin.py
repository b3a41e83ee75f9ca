"""The margin of a provision: where it stands, who reserves and why, what was asked, what lies above."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from paraph.errors import N_
from paraph.i18n import Speech
from paraph.record.assembly import Clause
from paraph.record.state import Standing, State
from paraph.record.state_of_play import Item
from paraph.record.values import Text
from paraph.text.convergence import Status
from paraph.web.markup import hue
from paraph.web.words import LEVEL, STANDING, STATUS

EXCERPT = 140
"""Characters of a card; the provision's own page has it whole."""


@dataclass(frozen=True, slots=True)
class Asked:
    name: str
    party: str
    to: str
    question: Text
    answered: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a margin shows. Two that are equal look alike. ``reasons``: (party, reason) of its position.

    ``gone``: parties that want no such provision; ``silent``: those that have not spoken; ``differs``: severities
    (message keys) of what is open between its languages, the gravest first.
    """

    item: Item
    number: str
    reasons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    asked: tuple[Asked, ...] = ()
    against: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


@dataclass(slots=True)
class Margins:
    """Makes the margins of one state of the record, for readers of one language."""

    state: State
    speech: Speech
    asked: dict[str, list[Asked]] = field(default_factory=dict)
    differences: Callable[[str], tuple[str, ...]] = lambda _subject: ()

    def __post_init__(self) -> None:
        for name, each in self.state.clarifications.items():
            about = Asked(name, each.asked.party, each.to, each.question, each.answered is not None)
            self.asked.setdefault(each.subject, []).append(about)

    def facts(self, clause: Clause, item: Item, number: str) -> Facts:
        differs = self.differences(clause.subject)
        if item.standing is Standing.AGREED and clause.subject not in self.asked and not item.referrals:
            return Facts(item, number, differs=differs)
        held = self.state.subjects[clause.subject].positions
        return Facts(
            item,
            number,
            tuple((party, tuple(each.reason.items())) for party, each in held.items() if each.reason),
            tuple(self.asked.get(clause.subject, ())),
            clause.against,
            tuple(party for party in self.state.parties if party not in held),
            differs,
        )

    def html(self, name: str, facts: Facts, titled: bool = False) -> SafeString:
        """``titled``: it is a container, of which the state is that of its title alone."""
        state, differs = self._state(name, facts, titled), self._differences(name, facts)
        parts = [state, *differs, *self._notes(facts), *self._cards(facts)]
        return mark_safe("".join(parts))  # noqa: S308 - every text in it is escaped

    def _state(self, name: str, facts: Facts, titled: bool) -> str:
        status = facts.item.status
        agreed = titled and status is Status.AGREED
        said = self.speech.say(N_("title agreed") if agreed else STATUS[status])
        return (
            f'<a class="state s-{status}" id="to-{escape(name)}" href="{address(name)}">{escape(said)}'
            f'<span class="hidden"> – {escape(facts.number)}</span></a>'
        )

    def _differences(self, name: str, facts: Facts) -> Iterator[str]:
        """A mark for what is found between the languages, which leads to it."""
        if facts.differs:
            worst = self.speech.say(facts.differs[0])
            said = self.speech.say(N_("Languages: %(severity)s"), severity=worst.lower())
            more = f" ({len(facts.differs)})" if len(facts.differs) > 1 else ""
            yield (
                f'<a class="note differs" href="{reverse("findings")}#{escape(name)}">{escape(said + more)}'
                f'<span class="hidden"> – {escape(facts.number)}</span></a>'
            )

    def _notes(self, facts: Facts) -> Iterator[str]:
        say, item = self.speech.say, facts.item
        if item.standing not in (Standing.AGREED, Standing.DISPUTED, Standing.RESERVED):
            yield _note(say(STANDING[item.standing]))
        for party in item.waits_for:
            yield _note(say(N_("%(party)s ad referendum"), party=party))
        if facts.against:
            yield _note(say(N_("Not wanted by %(parties)s"), parties=", ".join(facts.against)))
        if facts.silent:
            yield _note(say(N_("No position of %(parties)s yet"), parties=", ".join(facts.silent)))
        if item.elsewhere:
            yield _note(say(N_("Another place for %(parties)s"), parties=", ".join(item.elsewhere)))

    def _cards(self, facts: Facts) -> Iterator[str]:
        say, item = self.speech.say, facts.item
        for party, held in item.reservations.items():
            yield self._card(party, say(N_("%(party)s reserves"), party=party), held.reason)
        for party, remark in item.reopened.items():
            yield self._card(party, say(N_("Reopened by %(party)s"), party=party), remark.reason)
        if item.parked:
            party = item.parked.mark.party
            yield self._card(party, say(N_("Parked by %(party)s"), party=party), item.parked.reason)
        for party, reason in facts.reasons:
            yield self._card(party, say(N_("%(party)s, why"), party=party), dict(reason))
        for each in facts.asked:
            told = N_("%(party)s asked %(to)s") if each.answered else N_("%(party)s asks %(to)s")
            yield self._card(each.party, say(told, party=each.party, to=each.to), each.question)
        for name in item.referrals:
            referral = self.state.referrals[name]
            said = say(N_("Referred: %(level)s"), level=say(LEVEL[referral.now_with]))
            yield self._card(referral.sent.party, said, referral.question)

    def _card(self, party: str, said: str, words: Text) -> str:
        language, text = _chosen(words, self.speech.language)
        cut = text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"
        quoted = f' <span lang="{escape(language)}">{escape(cut)}</span>' if cut else ""
        return f'<p class="card {hue(party, self.state.parties)}"><b>{escape(said)}</b>{quoted}</p>'


def address(name: str) -> str:
    """The page of a provision, as HTML wants it."""
    return escape(_pattern().replace("NAME", name))


@cache
def _pattern() -> str:
    return reverse("provision", args=["NAME"])


def _note(said: str) -> str:
    return f'<span class="note">{escape(said)}</span>'


def _chosen(words: Mapping[str, str], language: str) -> tuple[str, str]:
    found: Sequence[tuple[str, str]] = [(language, words[language])] if language in words else list(words.items())
    return found[0] if found else (language, "")
