"""What a party wants a subject to be: to table, accept, withdraw, reserve, park, reopen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from paraph.cli.options import NeededReason, Reason, Subject, Words, argument, needed, option, words
from paraph.cli.publishing import publish
from paraph.cli.reply import Reply
from paraph.cli.session import Session
from paraph.errors import N_, InvalidContent

if TYPE_CHECKING:
    from paraph.desk import Desk, Receipt
    from paraph.record.contents import Wording

Kind = Annotated[str, option("--kind", shows="KIND", help=N_("Of a new provision: chapter, article, paragraph ..."))]
Parent = Annotated[str, option("--in", shows="PROVISION", help=N_("Where a new provision stands: its container."))]
After = Annotated[str, option("--after", shows="PROVISION", help=N_("The provision that it follows."))]
Number = Annotated[
    list[str] | None,
    option("--number", shows="NUMBER", help=N_("Its number as shown; vi=NUMBER for another language.")),
]
TOP = ("preamble", "part", "chapter", "annex")
"""Kinds that stand in nothing unless said."""

Absent = Annotated[bool, option("--absent", help=N_("Your side wants no such provision."))]


def table(
    context: typer.Context,
    subjects: Annotated[
        list[str] | None,
        argument("SUBJECT", N_("The provisions; without any, all that is drafted.")),
    ] = None,
    text: Words = None,
    kind: Kind = "",
    parent: Parent = "",
    after: After = "",
    number: Number = None,
    absent: Absent = False,
    reason: Reason = None,
) -> Reply:
    """From the vault what was drafted, all at once or none; or with --text the wording of one provision directly.

    $ paraph table a2.3-1 a2.3-2
    $ paraph table a2.2-2 --text "... in five equal annual stages." --text vi="... trong năm giai đoạn bằng nhau."
    """
    session: Session = context.obj
    why = words(reason, session.language)
    if text or absent:
        if not subjects or len(subjects) != 1:
            raise InvalidContent(field="SUBJECT", detail=N_("name the one provision that the words are for"))
        name = named(session.desk(), subjects[0])
        content = wording(session, name, text, kind, parent, after, number, absent)
        return publish(session, lambda desk: desk.table(name, content, why))
    chosen = [named(session.desk(), each) for each in subjects or ()]
    return publish(session, lambda desk: desk.table_drafts(chosen or None, why))


def accept(
    context: typer.Context,
    subjects: Annotated[list[str], argument("SUBJECT", N_("What is accepted; several only together with --of."))],
    of: Annotated[str, option("--of", shows="PARTY", help=N_("Whose position; needed where there are several."))] = "",
    hash: Annotated[
        str,
        option("--wording", shows="HASH", help=N_("The very wording, by the first 6 or more characters of its hash.")),
    ] = "",
    ad_referendum: Annotated[bool, option("--ad-referendum", help=N_("Your capital has yet to confirm it."))] = False,
    reason: Reason = None,
) -> Reply:
    """The acceptance binds to the wording's hash: what changes afterwards is not accepted.

    $ paraph accept a2.1-1-c --of US
    $ paraph accept round:3
    $ paraph accept a4.2-1 --wording 3f9ac1 --ad-referendum
    """
    session: Session = context.obj
    why = words(reason, session.language)
    if len(subjects) > 1:
        if not of:
            raise InvalidContent(field="--of", detail=N_("several at once are accepted of one party; name it"))
        return publish(session, lambda desk: desk.accept_all(subjects, of, ad_referendum, why))
    seen = [hash]

    def deed(desk: Desk) -> Receipt:
        # What is published is what was previewed: the hash found first is the one that is accepted.
        receipt = desk.accept(subjects[0], seen[0], "" if seen[0] else of, ad_referendum, why)
        seen[0] = getattr(receipt.acts[0], "content", hash)
        return receipt

    return publish(session, deed)


def withdraw(context: typer.Context, subject: Subject, reason: Reason = None) -> Reply:
    """Your side then has no position there until it tables one again.

    $ paraph withdraw a2.3-4 --reason "Covered by Article 10.2."
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.withdraw(subject, words(reason, session.language)))


def reserve(
    context: typer.Context,
    subject: Subject,
    reason: NeededReason,
    pending: Annotated[
        str, option("--pending", shows="SUBJECT", help=N_("The subject whose outcome it waits for."))
    ] = "",
) -> Reply:
    """A reason is needed. What is reserved does not count as agreed until the reservation is lifted.

    $ paraph reserve a3.2-1 --reason "Pending the list of products." --pending a2.3-3
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.reserve(subject, needed(reason, session.language, "--reason"), pending))


def lift(context: typer.Context, subject: Subject, reason: Reason = None) -> Reply:
    """Lift the reservation of your own side.

    $ paraph lift a3.2-1
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.lift(subject, words(reason, session.language)))


def park(context: typer.Context, subject: Subject, reason: Reason = None) -> Reply:
    """It stays open, and is shown apart.

    $ paraph park a2.3-4 --reason "To be taken up with Chapter 10."
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.park(subject, words(reason, session.language)))


def reopen(context: typer.Context, subject: Subject, reason: NeededReason) -> Reply:
    """A reason is needed; an agreed subject is then no longer agreed.

    $ paraph reopen a4.2-1 --reason "New advice from customs."
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.reopen(subject, needed(reason, session.language, "--reason")))


def named(desk: Desk, subject: str) -> str:
    """The full name of a provision: one that is known, or a new one."""
    from paraph.errors import UnknownSubject

    try:
        return desk.resolve(subject)
    except UnknownSubject:
        return subject if ":" in subject else f"provision:{subject}"


def wording(
    session: Session,
    subject: str,
    text: list[str] | None,
    kind: str,
    parent: str,
    after: str,
    number: list[str] | None,
    absent: bool,
) -> Wording:
    """The wording that is meant. Its place is as it stands, with one's own side or another; its words are one's own."""
    import msgspec

    from paraph.record.contents import Wording

    if not subject.startswith("provision:"):
        raise InvalidContent(field=subject, detail=N_("words are for a provision; other subjects have their own verbs"))
    desk = session.desk()
    own = desk.state.content(subject, desk.seat.party)
    held = [own, *(desk.state.content(subject, party) for party in desk.state.parties)]
    now = next((each for each in held if isinstance(each, Wording)), None)
    if now is None and not parent and kind not in TOP:
        raise InvalidContent(field="--in", detail=N_("a new provision needs its place; name its container"))
    given = {} if absent else needed(text, session.language, "--text")
    base = now or Wording()
    return msgspec.structs.replace(
        base,
        kind=kind or base.kind,
        parent=parent or base.parent,
        after=after or base.after,
        number={**base.number, **words(number, session.language)},
        text={} if absent else {**(own.text if isinstance(own, Wording) else {}), **given},
        absent=absent,
    )
