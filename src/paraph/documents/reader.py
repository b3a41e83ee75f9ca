"""What the process that reads a stranger's file runs: see ``receiving``. Everything it needs is imported up here."""

from __future__ import annotations

import codecs
import gc
import heapq  # noqa: F401 - the standard library asks for it only when something is counted
import os
import sys
from contextlib import suppress

import msgspec

from paraph import documents
from paraph.documents.confined import confine
from paraph.documents.plain import Laid
from paraph.documents.receiving import Answer, Sent
from paraph.documents.sheet import read_sheet
from paraph.errors import InputRefused

_CODECS = ("ascii", "cp437", "idna", "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
"""Loaded before the door closes: readers look them up by name."""


def main() -> None:
    """Read the question and the file, answer, end."""
    gc.disable()  # it reads one file and ends: nothing that it makes is to be collected
    for name in _CODECS:
        codecs.lookup(name)
    asking, answering = msgspec.json.Decoder(Sent), msgspec.json.Encoder()
    given = sys.stdin.buffer.read()
    head, _, data = given.partition(b"\n")
    sent = asking.decode(head)
    if sent.table:
        import openpyxl  # noqa: F401 - while files can still be opened
        from openpyxl.reader import excel  # noqa: F401
    else:
        with suppress(InputRefused):
            documents.reader_of(sent.path)  # what this kind of file needs is loaded while files can still be opened
    confine()
    try:
        answer = _read(sent, data)
    except InputRefused as error:
        answer = Answer(refused=error.code, data=error.data)
    sys.stdout.buffer.write(answering.encode(answer))
    sys.stdout.flush()
    os._exit(0)  # nothing is left to be tidied, and nothing that was read takes part in an orderly end


def _read(sent: Sent, data: bytes) -> Answer:
    if sent.table:
        return Answer(cells=read_sheet(sent.path, data))
    if sent.whole:
        return Answer(manuscript=documents.whole(sent.path, data, sent.language))
    draft = documents.read(sent.path, data, sent.language)
    return Answer(laid=draft) if isinstance(draft, Laid) else Answer(draft=draft)


if __name__ == "__main__":
    main()
