"""Whether the languages of each position say the same, and what the parties make of what is found."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from paraph.concordance.checks import Context, Finding, Severity, compare_provision
from paraph.concordance.checks.finding import key_of
from paraph.concordance.checks.stale import NAME as STALE
from paraph.concordance.checks.stale import Step, stale
from paraph.desk.offers import Offering
from paraph.desk.publishing import does
from paraph.errors import N_, InvalidContent, NothingChanged, UnknownSubject
from paraph.record import acts
from paraph.record.contents import Wording
from paraph.record.state import Settlement
from paraph.record.values import Text

_NAMES = {"en": N_("English"), "vi": N_("Vietnamese"), "es": N_("Spanish"), "fr": N_("French")}

Words = tuple[tuple[str, str], ...]
"""A wording by language, as a key."""
Histories = Mapping[tuple[str, str], Sequence[Step]]


@dataclass(frozen=True)
class Concern:
    """A finding in what ``parties`` want a provision to say. ``words``: the wording in the two languages compared, left
    and right, by language. ``settled``: what each party makes of it."""

    subject: str
    parties: tuple[str, ...]
    finding: Finding
    words: Text = field(default_factory=dict)
    settled: Mapping[str, Settlement] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether somebody still has to look: nobody has dismissed it."""
        return all(each.verdict != "dismissed" for each in self.settled.values())


class Concording(Offering):
    """Checks run on the shared record alone, so every seat is told the same."""

    def concerns(self, subjects: Sequence[str] = ()) -> list[Concern]:
        """Every finding in every position on provisions (all, or these), in the order of the record."""
        chosen = subjects or self.state.named("provision")
        histories = self._histories(frozenset(chosen))
        return [each for subject in chosen for each in self.concerns_of(subject, histories)]

    def concerns_of(self, subject: str, histories: Histories | None = None) -> list[Concern]:
        """Findings in the positions on one provision; what several parties hold alike is one.

        ``histories``: what each party has wanted it to say, in time, to tell whether one language has not followed
        the other; {} to leave that out, None to read it from the record.
        """
        histories = self._histories(frozenset((subject,))) if histories is None else histories
        held = self._held(subject)
        settled = self.state.settled.get(subject, {})
        found: dict[tuple[str, str], Concern] = {}
        for party, (content, wording) in held.items():
            checked = [(words, each) for words in self._sides(wording) for each in _checked(words, self.parties)]
            behind = self._left_behind(subject, party, histories.get((subject, party), ()))
            checked += [(tuple(wording.text.items()), each) for each in behind]
            for words, each in checked:
                before = found.get((content, each.key))
                parties = (*before.parties, party) if before else (party,)
                concern = Concern(subject, parties, each, dict(words), settled.get(each.key, {}))
                found[content, each.key] = concern
        return list(found.values())

    def severe(self, within: str = "") -> list[Concern]:
        """What is open and severe in a chapter or article (all for ""): none is left in a chapter to initial."""
        text = self.play().text
        names = [clause.subject for clause in text.within(within)]
        return [each for each in self.concerns(names) if each.open and each.finding.severity is Severity.SEVERE]

    @does(acts.FindingSettled)
    def settle(self, about: str, finding: str, verdict: acts.Verdict, reason: Text) -> acts.FindingSettled:
        """Accept a finding (to be mended) or dismiss it (no difference), with a reason, on the shared record.

        Raises: UnknownSubject for a finding that there is not, or no more; InvalidContent without a reason;
        NothingChanged when one's own side has said so already.
        """
        subject = self.resolve(about, "provision")
        concern = next((each for each in self.concerns_of(subject) if each.finding.key == finding), None)
        if concern is None:
            raise UnknownSubject(kind=N_("finding"), subject=finding, hint=N_("Look at the list as it is now."))
        if not any(map(str.strip, reason.values())):
            raise InvalidContent(field=N_("reason"), detail=N_("there are no words in it"))
        own = concern.settled.get(self.seat.party)
        if own and (own.verdict, own.reason) == (verdict, reason):
            raise NothingChanged(detail=N_("your side has said so already"))
        return acts.FindingSettled(subject=subject, finding=finding, verdict=verdict, reason=reason)

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(self.charter.parties)

    def _sides(self, wording: Wording) -> Iterator[Words]:
        """The words in the first language with those in each other one."""
        there = [each for each in self.charter.languages if wording.text.get(each, "").strip()]
        for other in there[1:]:
            yield (there[0], wording.text[there[0]]), (other, wording.text[other])

    def _held(self, subject: str) -> dict[str, tuple[str, Wording]]:
        """{party: (hash, wording)} of those that want the provision."""
        found = self.state.subjects.get(subject)
        held = {party: each.content for party, each in found.positions.items()} if found else {}
        wordings = {party: (content, self.state.contents[content]) for party, content in held.items()}
        return {
            party: (content, wording)
            for party, (content, wording) in wordings.items()
            if isinstance(wording, Wording) and not wording.absent
        }

    def _left_behind(self, subject: str, party: str, history: Sequence[Step]) -> Iterator[Finding]:
        for each in stale(history):
            data = {"behind": _NAMES.get(each.language, each.language), "ahead": _NAMES.get(each.changed, each.changed)}
            message = N_("The %(behind)s has not followed the last change of the %(ahead)s")
            key = key_of(STALE, subject, party, *data.values(), str(each.since))
            yield Finding(STALE, Severity.SERIOUS, 0.9, message, data, key=key)

    def _histories(self, subjects: Container[str]) -> Histories:
        """What each party has wanted these provisions to say, in time, by subject and party."""
        ineffective = {each.mark.entry for each in self.state.ineffective}
        found: dict[tuple[str, str], list[Step]] = {}
        for name, entry in self.register.log():
            act = entry.act
            if not isinstance(act, acts.PositionTabled | acts.ContentAccepted) or act.subject not in subjects:
                continue
            content = act.content if isinstance(act, acts.PositionTabled) else self.state.contents.get(act.content)
            if isinstance(content, Wording) and not content.absent and name not in ineffective:
                found.setdefault((act.subject, entry.party), []).append(Step(content.text))
        return found


@lru_cache(maxsize=1 << 14)
def _checked(words: Words, parties: tuple[str, ...]) -> list[Finding]:
    """Findings in one wording: they depend on nothing else, and most wordings stay as they are."""
    return compare_provision(dict(words), [language for language, _ in words], Context(parties=parties))
