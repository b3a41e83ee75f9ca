"""The pages of the documentation as what they are: commands that run, with the output that they have.

In a fenced ``console`` block a line that begins with ``$ `` is a command, and what follows it is its output. In that
output ``...`` alone on a line stands for any lines, and inside a line for any characters. A fenced block whose
language is followed by a file name ("```markdown us.md") is that file: it is written before the next command.

Run this file with the names of pages to write into them what their commands print now.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import paraph

SAMPLE = "<!-- in the sample -->"
"""A page with this line begins in the folder of the sample negotiation."""

_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SHELL = re.compile(r"[|<>;&`]|\$\w")


@dataclass(frozen=True)
class File:
    """A block that is a file."""

    name: str
    text: str


@dataclass(frozen=True)
class Step:
    """A command of a page and its output; ``start`` and ``end`` are where the output stands in the page."""

    command: str
    output: str
    line: int
    start: int
    end: int


def steps(page: str) -> Iterator[File | Step]:
    """What a page does, in order.

    >>> [each.command for each in steps("```console\\n$ paraph state\\nagreed\\n$ paraph log\\n```")]
    ['paraph state', 'paraph log']
    """
    for fence in _FENCE.finditer(page):
        language, name, body = fence.groups()
        if name:
            yield File(name, body)
        elif language == "console":
            yield from _commands(page, body, fence.start(3))


def _commands(page: str, body: str, start: int) -> Iterator[Step]:
    place, command, output = start, "", ""
    began, line = start, 0
    for each in [*body.splitlines(keepends=True), "$ "]:
        if each.startswith("$ "):
            if command:
                yield Step(command, output, line, began, place)
            command, output = each[2:].rstrip("\n"), ""
            line = page.count("\n", 0, place) + 1
            began = place + len(each)
        elif not output and (command.endswith("\\") or each.startswith("> ")):
            command += "\n" + each.rstrip("\n").removeprefix("> ")
            began += len(each)
        else:
            output += each
        place += len(each)


def same(expected: str, actual: str) -> bool:
    """Whether an output is what the page says, ``...`` standing for anything.

    >>> same("Entry ... of US\\n...\\nsound\\n", "Entry 1a2b of US\\nand\\nmore\\nsound")
    True
    >>> same("agreed\\n", "open\\n")
    False
    """
    pattern = ""
    for line in _tidy(expected).splitlines():
        if line == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += re.escape(line).replace(r"\.\.\.", r".*?") + r"\n"
    return re.fullmatch(pattern, _tidy(actual)) is not None


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


@dataclass
class Terminal:
    """Where the commands of one page run. ``paraph`` runs in this process, all else in a shell."""

    folder: Path
    swaps: Mapping[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    status: int = 0

    def __post_init__(self) -> None:
        # A column of a terminal counts; colours and the language of whoever runs this do not.
        self.variables |= {"COLUMNS": "100", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

    def save(self, file: File) -> None:
        (self.folder / file.name).write_text(file.text, encoding="utf-8")

    def run(self, command: str) -> str:
        for name, value in self.swaps.items():
            command = command.replace(name, value)
        if command == "echo $?":
            return f"{self.status}\n"
        words = shlex.split(command.replace("\\\n", ""))
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve(strict=True)
            return ""
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            self.variables[name] = value
            return ""
        output = self._paraph(words[1:]) if words[0] == "paraph" and not _SHELL.search(command) else self._sh(command)
        for name, value in self.swaps.items():
            output = output.replace(value, name)
        return output

    def _paraph(self, words: list[str]) -> str:
        from paraph.cli import main

        # As on a screen: what is printed to both streams, in the order in which it comes.
        screen, before = io.StringIO(), dict(os.environ)
        self.status = 0
        try:
            for name in ("NO_COLOR", "FORCE_COLOR", "LC_MESSAGES"):
                os.environ.pop(name, None)
            os.environ.update(self.variables)
            with chdir(self.folder), redirect_stdout(screen), redirect_stderr(screen):
                main(words)
        except SystemExit as left:
            self.status = left.code if isinstance(left.code, int) else int(left.code is not None)
        finally:
            os.environ.clear()
            os.environ.update(before)
        return screen.getvalue()

    def _sh(self, command: str) -> str:
        done = subprocess.run(
            ["sh", "-c", f'paraph() {{ "{sys.executable}" -m paraph.cli "$@"; }}\n{command}'],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(Path(paraph.__file__).parents[1]), **self.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.status = done.returncode
        return done.stdout


def differences(page: str, terminal: Terminal) -> Iterator[tuple[Step, str]]:
    """Run a page; each step whose output is not what the page says, with the output that it has."""
    for each in steps(page):
        if isinstance(each, File):
            terminal.save(each)
        elif not same(each.output, actual := terminal.run(each.command)):
            yield each, actual


def rewritten(page: str, terminal: Terminal) -> str:
    """The page with the outputs that its commands have; one that fits already stays, with its ``...``."""
    shift = 0
    for step, actual in list(differences(page, terminal)):
        page = page[: step.start + shift] + _tidy(actual) + page[step.end + shift :]
        shift += len(_tidy(actual)) - (step.end - step.start)
    return page


def _rewrite(name: str) -> None:
    path = Path(name)
    page = path.read_text(encoding="utf-8")
    with TemporaryDirectory() as passing:
        terminal = Terminal(Path(passing))
        if SAMPLE in page:
            terminal.run("paraph demo --no-serve")
            terminal.run("cd vietnam-us")
        path.write_text(rewritten(page, terminal), encoding="utf-8")


if __name__ == "__main__":
    for given in sys.argv[1:]:
        _rewrite(given)
