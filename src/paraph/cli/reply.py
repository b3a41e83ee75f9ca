"""What a verb gives back, and the two shapes in which scripts read it.

A result is ``{"verb": ..., "result": ...}``; an error, of whatever kind, is
``{"error": {"code", "message", "remedy", "data"}}``. Each verb's docstring says what its ``result`` holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paraph.errors import InputRefused, ParaphError
from paraph.i18n import Speech

if TYPE_CHECKING:
    from paraph.cli.screen import Screen


@dataclass(frozen=True, slots=True)
class Reply:
    """``data`` for scripts (anything msgspec can turn into JSON) and ``draw`` for people; they say the same.

    ``status``: the exit status, where a result that was obtained is itself bad news.
    """

    data: Any
    draw: Callable[[Screen], None]
    status: int = 0


class BadCommand(InputRefused):
    """The command line itself cannot be understood."""

    code = "bad-command"
    message = "%(detail)s"
    remedy = "%(hint)s"


def result_json(verb: str, data: Any) -> str:
    import msgspec

    return _dumped({"verb": verb, "result": msgspec.to_builtins(data)})


def error_json(error: ParaphError, speech: Speech) -> str:
    import msgspec

    message, remedy = told(error, speech)
    data = msgspec.to_builtins(error.data, enc_hook=str)
    return _dumped({"error": {"code": error.code, "message": message, "remedy": remedy, "data": data}})


def told(error: ParaphError, speech: Speech, shown: Callable[[Any], Any] = lambda value: value) -> tuple[str, str]:
    """What happened and what to do, in the reader's language; ``shown``: how a person reads a value in it."""
    said = {key: speech.say(value) if isinstance(value, str) and value else value for key, value in error.data.items()}
    data = {key: shown(value) for key, value in said.items()}
    message, remedy = (speech.say(part) % data if part else "" for part in (error.message, error.remedy))
    return message, remedy


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
