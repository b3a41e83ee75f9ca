"""Presets of what brackets mean."""

from __future__ import annotations

import pytest

from paraph.errors import InvalidContent
from paraph.text.convention import CONVENTIONS, DELETION, EU, PARAPH, Standing, convention


def test_presets_are_found_by_name() -> None:
    assert all(convention(name) is preset and preset.name == name for name, preset in CONVENTIONS.items())
    with pytest.raises(InvalidContent, match="deletion, eu, paraph, tpp, unfccc"):
        convention("oral")


def test_our_own_printing_has_no_markdown_and_only_deletion_knows_additions() -> None:
    assert [preset.name for preset in CONVENTIONS.values() if preset.exact] == [PARAPH.name]
    assert not PARAPH.markdown
    assert [preset.name for preset in CONVENTIONS.values() if preset.additions] == [DELETION.name]


def test_status_words() -> None:
    assert EU.status(" Yellow ") is Standing.NARROWED
    assert PARAPH.status("green") is None
