"""Finds the message keys of templates, for the catalogue; Babel calls it by its name in ``babel.cfg``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

_STRING = r"""(?:"([^"]*)"|'([^']*)')"""
_CALL = re.compile(rf"{{%\s*(say|count)\s+{_STRING}(?:\s+{_STRING})?")

Found = tuple[int, str, str | tuple[str, str], list[str]]


def extract(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """The keys of ``{% say %}`` and ``{% count %}``, as Babel wants them: (line, function, key, comments).

    >>> from io import BytesIO
    >>> list(extract(BytesIO(b'<p>{% say "Open" %}</p>'), (), (), {}))
    [(1, 'say', 'Open', [])]
    """
    for line, text in enumerate(file.read().decode("utf-8").split("\n"), 1):
        for found in _CALL.finditer(text):
            function, first = found[1], found[2] or found[3]
            yield line, function, (first, found[4] or found[5]) if function == "count" else first, []
