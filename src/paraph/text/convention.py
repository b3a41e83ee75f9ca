"""What brackets mean in a document: a setting of the document, never guessed from it.

In most talks a bracket holds words that are not agreed; in some it marks words that a party proposes to delete. The
presets below name the conventions in use; ``convention(name)`` finds one.

>>> convention("deletion").bracket
<Meaning.DELETION: 'deletion'>
>>> sorted(CONVENTIONS)
['deletion', 'eu', 'paraph', 'tpp', 'unfccc']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from paraph.errors import N_, InvalidContent


class Meaning(StrEnum):
    """What square brackets say about the words in them."""

    DISPUTED = "disputed"
    DELETION = "deletion"


class Standing(StrEnum):
    """How far the words that carry a status mark have come."""

    AGREED = "agreed"
    AD_REFERENDUM = "ad referendum"
    NARROWED = "narrowed"
    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Convention:
    """How one document writes its brackets.

    ``exact``: Paraph's own printing (``brackets.show``), where every character outside the notation is text: no
    Markdown, nothing between two brackets is notation, a placeholder is a bracket like any other.
    ``markdown``: links, images and footnote markers are not brackets of dispute.
    ``rivals_apart``: attributed brackets with only a space or a line's end between them are rival wordings.
    ``additions``: HTML tags that mark proposed new words (``<u>``), for talks where a bracket marks a deletion.
    ``statuses``: what the talks call the state of a text, for example a colour, and what that means.
    """

    name: str
    title: str
    bracket: Meaning = Meaning.DISPUTED
    exact: bool = False
    markdown: bool = True
    rivals_apart: bool = True
    additions: tuple[str, ...] = ()
    statuses: Mapping[str, Standing] = field(default_factory=dict)

    def status(self, word: str) -> Standing | None:
        """What a status word means here, whatever its case; None where it is none.

        >>> convention("eu").status("Green"), convention("tpp").status("green")
        (<Standing.AGREED: 'agreed'>, None)
        """
        return self.statuses.get(word.strip().casefold())


_COMMON = {
    "ad ref": Standing.AD_REFERENDUM,
    "ad ref.": Standing.AD_REFERENDUM,
    "ad referendum": Standing.AD_REFERENDUM,
    "agreed": Standing.AGREED,
    "closed": Standing.CLOSED,
    "provisionally closed": Standing.CLOSED,
    "open": Standing.OPEN,
}
_COLOURS = {**_COMMON, "green": Standing.AGREED, "yellow": Standing.NARROWED, "white": Standing.OPEN}

PARAPH = Convention(
    "paraph",
    N_("Paraph's own printing: disputed words in brackets that name their owners"),
    exact=True,
    markdown=False,
    rivals_apart=False,
)
UNFCCC = Convention("unfccc", N_("UN style: brackets without owners, options"), statuses=MappingProxyType(_COLOURS))
TPP = Convention(
    "tpp", N_("Trade talks: brackets with owners who propose or oppose"), statuses=MappingProxyType(_COMMON)
)
EU = Convention(
    "eu", N_("EU style: owners in brackets or braces, colours for status"), statuses=MappingProxyType(_COLOURS)
)
DELETION = Convention(
    "deletion",
    N_("Amendments: a bracket marks words to delete, underlining words to add"),
    bracket=Meaning.DELETION,
    additions=("u", "ins"),
    statuses=MappingProxyType(_COMMON),
)

CONVENTIONS: Mapping[str, Convention] = MappingProxyType(
    {preset.name: preset for preset in (PARAPH, UNFCCC, TPP, EU, DELETION)}
)


def convention(name: str) -> Convention:
    """The preset of this name; ``InvalidContent`` where there is none.

    >>> convention("unfccc").exact
    False
    """
    try:
        return CONVENTIONS[name]
    except KeyError:
        known = ", ".join(sorted(CONVENTIONS))
        raise InvalidContent(field=N_("convention"), detail=known) from None
