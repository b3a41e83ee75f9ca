"""Files to hand over: what each says is what the desk says, in every format, for every seat the same record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from documents.docx.word import paragraphs
from paraph.desk.handing import PAPERS
from paraph.documents.outcome import blocks
from paraph.documents.writers import formats_of
from paraph.i18n import Speech
from paraph.text.brackets import show

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]
WHOLE = {"redline": "of=VN&since=round+1", "outcome": "of=2", "statement": "of=press-2"}
EVERY = [(what, form) for what, kind in PAPERS.items() for form in formats_of(kind)]


def test_the_consolidated_text_whole_with_its_brackets(at: Sit, site: Site) -> None:
    response = at("VN").get("/download/text/?as=docx&in=vi")
    assert response.headers["Content-Disposition"] == 'attachment; filename="text-vi-2025-05-23.docx"'
    words = [text for _, text in paragraphs(response.content, accept=True)]
    clauses = site.desk("").text().clauses
    assert words == [show(each.runs["vi"]) or each.number("vi") for each in clauses]


@pytest.mark.parametrize("of", ["US", "VN", "agreed"])
def test_drafts_and_the_agreed_text_in_both_languages(at: Sit, site: Site, of: str) -> None:
    cells = [text for _, text in paragraphs(at("").get(f"/download/text/?as=docx&of={of}").content, accept=True)]
    desk = site.desk("")
    drafts = [desk.agreed_text(each) if of == "agreed" else desk.draft_of(of, each) for each in desk.languages]
    rows = zip(*((each.text or each.number for each in draft.provisions) for draft in drafts), strict=True)
    assert cells[2:] == [text for row in rows for text in row]


@pytest.mark.parametrize(("what", "form"), EVERY)
def test_every_paper_in_every_format_is_the_same_twice_and_for_everybody(at: Sit, what: str, form: str) -> None:
    address = f"/download/{what}/?as={form}&in={'vi' if what == 'redline' else 'both'}&{WHOLE.get(what, '')}"
    first = at("VN").get(address)
    assert first.status_code == 200
    assert len(first.content) > 100
    assert first.content == at("VN").get(address).content
    if what in ("outcome", "statement", "state"):  # the clock of the reader's side stands first in the others
        assert first.content == at("").get(address).content


def test_what_there_is_not(at: Sit) -> None:
    for query in (
        *(f"text/?{each}" for each in ("as=docx&of=XX", "as=docx&in=fr", "as=docx&of=SEC", "as=exe", "")),
        *("vault/?as=docx", "outcome/?as=docx&of=77", "statement/?as=docx&of=none", "state/?as=ics"),
    ):
        assert at("US").get(f"/download/{query}").status_code == 404, query
    assert at("US").get("/download/redline/?as=docx&of=US").status_code == 400


def test_the_outcome_says_what_the_page_says(at: Sit, site: Site) -> None:
    word = at("VN").get("/download/outcome/?as=docx&of=2").content
    pages = pypdfium2.PdfDocument(at("VN").get("/download/outcome/?as=pdf&of=2").content)
    page = " ".join(" ".join(each.get_textpage().get_text_range() for each in pages).split())
    markup = at("VN").get("/download/outcome/?as=html&of=2").content.decode()
    said = [text for _, text in paragraphs(word, accept=True) if text]
    for language in ("en", "vi"):
        for block in list(blocks(site.desk("").outcome("2"), Speech(language)))[1:]:
            for text in [block.text] if block.text else [cell for row in block.rows for cell in row if cell]:
                assert text in said or f"– {text}" in said
                assert re.sub(r"&", "&amp;", text).replace("<", "&lt;")[:20] in markup or "'" in text
                assert text.split()[0] in page


def test_a_menu_for_every_file_with_a_name_for_each_field(at: Sit) -> None:
    for address, what in (("/text/", "text"), ("/", "state"), ("/outcome/2/", "outcome"), ("/calendar/", "calendar"),
                          ("/statement/press-2/", "statement"), ("/text/", "redline")):  # fmt: skip
        page = at("VN").get(address).content.decode()
        assert f'action="/download/{what}/"' in page
        for form in formats_of(PAPERS[what]):
            assert f'<option value="{form}">' in page
        for field in re.findall(rf'<select id="([a-z]+-{what})"', page):
            assert f'<label for="{field}">' in page


def test_for_programs_the_text_with_its_record(at: Sit, site: Site) -> None:
    found = json.loads(at("US").get("/download/text/?as=json").content)
    assert found["record"]["heads"] == site.desk("").state.heads
    assert [each["name"] for each in found["provisions"]] == [each.name for each in site.desk("").text()]
