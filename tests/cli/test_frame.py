"""What holds for every verb: help, options, the two JSON shapes, exit statuses, languages, silence in faults."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from paraph import errors
from paraph.cli import help as helping
from paraph.cli.app import build
from paraph.cli.faults import Fault
from paraph.cli.options import write_text
from paraph.cli.verbs import GROUPS, VERBS
from paraph.errors import InvalidContent, UnusablePath
from paraph.i18n import Speech

from .conftest import Call

ROOT = Path(__file__).resolve().parents[2]
BRACKETED = "1. Each Party [US: shall][VN: may] publish its rates.\n"


def paraph(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as its own process, through the real entry point."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-c", "from paraph.cli import main; main()", *words],
        capture_output=True,
        text=True,
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **environment},
        check=False,
    )


@pytest.mark.parametrize("name", VERBS)
def test_help_of_every_verb_names_its_options_and_examples(call: Call, name: str) -> None:
    called = call(*name.split(), "--help")
    assert called.status == 0, called.err
    for parameter in build(name).params:
        if not parameter.hidden and parameter.name != "help":
            assert helping.written(parameter) in called.out
            assert parameter.help, f"{name}: {parameter.name} is not explained"
    lines = called.out.splitlines()
    end = lines.index("Examples")
    examples = lines[end + 1 :]
    assert examples
    assert all(line.startswith(f"  paraph {name}") for line in examples)
    assert max(map(len, lines[:end])) <= 100


@pytest.mark.parametrize("name", VERBS)
def test_examples_can_be_parsed(name: str) -> None:
    """Every example is a command line that its verb takes."""
    import shlex

    command = build(name)
    for example in helping.examples(VERBS[name]):
        words = shlex.split(example)
        assert words[: 1 + len(name.split())] == ["paraph", *name.split()]
        command.make_context(name, words[1 + len(name.split()) :])


def test_overview_lists_every_verb_and_exit_status() -> None:
    shown = helping.overview(Speech("en"), 80)
    for _, verbs in GROUPS:
        for verb in verbs:
            assert re.search(rf"^  {verb.name}  ", shown, re.MULTILINE)
    statuses = {
        each.exit_status for each in vars(errors).values() if isinstance(each, type) and hasattr(each, "exit_status")
    }
    assert {str(status) for status in statuses} <= {code for code, _ in helping.STATUSES}
    assert max(map(len, shown.splitlines())) <= 80


def test_overview_loads_neither_typer_nor_rich() -> None:
    slow = "{'typer', 'rich', 'babel'} & set(sys.modules)"
    code = f"import sys; from paraph.cli import main; main(['--help']); sys.exit(bool({slow}))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False
    )
    assert done.returncode == 0


def test_the_program_as_a_process(tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text(BRACKETED)
    done = paraph("project", str(file), "VN")
    assert (done.returncode, done.stdout, done.stderr) == (0, "1. Each Party may publish its rates.\n", "")
    refused = paraph("project", str(file), "XX")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "XX is not a party" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_reader_who_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text(BRACKETED)
    call = f"{sys.executable} -c 'from paraph.cli import main; main()' project {file} VN"
    done = subprocess.run(
        ["bash", "-c", f"{call} | true; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (141, "", "")


def test_options_may_stand_before_the_verb(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text(BRACKETED)
    assert call("--json", "project", file, "US").result == call("project", file, "US", "--json").result


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["nonsense"], 2, "bad-command"),
        (["project"], 2, "bad-command"),
        (["project", "text.md", "US", "--nonsense"], 2, "bad-command"),
        (["round"], 2, "bad-command"),
        (["project", "absent.md", "US"], 2, "unreadable-file"),
        (["project", "text.md", "XX"], 3, "unknown-party"),
        (["project", "text.md", "US", "--lang", "fr"], 2, "bad-command"),
        (["project", "hidden.md", "US"], 2, "text-refused"),
        (["state"], 5, "no-negotiation"),
    ],
)
def test_one_shape_for_every_error(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.md").write_text(BRACKETED)
    Path("hidden.md").write_text("Each Party sh\u200ball act.")
    scripted = call(*words, "--json")
    assert (scripted.status, scripted.err) == (status, "")
    assert set(scripted.json) == {"error"}
    assert set(scripted.error) == {"code", "message", "remedy", "data"}
    assert scripted.error["code"] == code
    spoken = call(*words)
    assert (spoken.status, spoken.out) == (status, "")
    assert scripted.error["message"] in spoken.err
    assert scripted.error["remedy"] in spoken.err


def test_a_fault_is_told_without_private_text(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "Our red line is 10 percent"
    file = tmp_path / "text.md"
    file.write_text(secret)

    def failing(*_: object, **__: object) -> None:
        raise ValueError(file.read_text())

    monkeypatch.setattr("paraph.documents.notation.parse", failing)
    for words in ([], ["--debug"], ["--json"]):
        called = call("project", file, "US", *words)
        assert called.status == Fault.exit_status == 1
        assert secret not in called.out + called.err
        assert "ValueError" in called.out + called.err
    assert "in failing" in call("project", file, "US", "--debug").err


@pytest.mark.usefixtures("vietnamese")
def test_vietnamese(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text(BRACKETED)
    assert "Nghị định thư" not in helping.overview(Speech("en"), 80)
    overview = call("--lang", "vi", "--help").out
    assert "ngoặc vuông" in overview
    assert "Usage" not in overview
    page = call("project", "--help", "--lang", "vi").out
    assert "Cách dùng" in page
    assert "Ví dụ" in page
    assert "nằm trong" in call("project", file, "US", "-o", tmp_path / "us.md", "--lang", "vi").out


@pytest.mark.usefixtures("vietnamese")
def test_every_word_of_help_has_its_vietnamese() -> None:
    speech = Speech("vi")
    keys = [verb.summary for verb in VERBS.values()] + [title for title, _ in GROUPS]
    keys += [key for _, key in (*helping.EVERYWHERE.values(), *helping.PUBLISHING.values(), *helping.STATUSES)]
    keys += [
        each.help or "" for name in VERBS for each in build(name).params if each.name != "help" and not each.hidden
    ]
    assert [
        key for key in dict.fromkeys(keys) if speech.say(key) == key and not re.fullmatch(r"[a-z_, ]+or [a-z_]+\.", key)
    ] == []


def test_output_never_replaces_a_part_of_the_negotiation(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    for name in ("charter.json", "keys/VN.key", "ledger.sqlite3", "notes.md"):
        (tmp_path / name).write_text("before")
    for name in ("charter.json", "keys/VN.key", "ledger.sqlite3"):
        with pytest.raises(UnusablePath):
            write_text(tmp_path / name, "after")
        assert (tmp_path / name).read_text() == "before"
    write_text(tmp_path / "notes.md", "after")
    assert (tmp_path / "notes.md").read_text() == "after"
    with pytest.raises(InvalidContent):
        write_text(tmp_path / "nowhere" / "notes.md", "after")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["charter.json", "keys", "ledger.sqlite3", "notes.md"]
