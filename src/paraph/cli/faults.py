"""Faults of the program itself: said in one line, and never with a word of the negotiation.

The message of an unexpected exception may quote what it choked on, and a traceback's locals surely do; so only the
kind of the exception and the places in the code are shown.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from paraph.errors import N_, ParaphError


class Fault(ParaphError):
    """Something that should not happen did."""

    code = "fault"
    exit_status = 1
    message = N_("Something went wrong in Paraph itself (%(kind)s at %(place)s).")
    remedy = N_("The record holds only what was acknowledged. Run it again with --debug and report what it prints.")


def fault(error: BaseException, *, debug: bool) -> Fault:
    """The fault as an error like any other; with ``debug`` its trace goes to standard error first."""
    frames = traceback.extract_tb(error.__traceback__)
    if debug:
        for frame in frames:
            print(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}", file=sys.stderr)
    last = next((frame for frame in reversed(frames) if "paraph" in Path(frame.filename).parts), frames[-1])
    return Fault(kind=type(error).__name__, place=f"{_short(last.filename)}:{last.lineno}")


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-3:])
