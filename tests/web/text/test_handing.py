"""The text handed over as a Word file: what it says is what the desk says, and a vault is not in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from documents.docx.word import paragraphs
from paraph.documents.outcome import blocks
from paraph.i18n import Speech
from paraph.text.brackets import show

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]


def test_the_consolidated_text_whole_with_its_brackets(at: Sit, site: Site) -> None:
    response = at("VN").get("/text.docx?in=vi")
    assert response.headers["Content-Disposition"] == 'attachment; filename="text-vi-2025-05-23.docx"'
    words = [text for _, text in paragraphs(response.content, accept=True)]
    clauses = site.desk("").text().clauses
    assert words == [show(each.runs["vi"]) or each.number("vi") for each in clauses]


@pytest.mark.parametrize("of", ["US", "VN", "agreed"])
def test_drafts_and_the_agreed_text_in_both_languages(at: Sit, site: Site, of: str) -> None:
    cells = [text for _, text in paragraphs(at("").get(f"/text.docx?of={of}").content, accept=True)]
    desk = site.desk("")
    drafts = [desk.agreed_text(each) if of == "agreed" else desk.draft_of(of, each) for each in desk.languages]
    rows = zip(*((each.text or each.number for each in draft.provisions) for draft in drafts), strict=True)
    assert cells[2:] == [text for row in rows for text in row]


def test_what_there_is_not(at: Sit) -> None:
    for query in ("?of=XX", "?in=fr", "?of=SEC"):
        assert at("US").get(f"/text.docx{query}").status_code == 404


def test_the_outcome_as_a_word_file_says_what_the_page_says(at: Sit, site: Site) -> None:
    response = at("VN").get("/outcome/2/download/both/?as=docx")
    assert response.headers["Content-Disposition"] == 'attachment; filename="outcome-2-both.docx"'
    said = [text for _, text in paragraphs(response.content, accept=True) if text]
    for language in ("en", "vi"):
        written = list(blocks(site.desk("").outcome("2"), Speech(language)))[1:]
        for block in written:
            for text in [block.text] if block.text else [cell for row in block.rows for cell in row if cell]:
                assert text in said or f"– {text}" in said
