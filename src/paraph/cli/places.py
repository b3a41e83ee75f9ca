"""Where a provision stands in its draft, in words: "CHAPTER 2 › Article 2.3 1." for what is in paragraph 1."""

from __future__ import annotations

from paraph.text.provision import Draft, Provision

STEP = " › "


def paths(draft: Draft) -> list[str]:
    """The containers of each provision, from the outermost: headed ones by their number or heading, then labels.

    >>> from paraph.documents.plain import read
    >>> paths(read("# Chapter 1. Aims\\n\\n## Article 1. Aim\\n\\n1. Each Party:\\n\\n(a) shall act.\\n"))
    ['', 'Chapter 1', 'Chapter 1 › Article 1', 'Chapter 1 › Article 1 1.']
    """
    found: list[str] = []
    above: list[Provision] = []
    for provision in draft.provisions:
        while above and above[-1].depth >= provision.depth:
            above.pop()
        found.append(_joined(above))
        above.append(provision)
    return found


def place(path: str, number: str, *, short: bool = False) -> str:
    """A provision's own place; the short form begins at the innermost heading.

    >>> place("Chapter 1 › Article 1", "2."), place("Chapter 1 › Article 1", "2.", short=True)
    ('Chapter 1 › Article 1 2.', 'Article 1 2.')
    """
    shown = path.rpartition(STEP)[2] if short else path
    return " ".join(filter(None, (shown, number)))


def _joined(above: list[Provision]) -> str:
    headed = STEP.join(each.number or each.text for each in above if each.kind.titled)
    return " ".join(filter(None, (headed, *(each.number for each in above if not each.kind.titled))))
