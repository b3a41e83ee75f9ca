"""A negotiation in a few lines: parties, their acts in order, and the states that follow. No store, no signatures.

>>> world = World("US", "VN")
>>> world.tables("US", "a1", "Each Party shall act.").tables("VN", "a1", "Each Party may act.").reads("a1")
'Each Party [US: shall][VN: may] act.'
>>> world.accepts("VN", "a1").standing("a1")
<Standing.AGREED: 'agreed'>
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from paraph.record import acts
from paraph.record.assembly import ConsolidatedText, assemble
from paraph.record.charter import Charter, Participant
from paraph.record.contents import Content, Round, Wording, content_hash
from paraph.record.entry import Entry, encode, entry_id
from paraph.record.fold import advance, begin, fold
from paraph.record.state import Standing, State
from paraph.text.brackets import show

ZONES = {"US": "America/New_York", "VN": "Asia/Ho_Chi_Minh", "AU": "Australia/Sydney"}
NAMES = {
    "US": {"en": "United States", "vi": "Hoa Kỳ"},
    "VN": {"en": "Viet Nam", "vi": "Việt Nam"},
    "AU": {"en": "Australia", "vi": "Úc"},
}
START = datetime(2025, 5, 19, 13, 0, tzinfo=UTC)


def text(words: str | dict[str, str]) -> dict[str, str]:
    """Words in English, or in each language as given."""
    return {"en": words} if isinstance(words, str) else words


class World:
    """Acts are appended in the order of the calls, a minute apart unless ``at`` sets the clock."""

    def __init__(self, *parties: str, secretariat: str = "", languages: tuple[str, ...] = ("en", "vi")) -> None:
        codes = [*(parties or ("US", "VN")), *([secretariat] if secretariat else [])]
        self.charter = Charter(
            name="world",
            title={"en": "Agreement on Reciprocal Trade", "vi": "Hiệp định Thương mại đối ứng"},
            languages=list(languages),
            participants=[
                Participant(
                    code=code,
                    name=NAMES.get(code, {"en": code}),
                    key=f"{index:064x}",
                    zone=ZONES.get(code, "Etc/UTC"),
                    role="secretariat" if code == secretariat else "party",
                )
                for index, code in enumerate(codes)
            ],
        )
        self.entries: list[tuple[str, Entry]] = []
        self.state: State = begin(self.charter)
        self.now = START
        self._heads: dict[str, str] = {}

    def at(self, moment: str) -> World:
        """Set the clock, in UTC: "2025-05-19 13:00"."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        return self

    def does(self, party: str, act: acts.Act, person: str = "chief") -> World:
        """Append an act to a party's chain."""
        entry = Entry(
            format=1,
            negotiation=self.charter.id,
            party=party,
            sequence=sum(1 for _, each in self.entries if each.party == party) + 1,
            previous=self._heads.get(party, ""),
            seen={code: head for code, head in self._heads.items() if code != party},
            time=self.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            person=person,
            act=act,  # type: ignore[arg-type]
        )
        pair = (entry_id(encode(entry)), entry)
        self._heads[party] = pair[0]
        self.entries.append(pair)
        advance(self.state, [pair])
        self.now += timedelta(minutes=1)
        return self

    # Positions

    def takes(self, party: str, subject: str, content: Content, reason: str = "") -> World:
        """Table any content on any subject, named in full."""
        return self.does(
            party, acts.PositionTabled(subject=subject, content=content, reason=text(reason) if reason else {})
        )

    def tables(self, party: str, name: str, words: str | dict[str, str], **place: Any) -> World:
        """Table a wording of a provision; parent, after, number, kind as ``Wording`` has them."""
        if isinstance(place.get("number"), str):
            place["number"] = dict.fromkeys(self.charter.languages, place["number"])
        reason = place.pop("reason", "")
        return self.takes(party, subject_of(name), Wording(text=text(words), **place), reason)

    def refuses(self, party: str, name: str) -> World:
        """Say that there shall be no such provision."""
        return self.takes(party, subject_of(name), Wording(absent=True))

    def accepts(self, party: str, name: str, of: str = "", ad_referendum: bool = False) -> World:
        """Accept what another party (the only one with another position, if not named) wants."""
        subject = subject_of(name)
        held = self.state.subjects[subject].positions
        others = [other for other in held if other != party]
        key = held[of or others[0]].content
        return self.does(party, acts.ContentAccepted(subject=subject, content=key, ad_referendum=ad_referendum))

    def agree(self, subject: str, content: Content) -> World:
        """The first party tables, all others accept."""
        first, *others = self.state.parties
        self.takes(first, subject, content)
        for party in others:
            self.does(party, acts.ContentAccepted(subject=subject, content=content_hash(subject, content)))
        return self

    # Rounds

    def opens(self, number: int, starts: str = "2025-05-19", ends: str = "2025-05-22") -> World:
        subject = f"round:{number}"
        planned = Round(number=number, starts=starts, ends=ends, zone="America/New_York", place={"en": "Washington"})
        if subject not in self.state.subjects:
            self.agree(subject, planned)
        return self.does(self.state.parties[0], acts.RoundOpened(round=subject))

    def closes(self, number: int) -> World:
        return self.does(self.state.parties[0], acts.RoundClosed(round=f"round:{number}"))

    # What one reads

    @property
    def text(self) -> ConsolidatedText:
        return assemble(self.state, self.charter.languages)

    def reads(self, name: str, language: str = "en") -> str:
        return show(self.text[name].runs[language])

    def standing(self, name: str) -> Standing:
        return self.state.standing(subject_of(name))

    def as_of(self, entries: int) -> State:
        """The state after so many entries, folded from nothing."""
        return fold(self.charter, self.entries[:entries])


def subject_of(name: str) -> str:
    return name if ":" in name else f"provision:{name}"
