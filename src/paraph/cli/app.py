"""The Typer application: verbs found by name and built when called, one place where errors become exit statuses."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from paraph import __version__
from paraph.cli import help as helping
from paraph.cli.faults import fault
from paraph.cli.reply import BadCommand, Reply
from paraph.cli.session import Session, unread
from paraph.cli.values import lighten
from paraph.cli.verbs import VERBS, Verb, within
from paraph.errors import N_, ParaphError
from paraph.i18n import Speech

_HELP = {**helping.EVERYWHERE, **helping.PUBLISHING}
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""Typer's own error for a command line that it cannot read; it has no public name."""


def everywhere(
    context: typer.Context,
    at: Annotated[Path | None, typer.Option("--at", metavar="FOLDER", help=_HELP["at"][1])] = None,
    seat: Annotated[str | None, typer.Option("--as", metavar="PARTY[:PERSON]", help=_HELP["seat"][1])] = None,
    lang: Annotated[Literal["en", "vi"] | None, typer.Option("--lang", metavar="en|vi", help=_HELP["lang"][1])] = None,
    json: Annotated[bool, typer.Option("--json", help=_HELP["json"][1])] = False,
    plain: Annotated[bool, typer.Option("--plain", help=_HELP["plain"][1])] = False,
    debug: Annotated[bool, typer.Option("--debug", help=_HELP["debug"][1])] = False,
    version: Annotated[bool, typer.Option("--version", hidden=True)] = False,
) -> None:
    """Options of every verb; they may stand before the verb as well as after it."""
    context.obj.take(at=at, seat=seat, lang=lang, json=json, plain=plain, debug=debug)
    if version:
        print(f"paraph {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(helping.overview(context.obj.speech, helping.width()))


def publishing(
    yes: Annotated[bool, typer.Option("--yes", help=_HELP["yes"][1])] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_HELP["dry_run"][1])] = False,
) -> None:
    """Options of the verbs that publish."""


def _built(function: Any, cls: type[TyperCommand] = TyperCommand) -> Any:
    """A function as a command, through Typer's public door."""
    one = typer.Typer(add_completion=False, rich_markup_mode=None)
    one.command(cls=cls)(function)
    return typer.main.get_command(one)


class _Quick:
    """Of a command: all its parameters, the one for help too, check plain values themselves."""

    def get_params(self, ctx: Any) -> list[Any]:
        return [lighten(each) for each in super().get_params(ctx)]  # type: ignore[misc]


class VerbCommand(_Quick, TyperCommand):
    """A verb: its own parameters and those of every verb; its result is printed, in the form that was asked for."""

    verb: Verb

    def complete(self, verb: Verb) -> None:
        """Add the options that stand in no verb's own signature."""
        self.verb = verb
        self.name = verb.name
        self.common = [each for each in _built(everywhere).params if each.name != "version"]
        if verb.publishes:
            self.common += _built(publishing).params
        self.params.extend(self.common)

    def invoke(self, ctx: Any) -> None:
        session: Session = ctx.obj
        session.take(**{each.name: ctx.params.pop(each.name) for each in self.common}, verb=self.verb.name)
        reply = super().invoke(ctx)
        if isinstance(reply, Reply):
            session.emit(reply)

    def get_help(self, ctx: Any) -> str:
        speech = ctx.obj.speech if isinstance(ctx.obj, Session) else Speech("en")
        return helping.page(self.verb, self.params, speech, helping.width())


def build(name: str) -> VerbCommand:
    """The command of a verb, by its name."""
    verb = VERBS[name]
    command: VerbCommand = _built(verb.function(), VerbCommand)
    command.complete(verb)
    return command


