"""What the process that reads a stranger's file runs: see ``receiving``. Everything it needs is imported up here."""

from __future__ import annotations

import codecs
import os
import sys

import msgspec

from paraph import documents
from paraph.documents.confined import confine
from paraph.documents.plain import Laid
from paraph.documents.receiving import Answer, Sent
from paraph.errors import InputRefused

_CODECS = ("ascii", "cp437", "idna", "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
"""Loaded before the door closes: readers look them up by name."""


def main() -> None:
    """Read the question and the file, answer, end."""
    for name in _CODECS:
        codecs.lookup(name)
    asking, answering = msgspec.json.Decoder(Sent), msgspec.json.Encoder()
    given = sys.stdin.buffer.read()
    confine()
    head, _, data = given.partition(b"\n")
    sent = asking.decode(head)
    try:
        draft = documents.read(sent.path, data, sent.language)
        answer = Answer(laid=draft) if isinstance(draft, Laid) else Answer(draft=draft)
    except InputRefused as error:
        answer = Answer(refused=error.code, data=error.data)
    sys.stdout.buffer.write(answering.encode(answer))
    sys.stdout.flush()
    os._exit(0)  # nothing is left to be tidied, and nothing that was read takes part in an orderly end


if __name__ == "__main__":
    main()
