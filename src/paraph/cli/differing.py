"""What lies between the parties on a provision beside its words: its number, its place, its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.errors import N_

if TYPE_CHECKING:
    from paraph.cli.session import Session
    from paraph.record.assembly import Clause, ConsolidatedText
    from paraph.record.contents import Wording


def beside_words(session: Session, text: ConsolidatedText, clause: Clause) -> list[str]:
    """In a line each: whose number, place or kind is another one, so that it is not agreed though the words may be."""
    held = {party: text.wordings[clause.name][party] for party in clause.owners}
    found = []
    for language in text.languages:
        shown = clause.shown_number(language)
        if shown != clause.number(language):
            found.append(session.say(N_("number (%(language)s): %(number)s"), language=language, number=shown))
    if len({each.kind for each in held.values()}) > 1:
        kinds = ", ".join(f"{party} {session.say(each.kind)}" for party, each in held.items())
        found.append(session.say(N_("kind: %(kinds)s"), kinds=kinds))
    apart = len({(each.parent, each.after) for each in held.values()}) > 1
    plain = all(isinstance(run, str) for runs in clause.runs.values() for run in runs)
    if clause.elsewhere or (apart and plain):
        found += [_place(session, party, each) for party, each in held.items()]
    return found


def _place(session: Session, party: str, wording: Wording) -> str:
    data = {"party": party, "after": wording.after, "parent": wording.parent}
    if wording.after and wording.parent:
        return session.say(N_("place: %(party)s has it in %(parent)s, after %(after)s"), **data)
    if wording.after:
        return session.say(N_("place: %(party)s has it after %(after)s"), **data)
    if wording.parent:
        return session.say(N_("place: %(party)s has it first in %(parent)s"), **data)
    return session.say(N_("place: %(party)s has it first of all"), **data)
