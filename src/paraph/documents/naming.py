"""How subjects, parties and moments are called in a reader's language: "Article 2.3.1", "khoản 1 Điều 2.3"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from paraph.errors import N_
from paraph.i18n import Speech, begun
from paraph.record.charter import Charter
from paraph.record.contents import Meeting
from paraph.record.deadlines import Engagement, instant, zone_of
from paraph.record.reference import Reference, Step
from paraph.text.provision import Kind

IN_ARTICLE = N_("%(container)s.%(number)s")
IN_OTHER = N_("%(container)s, paragraph %(number)s")
AS_POINT = N_("%(container)s%(number)s")
AS_FOOTNOTE = N_("%(container)s, footnote %(number)s")
WITH_HEADING = N_("%(name)s (%(heading)s)")
UNNUMBERED = N_("%(container)s, “%(words)s”")
ROUND = N_("Round %(number)s")
KINDS = {
    Kind.PREAMBLE: N_("Preamble"),
    Kind.PART: N_("Part %(number)s"),
    Kind.CHAPTER: N_("Chapter %(number)s"),
    Kind.SECTION: N_("Section %(number)s"),
    Kind.ARTICLE: N_("Article %(number)s"),
    Kind.ANNEX: N_("Annex %(number)s"),
}


class Naming:
    """Names in one language, for one negotiation."""

    def __init__(self, charter: Charter, speech: Speech) -> None:
        self._speech = speech
        self._parties = {each.code: speech.of(each.name, each.code) for each in charter.participants}
        self._zones = {each.code: each.zone for each in charter.participants if each.role == "party"}

    def party(self, code: str) -> str:
        return self._parties.get(code, code)

    def parties(self, codes: Iterable[str]) -> str:
        return listed([self.party(code) for code in codes], self._speech)

    def of(self, reference: Reference, *, heading: bool = False, inside: bool = False) -> str:
        """A subject's name; ``heading``: with its heading, or its article's; ``inside``: to stand within a sentence.

        >>> step = Step(Kind.ARTICLE, {"en": "Article 2.3."}, {"en": "Reciprocal tariff"}, 3)
        >>> paragraph = Step(Kind.PARAGRAPH, {"en": "1."}, {}, 1)
        >>> naming = Naming(Charter(name="demo", title={}, languages=["en"], participants=[]), Speech("en"))
        >>> naming.of(Reference("provision:a2.3-1", (step, paragraph)))
        'Article 2.3.1'
        >>> naming.of(Reference("provision:a2.3-1", (step, paragraph)), heading=True)
        'Article 2.3.1 (Reciprocal tariff)'
        """
        if not reference.steps:
            return self._title(reference)
        start = max((i for i, step in enumerate(reference.steps) if step.kind in KINDS), default=0)
        name = self._anchor(reference.steps[start])
        for step in reference.steps[start + 1 :]:
            name = self._below(name, reference.steps[start], step)
        title = self._speech.of(reference.steps[start].heading)
        whole = start == len(reference.steps) - 1
        if heading and title and title != name and (whole or reference.steps[start].kind is Kind.ARTICLE):
            name = self._speech.say(WITH_HEADING, name=name, heading=title)
        return name if inside else begun(name)

    def _title(self, reference: Reference) -> str:
        if reference.kind == "round":
            return self._speech.say(ROUND, number=reference.name)
        return self._speech.of(reference.title, reference.name)

    def _anchor(self, step: Step) -> str:
        number = self._speech.of(step.number).rstrip(". ")
        if number:
            return number
        heading = self._speech.of(step.heading)
        return heading or self._speech.say(KINDS.get(step.kind, IN_OTHER), number=step.ordinal, container="")

    def _below(self, name: str, anchor: Step, step: Step) -> str:
        number, words = self._speech.of(step.number).rstrip(". "), self._speech.of(step.words)
        if not number and words and step.kind is Kind.PARAGRAPH:
            return self._speech.say(UNNUMBERED, container=name, words=words)
        number = number or str(step.ordinal)
        if step.kind is Kind.POINT:
            return self._speech.say(AS_POINT, container=name, number=number)
        if step.kind is Kind.FOOTNOTE:
            return self._speech.say(AS_FOOTNOTE, container=name, number=number)
        in_article = anchor.kind is Kind.ARTICLE and bool(anchor.number)
        return self._speech.say(IN_ARTICLE if in_article else IN_OTHER, container=name, number=number)

    def moments(self, moment: str | datetime, first: str = "") -> str:
        """A moment on the clock of each party, that of ``first`` (a party) before the others."""
        when = instant(moment) if isinstance(moment, str) else moment
        zones = sorted(self._zones.items(), key=lambda each: each[0] != first)
        distinct = dict.fromkeys(zone for _, zone in zones)
        return "; ".join(self._speech.moment(when, _known(zone), "long") for zone in distinct)

    def moment(self, written: str, zone: str) -> str:
        """A moment of the record on the clock of one zone."""
        return self._speech.moment(instant(written), _known(zone), "long")

    def day(self, written: str) -> str:
        return self._speech.day(date.fromisoformat(written))

    def planned(self, reference: Reference, engagement: Engagement) -> str:
        """A round or meeting to come, with when and where."""
        content, name = engagement.content, self.of(reference)
        place = self._speech.of(content.place)
        if isinstance(content, Meeting):
            when = self.moments(engagement.starts)
            if place and content.format != "online":
                return self._speech.say("%(name)s: %(place)s, %(when)s.", name=name, when=when, place=place)
            return self._speech.say("%(name)s, online: %(when)s.", name=name, when=when)
        data = {"name": name, "place": place, "starts": self.day(content.starts), "ends": self.day(content.ends)}
        if content.format == "online" or not place:
            return self._speech.say("%(name)s: from %(starts)s to %(ends)s.", **data)
        return self._speech.say("%(name)s: %(place)s, from %(starts)s to %(ends)s.", **data)


def listed(names: Sequence[str], speech: Speech) -> str:
    """Names as the language lists them: "A, B, and C"."""
    from babel.lists import format_list

    return format_list(list(names), locale=speech.language)


def _known(zone: str) -> str:
    return "Etc/UTC" if zone_of(zone) is UTC else zone
