"""Bracketed text as HTML: every bracket prints its owner as real text, so that a copy or a print in grey keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from paraph.record.highlight import Excerpt
from paraph.text.brackets import Alternative, Runs


def bracketed(runs: Runs, parties: Sequence[str]) -> SafeString:
    """HTML of runs; party classes ``p0``, ``p1`` ... follow the order of the negotiation, ``px`` is several or none.

    >>> from paraph.text.brackets import Bracket
    >>> print(bracketed(("Each ", Bracket((Alternative(("US",), ("<b>",)),))), ["US", "VN"]))
    Each <span class="bracket"><span class="alt p0"><b class="owner">[US:</b> &lt;b&gt;]</span></span>
    """
    return mark_safe("".join(_parts(runs, parties)))  # noqa: S308 - every text in it is escaped


def _parts(runs: Runs, parties: Sequence[str]) -> list[str]:
    parts: list[str] = []
    for run in runs:
        if isinstance(run, str):
            parts.append(escape(run))
            continue
        parts.append('<span class="bracket">')
        for each in run.alternatives:
            owner = f'<b class="owner">[{escape("/".join(each.owners))}:</b> ' if each.owners else "["
            parts.append(f'<span class="alt {_look(each, parties)}">{owner}')
            parts += _parts(each.content, parties)
            parts.append("]</span>")
        parts.append("</span>")
    return parts


def _look(alternative: Alternative, parties: Sequence[str]) -> str:
    return hue(alternative.owners[0], parties) if len(alternative.owners) == 1 else "px"


def hue(party: str, parties: Sequence[str]) -> str:
    """The class of a party's colour and line; ``px`` for who takes no positions."""
    return f"p{list(parties).index(party) % 4}" if party in parties else "px"


def marked(found: Excerpt, reads: str = "") -> SafeString:
    """HTML of an excerpt; ``reads``: the language of the page, which need not be said again.

    >>> from paraph.record.search import Role
    >>> print(marked(Excerpt("vi", "VN", Role.WORDS, (("<", False), ("thuế", True)), (True, False)), "en"))
    <span lang="vi"><b class="owner">VN:</b> … &lt;<mark>thuế</mark></span>
    """
    parts = (f"<mark>{escape(text)}</mark>" if is_found else escape(text) for text, is_found in found.parts)
    before, after = ("… " if found.cut[0] else ""), (" …" if found.cut[1] else "")
    owner = f'<b class="owner">{escape(found.party)}:</b> ' if found.party else ""
    spoken = f' lang="{escape(found.language)}"' if found.language not in ("", reads) else ""
    return mark_safe(f"<span{spoken}>{owner}{before}{''.join(parts)}{after}</span>")  # noqa: S308 - all escaped
