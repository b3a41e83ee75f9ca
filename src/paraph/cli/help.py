"""Help in the reader's language: the overview from the table of verbs, a verb's page from its Typer command.

Nothing here loads Typer, so that the overview is there at once. Every line comes from a message key, so that help is
Vietnamese where the reader is.
"""

from __future__ import annotations

import inspect
import os
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from paraph.cli.verbs import GROUPS, Verb, within
from paraph.errors import N_
from paraph.i18n import LANGUAGES, Speech

EVERYWHERE: dict[str, tuple[str, str]] = {
    "at": ("--at FOLDER", N_("The negotiation's folder, if not the current one.")),
    "seat": ("--as PARTY[:PERSON]", N_("Act from this seat; else from the one kept in the folder.")),
    "lang": ("--lang en|vi", N_("Language of what is shown; else the system's.")),
    "json": ("--json", N_("Print one JSON object, results and errors alike.")),
    "plain": ("--plain", N_("No colours, lines or wrapping; brackets and marks as text. NO_COLOR is respected too.")),
    "debug": ("--debug", N_("Show where a fault of the program happened; never any text of the negotiation.")),
}
"""Options of every verb: name, how they are written, message key."""

PUBLISHING: dict[str, tuple[str, str]] = {
    "yes": ("--yes", N_("Do not ask before something leaves; without it, whoever sits at a terminal is asked.")),
    "dry_run": ("--dry-run", N_("Show what would leave, and do nothing.")),
}
"""Options of the verbs that publish."""

STATUSES = (
    ("0", N_("done")),
    ("1", N_("a fault of the program itself")),
    ("2", N_("the command or a file cannot be taken as it is")),
    ("3", N_("refused: not possible or not permitted now; nothing was changed")),
    ("4", N_("an entry or chain does not verify")),
    ("5", N_("the folder, ledger or key cannot be used")),
)
"""Exit statuses and their message keys."""

_VALUED = ("--at", "--as", "--lang")


def language_asked(arguments: Sequence[str]) -> str:
    """The language that the command line asks for, before anything is parsed; "" if it asks for none.

    >>> language_asked(["state", "--lang", "vi"]), language_asked(["--lang=en"]), language_asked(["state"])
    ('vi', 'en', '')
    """
    for index, word in enumerate(arguments):
        if word == "--":
            break
        name, _, value = word.partition("=")
        if name == "--lang":
            wanted = value or (arguments[index + 1] if index + 1 < len(arguments) else "")
            return wanted if wanted in LANGUAGES else ""
    return ""


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the system's locale where it is one of ours, else English.

    >>> system_language({"LANG": "vi_VN.UTF-8"}), system_language({})
    ('vi', 'en')
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "vi" if locale.startswith("vi") else "en"


def asks_overview(arguments: Sequence[str]) -> bool:
    """Whether no verb is called, only help (or nothing) is asked for.

    >>> asks_overview([]), asks_overview(["--lang", "vi", "--help"]), asks_overview(["state", "--help"])
    (True, True, False)
    >>> asks_overview(["--nonsense"])
    False
    """
    words = iter(arguments)
    helped = not arguments
    for word in words:
        if word in ("--help", "-h"):
            helped = True
        elif word in _VALUED:
            next(words, None)
        elif not word.startswith(tuple(f"{name}=" for name in _VALUED)):
            return False
    return helped


def print_overview(arguments: Sequence[str]) -> None:
    print(overview(Speech(language_asked(arguments) or system_language()), width()))


def width() -> int:
    """The width of help: that of the terminal, at most 100 columns."""
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 100))


