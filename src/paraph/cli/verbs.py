"""The table of verbs: how they are grouped and what each is for. What they do stands in the module named beside them.

A verb of two words ("round open") is called with both. Its function has the same name with underscores, and
one at its end where Python has a word of that name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from keyword import iskeyword
from typing import Any

from paraph.errors import N_


@dataclass(frozen=True, slots=True)
class Verb:
    """``summary`` is a message key; ``room`` the module of ``paraph.cli`` that carries the verb out.

    ``publishes``: what it says leaves the delegation, so a preview is shown and may be declined.
    """

    name: str
    room: str
    summary: str
    publishes: bool = False

    def function(self) -> Callable[..., Any]:
        """The function that carries it out; only now is its module loaded."""
        name = self.name.translate(_UNDERSCORED)
        room = import_module(f"paraph.cli.{self.room}")
        found: Callable[..., Any] = getattr(room, f"{name}_" if iskeyword(name) else name)
        return found


_UNDERSCORED = str.maketrans({" ": "_", "-": "_"})


def _said(name: str, room: str, summary: str) -> Verb:
    return Verb(name, room, summary, publishes=True)


GROUPS: tuple[tuple[str, tuple[Verb, ...]], ...] = (
    (
        N_("Begin"),
        (
            Verb("demo", "demo", N_("Open the sample negotiation, Viet Nam and the United States, in the browser")),
            Verb("init", "begin", N_("Begin a negotiation: its parties, its languages, their keys")),
            Verb("serve", "serving", N_("Open the workspace in the browser, on this computer")),
            Verb("invite", "serving", N_("Make the link by which a person gets an account in the workspace")),
            Verb("seat", "begin", N_("Take a seat, or see whose desk you are at")),
            _said("delegation", "delegations", N_("See the delegations, or present yours")),
        ),
    ),
    (
        N_("Read"),
        (
            Verb("state", "playing", N_("The state of play: what is agreed, narrowed, open")),
            Verb("text", "texts", N_("The draft agreement: consolidated, one side's, agreed, or since a round")),
            Verb("show", "showing", N_("One provision: its positions, reservations and questions")),
            Verb("search", "searching", N_("Find words, numbers and phrases in everything on the record")),
            Verb("outcome", "outcomes", N_("The outcome of a round, compiled from the record")),
            Verb("statement", "exporting", N_("A joint statement as it stands, or which there are")),
            Verb("calendar", "exporting", N_("Rounds, meetings and deadlines, to read or for a calendar program")),
            Verb("deadlines", "recording", N_("What is due, whose it is, and when, in both time zones")),
            Verb("as-of", "playing", N_("The state of play at an earlier time, and what has changed since")),
            Verb("log", "recording", N_("The record, entry by entry")),
            Verb("verify", "recording", N_("Check every entry: hash, signature and chain")),
        ),
    ),
    (
        N_("Take positions"),
        (
            Verb("draft", "drafting", N_("Write wording for your own side only; nothing leaves")),
            _said("import", "importing", N_("Read a draft that came as a file, and table your side of it")),
            _said("table", "positions", N_("Put your side's wording on the table")),
            _said("accept", "positions", N_("Accept the wording of another party")),
            _said("withdraw", "positions", N_("Take your side's position off the table")),
            _said("reserve", "positions", N_("Reserve your side's position, with the reason")),
            _said("lift", "positions", N_("Lift your side's reservation")),
            _said("park", "positions", N_("Set a subject aside for now")),
            _said("reopen", "positions", N_("Take up a parked or agreed subject again")),
        ),
    ),
    (
        N_("Meet"),
        (
            _said("agenda", "sittings", N_("See the agenda of a round or meeting, or propose one")),
            _said("discuss", "sittings", N_("Record that an item of the agenda was discussed")),
            _said("round schedule", "sittings", N_("Propose the days and place of a round")),
            _said("round open", "sittings", N_("Open a round")),
            _said("round close", "sittings", N_("Close a round; the next is measured against this moment")),
            _said("meet schedule", "sittings", N_("Propose a meeting between rounds")),
            _said("meet held", "sittings", N_("Record that a meeting was held")),
            _said("attend", "sittings", N_("Record who was present")),
        ),
    ),
    (
        N_("Exchange"),
        (
            _said("ask", "exchanges", N_("Ask the other side to clarify")),
            _said("answer", "exchanges", N_("Answer a question")),
            _said("disclose", "exchanges", N_("Hand over a policy document")),
            _said("receive", "exchanges", N_("Acknowledge a document that was handed over")),
            _said("undertake", "exchanges", N_("Promise something by a deadline")),
            _said("discharge", "exchanges", N_("Record that an undertaking of yours is done")),
            _said("defer", "exchanges", N_("Move the deadline of an undertaking of yours")),
            _said("refer", "exchanges", N_("Send a subject up, with the question to decide")),
            _said("instruct", "exchanges", N_("Share the instruction that came back down")),
        ),
    ),
    (
        N_("Trade and tariffs"),
        (
            Verb("statistics", "trading", N_("US trade with a partner, in all or by tariff line, with its sources")),
            Verb("figures", "trading", N_("Hold the figures of a statement against each other and the statistics")),
            Verb("tariff find", "tariffs", N_("Tariff lines by number, or by words in either language")),
            Verb(
                "tariff show", "tariffs", N_("The rates of a line on a day, authority by authority, and the duty owed")
            ),
            Verb("tariff staging", "tariffs", N_("Check a staging schedule cell by cell")),
            Verb(
                "offers show", "offers", N_("Requests and offers side by side, by chapter or line, with their history")
            ),
            _said("offers set", "offers", N_("Table one rate on all lines under a number, in one act")),
            _said("offers import", "offers", N_("Table the lines of a CSV or Excel file, in one act")),
            Verb("offers export", "offers", N_("Write requests and offers to a CSV or Excel file")),
            Verb("offers worth", "worth", N_("What requests and offers would do, year by year, over several models")),
            Verb("reciprocal", "trading", N_("The reciprocal rate by its formula, against the annex, by partner")),
            Verb("simulate", "simulating", N_("What a tariff would do: welfare, trade, prices, over several models")),
        ),
    ),
    (
        N_("Work with files"),
        (
            Verb("consolidate", "consolidating", N_("Put the drafts of several parties together, with brackets")),
            Verb("compare", "comparing", N_("Redline of two versions of a text")),
            Verb("concord", "concording", N_("Hold two language versions against each other: links and differences")),
            Verb("export", "exporting", N_("Hand over a text, redline, outcome or calendar as a file, in any format")),
            Verb("project", "projecting", N_("One party's draft out of a bracketed text")),
        ),
    ),
)

VERBS: dict[str, Verb] = {verb.name: verb for _, verbs in GROUPS for verb in verbs}


def within(first: str) -> tuple[Verb, ...]:
    """The verbs of two words that begin with ``first``.

    >>> [verb.name for verb in within("round")]
    ['round schedule', 'round open', 'round close']
    """
    return tuple(verb for verb in VERBS.values() if verb.name.startswith(first + " "))
