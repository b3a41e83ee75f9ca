"""The reference page of the command line, made from the commands themselves.

``python -m paraph.cli.reference > docs/reference/cli.md`` writes it; a test compares the page with what this makes.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from paraph import errors
from paraph.cli import help as helping
from paraph.cli.app import build
from paraph.cli.faults import Fault
from paraph.cli.reply import BadCommand
from paraph.cli.verbs import GROUPS, Verb
from paraph.errors import ParaphError

OPENING = """\
# Command line

Every act and every question of the talks is a verb: `paraph VERB [WHAT IT NEEDS] [OPTIONS]`. `paraph --help` lists
them, `paraph VERB --help` explains one, in English or, with `--lang vi`, in Vietnamese. Options of every verb may also
stand before it: `paraph --lang vi state`.

Subjects are named as `paraph state` and `paraph text` show them: a provision by its name (`a2.3-1`), other things with
their kind (`round:2`, `agenda:2`, `meeting:origin-may`); where a name is clear, its kind may be left out.

Words are given as `TEXT` in the reader's language, as `vi=TEXT` in another, or as `@FILE` to be read from a file.

## Before something leaves the delegation

Verbs that publish show, at a terminal, what would leave and ask, wherever their output goes; `--yes` does not ask. In a
script, whose input is no terminal, and with `--json` they go on. `--dry-run` makes every check, shows what would leave,
and does nothing.

## For scripts

With `--json` a verb prints one object on standard output and nothing on standard error. A result is

    {"verb": "state", "result": ...}

and every error, of whatever kind, is

    {"error": {"code": "superseded", "message": "...", "remedy": "...", "data": {...}}}

`code` and the keys of `data` are stable; `message` and `remedy` are in the reader's language. Without `--json` a text
that goes to a file or a pipe is in the bracket notation, exactly; what a person reads about an error is on standard
error. Moments in JSON are UTC.
"""


def reference() -> str:
    """The whole page, in English."""
    parts = [OPENING, _table("Exit status", "Status", "Meaning", helping.STATUSES)]
    parts.append("An interrupted call ends with 130, one whose reader closed the pipe with 141.\n")
    parts.append(_table("Codes of errors", "Code", "Status", _codes()))
    common = [(f"`{shown}`", explained) for shown, explained in helping.EVERYWHERE.values()]
    parts.append(_table("Options of every verb", "Option", "", common))
    publishing = [(f"`{shown}`", explained) for shown, explained in helping.PUBLISHING.values()]
    parts.append(_table("Options of verbs that publish", "Option", "", publishing))
    parts.append("A sealed key is opened with the passphrase in `PARAPH_PASSPHRASE`, or asked for at a terminal.\n")
    for title, verbs in GROUPS:
        parts.append(f"## {title}\n")
        parts.extend(_verb(verb) for verb in verbs)
    return "\n".join(parts)


def _codes() -> Iterator[tuple[str, str]]:
    """Every code that a script may meet, with its exit status."""
    found: set[type[ParaphError]] = {BadCommand, Fault}
    found.update(each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, ParaphError))
    for each in sorted(found, key=lambda each: (each.exit_status, each.code)):
        if each.message != ParaphError.message or each is BadCommand:
            yield f"`{each.code}`", str(each.exit_status)


def _verb(verb: Verb) -> str:
    """One verb: what it is for, how it is called, its parameters, its result, examples."""
    taken: list[Any] = list(build(verb.name).params)
    parameters = [
        each
        for each in taken
        if not each.hidden and each.name not in ("help", *helping.EVERYWHERE, *helping.PUBLISHING)
    ]
    called = " ".join(
        helping.written(each) if each.required else f"[{helping.written(each)}]"
        for each in parameters
        if each.required or each.param_type_name == "argument"
    )
    lines = [f"### {verb.name}", "", f"{verb.summary}. {_explained(verb)}".strip(), ""]
    lines += [f"    paraph {verb.name} {called}".rstrip(), ""]
    if parameters:
        lines += ["| | |", "|---|---|"]
        lines += [_row(f"`{helping.written(each)}`", str(each.help)) for each in parameters]
        lines.append("")
    if result := _result(verb):
        lines += [*textwrap.wrap(f"Result: {result}", 118), ""]
    lines += [f"    $ {example}" for example in helping.examples(verb)]
    return "\n".join(lines) + "\n"


def _paragraphs(verb: Verb) -> list[str]:
    return (inspect.getdoc(verb.function()) or "").split("\n\n")


def _explained(verb: Verb) -> str:
    """The prose of a docstring, without result and examples."""
    prose = [each for each in _paragraphs(verb) if not each.startswith(("Result", "$ "))]
    return " ".join(" ".join(prose).replace("``", "`").split())


def _result(verb: Verb) -> str:
    found = next((each for each in _paragraphs(verb) if each.startswith("Result")), "")
    if not found:
        return 'as of every verb that publishes: `{"published", "acts", "entries"}`.' if verb.publishes else ""
    told = " ".join(found.replace("``", "`").split())
    return told.removeprefix("Result: ") if told.startswith("Result: ") else told[7:].strip()


def _table(title: str, left: str, right: str, rows: Iterable[tuple[str, str]]) -> str:
    body = "\n".join(_row(*row) for row in rows)
    return f"## {title}\n\n| {left} | {right} |\n|---|---|\n{body}\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


if __name__ == "__main__":
    print(reference(), end="")
