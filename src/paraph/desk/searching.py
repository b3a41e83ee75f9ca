"""Search: the shared record through one index for everybody, and one's own vault apart from it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from paraph.desk.drafting import KINDS, KeptDraft
from paraph.desk.register import Register
from paraph.desk.views import Views
from paraph.documents.naming import Naming
from paraph.errors import N_
from paraph.i18n import Speech
from paraph.record.contents import Wording
from paraph.record.findable import documents
from paraph.record.names import ROLES
from paraph.record.reference import References
from paraph.record.search import Document, Found, Index, Passage, Role
from paraph.record.values import Text
from paraph.record.visibility import Clearance, clearance

PRIVATE: dict[str, str] = {
    "draft": N_("Draft, not tabled"),
    "instruction": N_("Instruction"),
    "mandate": N_("Mandate"),
    "red_line": N_("Red line"),
    "landing_zone": N_("Landing zone"),
    "note": N_("Note"),
}
"""What can be found in a vault (message keys)."""


class Searching(Views):
    """What is shared and what is private are never in one index, so that neither can give the other away."""

    def search(self, query: str, kinds: Collection[str] = (), first: int = 0, most: int = 20) -> Found:
        """Find words in the shared record, whoever asks; see ``record.search`` and ``record.findable``."""
        register = self.register
        return register.index(lambda before: _shared(register, before)).search(query, kinds, first, most)

    def search_vault(self, query: str, most: int = 20) -> Found:
        """Find words in one's own delegation's papers, as far as the seat is cleared; nothing for who has no vault.

        Read from the vault each time, and kept nowhere.
        """
        if self.seat.observes or clearance(self.seat.role) is Clearance.NONE:
            return Found((), 0, {})
        called = _names(self.register)
        papers = [
            Document(kind, f"{kind}/{about}", _passages(words, called(about)), about, time=item.time)
            for kind in KINDS
            for about, words, item in self.kept(kind)
        ]
        drafts = (_draft(each, called(each.subject)) for each in self.drafts())
        return Index([*drafts, *papers]).search(query, most=most)


def _shared(register: Register, before: Index | None) -> Index:
    """The index of everything shared, in all languages. No desk is at hand here, so that no vault can be."""
    languages = register.charter.languages

    def role(name: str) -> Text:
        return {language: Speech(language).say(ROLES[name]) for language in languages}

    found = documents(register.state(), register.text(), register.charter, _names(register), role)
    return Index(found, before)


def _names(register: Register) -> Callable[[str], Text]:
    """What subjects are called, in each language of the negotiation."""
    references = References(register.state(), register.text())
    namings = {language: Naming(register.charter, Speech(language)) for language in register.charter.languages}
    return lambda subject: {language: naming.of(references[subject]) for language, naming in namings.items()}


def _draft(kept: KeptDraft, called: Text) -> Document:
    text = kept.content.text if isinstance(kept.content, Wording) else getattr(kept.content, "title", {})
    return Document("draft", f"draft/{kept.subject}", _passages(text, called), kept.subject, time=kept.time)


def _passages(words: Text, called: Text) -> tuple[Passage, ...]:
    labels = (Passage(name, language, Role.LABEL) for language, name in called.items())
    return (*labels, *(Passage(text, language) for language, text in words.items() if text))