class Verbs(_Quick, TyperGroup):
    """All verbs. A verb's module is loaded when the verb is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return build(cmd_name) if cmd_name in VERBS else None

    def get_help(self, ctx: Any) -> str:
        return helping.overview(ctx.obj.speech, helping.width())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        first = args[0]
        both = " ".join(args[:2])
        if both in VERBS:
            return both, self.get_command(ctx, both), args[2:]
        if first in VERBS:
            return first, self.get_command(ctx, first), args[1:]
        if within(first):
            if {"--help", "-h"} & set(args[1:]):
                print(helping.family(first, ctx.obj.speech, helping.width()))
                raise typer.Exit
            known = ", ".join(verb.name for verb in within(first))
            raise BadCommand(detail=ctx.obj.say(N_("'%(verb)s' needs a second word."), verb=first), hint=known)
        near = get_close_matches(first, VERBS, n=3)
        hint = N_("'paraph --help' lists the verbs.")
        if near:
            hint = ctx.obj.say(N_("Did you mean %(verbs)s?"), verbs=", ".join(near))
        raise BadCommand(detail=ctx.obj.say(N_("There is no verb '%(verb)s'."), verb=first), hint=hint)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Carry out one call and leave: every error, of whatever kind, is shown in one form."""
        given = list(sys.argv[1:] if args is None else args)
        words = given[: given.index("--")] if "--" in given else given
        session = Session(lang=helping.language_asked(given), json="--json" in words, debug="--debug" in words)
        sys.exit(_carried_out(super().main, given, session))


def _carried_out(run: Any, given: list[str], session: Session) -> int:
    try:
        run(args=given, prog_name="paraph", standalone_mode=False, obj=session)
        return session.status
    except ParaphError as error:
        return session.refuse(error)
    except _UsageError as error:
        return session.refuse(_bad_command(error, session))
    except (KeyboardInterrupt, typer.Abort):
        told = N_("Stopped; 'paraph log --last 1' shows whether it was published.")
        print(session.say(told if session.left else N_("Stopped; nothing was done.")), file=sys.stderr)
        return 130
    except (BrokenPipeError, SystemExit):
        return unread()  # Typer leaves by itself, with status 1, where help meets a closed pipe
    except Exception as error:
        return session.refuse(fault(error, debug=session.debug))
    finally:
        session.close()


def _bad_command(error: Any, session: Session) -> BadCommand:
    """Typer's complaint in our words and the reader's language."""
    parameter = getattr(error, "param", None)
    shown = helping.written(parameter) if parameter is not None else ""
    option = getattr(error, "option_name", "")
    match type(error).__name__:
        case "MissingParameter":
            detail = session.say(N_("%(parameter)s is missing."), parameter=shown)
        case "NoSuchOption":
            detail = session.say(N_("There is no option %(option)s here."), option=option)
        case "BadParameter":
            detail = session.say(N_("%(parameter)s: %(detail)s"), parameter=shown, detail=_wanted(parameter, session))
        case "BadOptionUsage" if "not take" in error.message:
            detail = session.say(N_("%(option)s takes no value."), option=option)
        case "BadOptionUsage":
            detail = session.say(N_("%(option)s needs a value."), option=option)
        case "UsageError" if error.message.startswith("Got unexpected extra argument"):
            words = error.message.rpartition("(")[2].rstrip(")")
            detail = session.say(N_("There are words too many: %(words)s."), words=words)
        case _:
            detail = error.format_message()
    command = error.ctx.command_path if error.ctx else "paraph"
    return BadCommand(detail=detail, hint=session.say(N_("'%(command)s --help' shows how."), command=command))


def _wanted(parameter: Any, session: Session) -> str:
    """What a parameter takes: the choices that there are, or a number."""
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    choices = [each for each in get_args(kind) if isinstance(each, str)]
    if choices:
        return session.say(N_("choose one of %(choices)s."), choices=", ".join(choices))
    return session.say(N_("a whole number is needed.") if kind is int else N_("a number is needed."))


def command() -> Verbs:
    """The whole application as one command."""
    found = typer.main.get_command(app)
    assert isinstance(found, Verbs)  # noqa: S101 - what Typer was told to build
    return found


app = typer.Typer(cls=Verbs, add_completion=False, rich_markup_mode=None)
app.callback(invoke_without_command=True)(everywhere)
