"""The reference page says what the commands say."""

from pathlib import Path

from paraph.cli.reference import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "cli.md"


def test_the_page_is_what_the_commands_make() -> None:
    assert PAGE.read_text() == reference(), "write it anew: python -m paraph.cli.reference > docs/reference/cli.md"
