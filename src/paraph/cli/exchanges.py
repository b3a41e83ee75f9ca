"""What delegations ask, hand over, promise and send upward."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Annotated, Literal

import typer

from paraph.cli.options import About, NeededReason, Reason, Subject, argument, needed, option, read_bytes, words
from paraph.cli.publishing import publish
from paraph.cli.reply import Reply
from paraph.cli.session import Session
from paraph.errors import N_

Name = Annotated[str, argument("NAME", N_("Its name in the record, such as vn-q1."))]
Spoken = Annotated[list[str], argument("TEXT", N_("The words; vi=TEXT for another language; @FILE from a file."))]
Deadline = Annotated[
    str,
    option("--by", shows="MOMENT", help=N_("The deadline, in your own time zone: 2025-06-02 or 2025-06-02 17:00.")),
]
To = Annotated[list[str] | None, option("--to", shows="PARTY", help=N_("For whom; else for all others."))]


def ask(
    context: typer.Context,
    subject: Subject,
    question: Spoken,
    to: Annotated[str, option("--to", shows="PARTY", help=N_("Whom you ask; needed where there are three."))] = "",
    quote: Annotated[str, option("--quote", shows="WORDS", help=N_("The very words that it is about."))] = "",
) -> Reply:
    """Put a question to the other side.

    $ paraph ask a2.3-2 "What counts as a commitment?" --quote "its commitments"
    $ paraph ask a2.3-2 "Which body determines it?" vi="Cơ quan nào xác định?"
    """
    session: Session = context.obj
    language = session.language
    return publish(
        session,
        lambda desk: desk.ask(
            subject, needed(question, language, "TEXT"), to=to, quote=quote, language=language if quote else ""
        ),
    )


def answer(context: typer.Context, name: Name, text: Spoken) -> Reply:
    """Answer a question that was put to your side.

    $ paraph answer us-q1 "Customs notices and circulars of 2025."
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.answer(name, needed(text, session.language, "TEXT")))


def disclose(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", N_("The document."))],
    title: Annotated[list[str], option("--title", shows="TEXT", help=N_("Its title; vi=TEXT for another language."))],
    about: About = None,
    to: To = None,
    illustrative: Annotated[
        bool, option("--illustrative", help=N_("Mark it as an illustration, nobody's official paper."))
    ] = False,
) -> Reply:
    """Hand over a document: the record holds its title, size and hash; its bytes travel beside it.

    $ paraph disclose decree.pdf --title "Decree on tariffs" --title vi="Nghị định về thuế quan" --about a2.2
    """
    session: Session = context.obj
    data = read_bytes(file)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return publish(
        session,
        lambda desk: desk.disclose(
            data,
            needed(title, session.language, "--title"),
            kind,
            about=about or (),
            to=to or (),
            illustrative=illustrative,
        ),
    )


def receive(context: typer.Context, name: Name) -> Reply:
    """Check that the bytes that arrived are those that were sent, and give the receipt.

    $ paraph receive us-d1
    """
    return publish(context.obj, lambda desk: desk.receive(name))


def undertake(
    context: typer.Context,
    what: Spoken,
    by: Deadline,
    kind: Annotated[
        Literal["feedback", "wording", "information", "meeting", "other"],
        option("--kind", shows="KIND", help=N_("feedback, wording, information, meeting or other.")),
    ] = "other",
    about: About = None,
) -> Reply:
    """Promise something by a deadline; it stands in your name until you discharge it.

    $ paraph undertake "Propose wording on transshipment" --by 2025-05-30 --kind wording --about a3.4
    """
    session: Session = context.obj
    return publish(
        session,
        lambda desk: desk.undertake(
            kind, needed(what, session.language, "TEXT"), session.moment(by), about=about or ()
        ),
    )


def discharge(context: typer.Context, name: Name, reason: Reason = None) -> Reply:
    """Record that your undertaking is done.

    $ paraph discharge vn-u1
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.discharge(name, words(reason, session.language)))


def defer(context: typer.Context, name: Name, by: Deadline, reason: NeededReason) -> Reply:
    """Move the deadline of your undertaking; a reason is needed.

    $ paraph defer vn-u1 --by 2025-06-06 --reason "The ministry needs another week."
    """
    session: Session = context.obj
    return publish(
        session, lambda desk: desk.defer(name, session.moment(by), needed(reason, session.language, "--reason"))
    )


def refer(
    context: typer.Context,
    subject: Subject,
    question: Spoken,
    to: Annotated[
        Literal["chief_negotiators", "ministers"],
        option("--to", shows="LEVEL", help=N_("chief_negotiators or ministers.")),
    ],
) -> Reply:
    """Send a subject up, with the question that is to be decided there.

    $ paraph refer a2.3-1 "At what rate could the reciprocal tariff be set?" --to ministers
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.refer(subject, to, needed(question, session.language, "TEXT")))


def instruct(context: typer.Context, name: Name, instruction: Spoken) -> Reply:
    """Share what came back from above on a referral; what is not to be shared does not belong here.

    $ paraph instruct us-r1 "Explore a staged reduction."
    """
    session: Session = context.obj
    return publish(session, lambda desk: desk.instruct(name, needed(instruction, session.language, "TEXT")))
