"""The command line: every verb of the talks, and nothing that the desk does not know.

``paraph --help`` is answered from the table of verbs alone; Typer, the desk and what they need are loaded only when a
verb is called, and each verb loads only what it uses.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of ``paraph``: carry out one verb and leave with its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        from paraph.cli import help as helping

        if helping.asks_overview(given):
            helping.print_overview(given)
            sys.stdout.flush()
            return
        from paraph.cli.app import command

        command().main(args=given, prog_name="paraph")
    except KeyboardInterrupt:
        sys.exit(130)  # while the program was still being loaded: nothing was begun
    except BrokenPipeError:
        from paraph.cli.session import unread

        sys.exit(unread())
