"""What a person should know before trusting a consolidation: drafts that may not belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from paraph.cli.options import read_bytes
from paraph.errors import N_, InvalidContent
from paraph.i18n import Speech
from paraph.text.provision import Draft

STRANGERS = 0.05
"""Below this share of common words two drafts are hardly drafts of one text."""
_VIETNAMESE = frozenset("đơưĐƠƯ") | frozenset(map(chr, range(0x1EA0, 0x1EFA)))
_EVIDENT = 0.05
_ENOUGH = 20


def draft_of(path: Path, language: str) -> Draft:
    """A party's draft from its file; ``language`` is what the program takes words for that do not show theirs.

    Raises: UnreadableFile, UnknownFormat, TextRefused; InvalidContent where the file holds no words.
    """
    from paraph.documents.receiving import receive

    draft = receive(path, read_bytes(path), language)
    if not any(provision.number or provision.text.strip() for provision in draft.provisions):
        raise InvalidContent(field=str(path), detail=N_("there are no words in this file"))
    declared = path.suffix.lower() == ".xml"
    return draft if declared else replace(draft, language=tongue(draft.texts(), language))


def tongue(texts: Iterable[str], otherwise: str) -> str:
    """Vietnamese where letters that only it has are many; where they are missing from a text, not Vietnamese.

    >>> tongue(["Mỗi Bên phải công bố các loại phí."], "en"), tongue(["Each Party shall publish its fees."], "vi")
    ('vi', 'en')
    >>> tongue(["(a)"], "vi")
    'vi'
    """
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    if len(letters) < _ENOUGH:
        return otherwise
    if sum(letter in _VIETNAMESE for letter in letters) > _EVIDENT * len(letters):
        return "vi"
    return "en" if otherwise == "vi" else otherwise


def cautions(files: Mapping[str, Path], drafts: Mapping[str, Draft], agreed: float, speech: Speech) -> Iterator[str]:
    """What to say of these drafts, of which the share ``agreed`` of all words is common, in the reader's language."""
    if agreed < STRANGERS:
        yield speech.say(N_("These drafts have hardly a word in common: are they of one text and in one language?"))
    for party, draft in drafts.items():
        named = _named(draft, drafts)
        if named:
            yield speech.say(
                N_(
                    "%(file)s has brackets of %(parties)s already; they were taken for words of the draft of %(party)s."
                ),
                file=files[party],
                parties=", ".join(named),
                party=party,
            )


def _named(draft: Draft, parties: Iterable[str]) -> tuple[str, ...]:
    """The parties whose brackets stand in a draft."""
    from paraph.documents.notation import named
    from paraph.text.notation import parse

    return named(parse("\n\n".join(draft.texts()), parties=parties))