def overview(speech: Speech, columns: int) -> str:
    """All verbs in their groups, the options of every verb, the exit statuses."""
    say = speech.say
    sections = [
        textwrap.fill(
            say(
                N_("Paraph: negotiate a trade agreement, two languages side by side, every disputed word in brackets.")
            ),
            columns,
        ),
        say(N_("Usage: paraph VERB [WHAT IT NEEDS] [OPTIONS]")),
    ]
    for title, verbs in GROUPS:
        sections.append(_section(say(title), [(verb.name, say(verb.summary)) for verb in verbs], columns, 16))
    sections.append(_section(say(N_("Options of every verb")), _said(EVERYWHERE, speech), columns))
    sections.append(_section(say(N_("Options of verbs that publish")), _said(PUBLISHING, speech), columns))
    sections.append(_section(say(N_("Exit status")), [(code, say(key)) for code, key in STATUSES], columns, 16))
    closing = say(N_("'paraph VERB --help' explains a verb, with examples. Begin with 'paraph demo'."))
    sections.append(textwrap.fill(closing, columns))
    return "\n\n".join(sections)


def _said(options: Mapping[str, tuple[str, str]], speech: Speech) -> list[tuple[str, str]]:
    return [(shown, speech.say(key)) for shown, key in options.values()]


def page(verb: Verb, parameters: Iterable[Any], speech: Speech, columns: int) -> str:
    """One verb's help: what it is for, how it is called, its arguments and options, examples."""
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    called = ["paraph", verb.name]
    for each in parameters:
        if each.hidden or each.name == "help":
            continue
        shown, explained = written(each), speech.say(str(each.help or ""))
        if each.param_type_name == "argument":
            arguments.append((shown, explained))
            called.append(shown if each.required else f"[{shown}]")
        elif each.name not in EVERYWHERE and each.name not in PUBLISHING:
            options.append((shown, explained))
            if each.required:
                called.append(shown)
    say = speech.say
    sections = [
        textwrap.fill(say(verb.summary) + ".", columns),
        textwrap.fill(
            say(N_("Usage: %(command)s [OPTIONS]"), command=" ".join(called)), columns, subsequent_indent="       "
        ),
    ]
    options += _said(PUBLISHING, speech) if verb.publishes else []
    for title, rows in (
        (N_("Arguments"), arguments),
        (N_("Options"), options),
        (N_("Options of every verb"), _said(EVERYWHERE, speech)),
    ):
        if rows:
            sections.append(_section(say(title), rows, columns))
    sections.append("\n".join([say(N_("Examples")), *(f"  {line}" for line in examples(verb))]))
    return "\n\n".join(sections)


def family(first: str, speech: Speech, columns: int) -> str:
    """Help of a first word ("round") that needs a second one."""
    rows = [(verb.name, speech.say(verb.summary)) for verb in within(first)]
    usage = speech.say(N_("Usage: %(command)s [OPTIONS]"), command=f"paraph {first} VERB")
    title = speech.say(N_("Verbs"))
    return f"{usage}\n\n{_section(title, rows, columns, 16)}"


def written(parameter: Any) -> str:
    """A parameter as a person writes it: "SUBJECT", "--from PARTY", "-o, --output FILE"."""
    if parameter.param_type_name == "argument":
        name = parameter.metavar or (parameter.name or "").upper()
        return name + (" ..." if parameter.nargs == -1 else "")
    shown = ", ".join(sorted(parameter.opts, key=len))
    return (
        shown
        if getattr(parameter, "is_flag", False)
        else f"{shown} {parameter.metavar or (parameter.name or '').upper()}"
    )


def examples(verb: Verb) -> list[str]:
    """The ``$ paraph ...`` lines of the function's docstring, without the prompt."""
    lines = (inspect.getdoc(verb.function()) or "").splitlines()
    return [line.strip()[2:] for line in lines if line.strip().startswith("$ ")]


def _section(title: str, rows: Sequence[tuple[str, str]], columns: int, least: int = 0) -> str:
    return "\n".join([title, *_rows(rows, columns, least)])


def _rows(rows: Sequence[tuple[str, str]], columns: int, least: int) -> Iterator[str]:
    """Two columns, the second wrapped; a first one that is too long stands on its own line."""
    first = max([least, *(len(left) for left, _ in rows if len(left) <= 24)])
    for left, right in rows:
        lines = textwrap.wrap(right, max(20, columns - first - 4)) or [""]
        if len(left) > first:
            yield f"  {left}"
            left = ""
        yield f"  {left:<{first}}  {lines[0]}".rstrip()
        yield from (" " * (first + 4) + line for line in lines[1:])
