"""Every command that a page of the documentation shows runs, and prints what the page says."""

from __future__ import annotations

import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from .console import SAMPLE, File, Step, Terminal, differences, steps

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs" / "tutorial").glob("*.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
]
LEDGER = "postgresql://paraph@localhost/talks"
"""The server of the pages; in the tests it is one of our own."""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which ``paraph demo --no-serve`` was called once; a page gets a copy of it."""
    folder = tmp_path_factory.mktemp("sample")
    terminal = Terminal(folder)
    terminal.run("paraph demo --no-serve")
    assert terminal.status == 0
    return folder / "vietnam-us"


def grouped(page: Path) -> object:
    """A page as a case: on the worker of the database server if it needs one, else where the sample was prepared."""
    group = "postgres" if LEDGER in page.read_text(encoding="utf-8") else "docs"
    return pytest.param(page, id=page.stem, marks=pytest.mark.xdist_group(group))


@pytest.mark.parametrize("page", [*map(grouped, PAGES)])
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text, folder = page.read_text(encoding="utf-8"), tmp_path
    swaps = {LEDGER: request.getfixturevalue("postgres_url")} if LEDGER in text else {}
    if SAMPLE in text:
        folder = tmp_path / "vietnam-us"
        shutil.copytree(request.getfixturevalue("sample"), folder)
    told = [
        f"{page.name}:{step.line}: $ {step.command}\n"
        + "\n".join(unified_diff(step.output.splitlines(), actual.splitlines(), lineterm=""))
        for step, actual in differences(text, Terminal(folder, swaps))
    ]
    assert not told, "\n".join(told)


def test_every_page_has_commands() -> None:
    for page in PAGES:
        assert any(isinstance(each, Step) for each in steps(page.read_text(encoding="utf-8"))), page


def test_a_wrong_output_is_noticed(tmp_path: Path) -> None:
    page = "```markdown us.md\n# Chapter 1. Aims\n```\n```console\n$ cat us.md\n# Chapter 2. Aims\n$ echo $?\n0\n```\n"
    assert isinstance(next(steps(page)), File)
    (found,) = differences(page, Terminal(tmp_path))
    assert (found[0].command, found[0].line, found[1]) == ("cat us.md", 5, "# Chapter 1. Aims\n")
