"""What the server writes down of its own work: when, which route, what kind of fault and where in the program.

Never an address, a field, a name or the words of an error: any of them may hold what is private, or the secret part of
a link. Sound requests are not written down at all.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any, TextIO

DEPTH = 8
"""How many of the innermost calls are named."""


class Line(logging.Formatter):
    """One line for each record: its own fixed words without what was put into them, and the place of a fault.

    >>> told = logging.LogRecord("paraph", logging.WARNING, "", 0, "no such link: %s", ("a1b2",), None)
    >>> Line("%(levelname)s %(name)s %(message)s").format(told)
    'WARNING paraph no such link: %s'
    """

    def __init__(self, shape: str = "%(asctime)s %(levelname)s %(name)s: %(message)s") -> None:
        super().__init__(shape, "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        shown = logging.makeLogRecord({**record.__dict__, "msg": _said(record), "args": None})
        shown.exc_info = shown.exc_text = shown.stack_info = None
        return super().format(shown) + _fault(record.exc_info)


def begin(stream: TextIO | None = None) -> None:
    """Have everything that is logged in this process written so, warnings and worse, to the standard error."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Line())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _said(record: logging.LogRecord) -> str:
    request: Any = getattr(record, "request", None)
    if request is None:
        return str(record.msg).strip().partition("\n")[0]
    found = getattr(request, "resolver_match", None)
    route = (found.url_name if found else "") or "no such address"
    return f"{getattr(record, 'status_code', '-')} {request.method} {route}"


def _fault(raised: Any) -> str:
    """The kind of an error and the calls that led to it, the innermost first; and so of what it was raised from."""
    error: BaseException | None = raised[1] if isinstance(raised, tuple) else None
    told = ""
    while error is not None:
        frames = [
            (frame.f_globals.get("__name__", "?"), line) for frame, line in traceback.walk_tb(error.__traceback__)
        ]
        places = ", ".join(f"{name}:{line}" for name, line in frames[: -DEPTH - 1 : -1])
        told += f" | {type(error).__name__} at {places or '?'}"
        error = error.__cause__ or error.__context__
    return told
