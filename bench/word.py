"""Redlines of Word files against those who make them, whole process, on whole treaties.

    python bench/word.py [--pairs P1,P5] [--tools paraph,docxodus] [--office]

Each tool gets the same two Word files and writes a third with tracked changes, as a program of its own: ours is
``paraph compare``, which also reads both files in a process without rights. ``s``: seconds on the clock from start to
end; ``cpu``: seconds of processor; ``it/ours``: the tool's seconds over ours. ``MB``: the most memory of any of its
processes. ``/fewest``: words in changes, deleted and inserted, over the fewest possible (longest common subsequence of
the whole texts). ``changes``: unbroken runs of changed words, as in bench/redline.py: a move counts where it stands
now. ``moves``: planted moves that are shown as moves. ``exact``: accepting all gives every paragraph of the new file
and rejecting all every one of the old, character for character, by the standard (ECMA-376). ``office``: the same when
LibreOffice accepts and rejects, numbers included (slow: ``--office``).
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from lxml import etree

from paraph.documents import tota
from paraph.documents.docx import Page, clean
from paraph.text.provision import Draft
from paraph.text.tokens import words
from peers import SHARED, planted_draft
from redline import PAIRS, coded, measured

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEW, OLD = ("ins", "moveTo"), ("del", "moveFrom")
DOCXODUS = (
    "import sys; from pathlib import Path; from python_redlines import DocxodusEngine\n"
    "old, new, out = map(Path, sys.argv[1:])\n"
    "out.write_bytes(DocxodusEngine().run_redline('B', old.read_bytes(), new.read_bytes(), detect_moves=True)[0])"
)
OFFICE_COMPARE = (
    "import sys, tempfile; from pathlib import Path\n"
    "sys.path.insert(0, sys.argv[4]); from office import Office\n"
    "with tempfile.TemporaryDirectory() as home: Office(Path(home)).compare(*map(Path, sys.argv[1:4]))"
)
LIMIT = 600


def program(name: str) -> list[str] | None:
    """The command that takes old, new and redline; None where the tool is not installed."""
    beside = Path(sys.executable).parent
    if name == "paraph":
        return [sys.executable, "-m", "paraph.cli", "compare", "{0}", "{1}", "-o", "{2}"]
    if name == "docxodus":
        return [sys.executable, "-c", DOCXODUS, "{0}", "{1}", "{2}"] if installed("python_redlines_docxodus") else None
    if name == "LibreOffice":
        tests = str(Path(__file__).resolve().parents[1] / "tests")
        return [sys.executable, "-c", OFFICE_COMPARE, "{0}", "{1}", "{2}", tests] if shutil.which("soffice") else None
    scripts = {
        "jubarte": ("jubarte-redlines", ["compare", "{0}", "{1}", "-o", "{2}"]),
        "docx-trackdiff": ("docx-trackdiff", ["{0}", "{1}", "{2}"]),
        "prosediff": ("prosediff", ["--files", "--format", "docx", "-o", "{2}", "{0}", "{1}"]),
    }
    script, arguments = scripts[name]
    path = beside / script
    return [str(path), *arguments] if path.exists() else None


TOOLS = ("paraph", "docxodus", "LibreOffice", "jubarte", "docx-trackdiff", "prosediff")


def installed(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def drafts(name: str) -> tuple[Draft, Draft, list[str]]:
    left, right = PAIRS[name]
    """Two treaties, or one and what was planted in it. Chapters of the corpus without name or number have no words."""
    read = [tota.read((SHARED / "treaties" / f"pta_{each}.xml").read_bytes()) for each in (left, right) if each]
    read = [Draft(each.language, tuple(p for p in each.provisions if p.text or p.number)) for each in read]
    return (read[0], read[1], []) if right else (read[0], *planted_draft(read[0]))


def run(command: list[str]) -> dict[str, float]:
    """Seconds, processor seconds and memory of a program and all that it starts."""
    start = time.perf_counter()
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    stop = threading.Timer(LIMIT, os.killpg, (started.pid, signal.SIGKILL))
    stop.start()
    _, status, used = os.wait4(started.pid, 0)
    stop.cancel()
    started.returncode = status
    spent = time.perf_counter() - start
    return {"s": spent, "cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}


# What a redline says, by the standard


def document(path: Path) -> etree._Element:
    root = etree.fromstring(
        ZipFile(BytesIO(path.read_bytes())).read("word/document.xml"), etree.XMLParser(huge_tree=True)
    )
    body = root.find(f"{W}body")
    assert body is not None
    return body


def pieces(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """Words with what becomes of them: "", or the name of the change they stand in."""
    for each in paragraph.iter(f"{W}t", f"{W}delText", f"{W}br", f"{W}tab"):
        within = (etree.QName(above).localname for above in each.iterancestors())
        change = next((name for name in within if name in NEW + OLD), "")
        yield {"br": "\n", "tab": "\t"}.get(etree.QName(each).localname) or each.text or "", change


def marks(paragraph: etree._Element) -> set[str]:
    return {etree.QName(each).localname for each in paragraph.iterfind(f"{W}pPr/{W}rPr/*")} & {*NEW, *OLD}


def settled(body: etree._Element, gone: tuple[str, ...]) -> list[str]:
    found, carried = [], ""
    for paragraph in body.iter(f"{W}p"):
        carried += "".join(text for text, change in pieces(paragraph) if change not in gone)
        if not marks(paragraph) & {*gone}:
            found.append(carried)
            carried = ""
    return [*found, carried] if carried else found


def linear(body: etree._Element) -> Iterator[tuple[str, int]]:
    for paragraph in body.iter(f"{W}p"):
        for text, change in pieces(paragraph):
            yield {"": "=", "moveFrom": "-"}.get(change, "x"), len(words(text))


def shown_moves(body: etree._Element, moved: list[str]) -> int:
    there = {"".join(text for text, change in pieces(each) if change == "moveTo") for each in body.iter(f"{W}p")}
    return sum(text in there for text in moved)


def fewest(old: list[str], new: list[str]) -> int:
    from rapidfuzz.distance import LCSseq

    left, right = ([word for text in side for word in words(text)] for side in (old, new))
    return len(left) + len(right) - 2 * LCSseq.similarity(*coded(left, right))


def in_office(redline: Path, old: Path, new: Path) -> str:
    """Whether LibreOffice makes of the redline what it shows of the two files."""
    from office import ACCEPT, REJECT, Office

    with tempfile.TemporaryDirectory() as home:
        files = [
            (redline.read_bytes(), ACCEPT),
            (redline.read_bytes(), REJECT),
            (new.read_bytes(), ""),
            (old.read_bytes(), ""),
        ]
        accepted, rejected, after, before = (each.paragraphs for each in Office(Path(home)).settle(files, LIMIT))
    pairs = ((accepted, after), (rejected, before))
    if all([(x.number, x.text) for x in got] == [(x.number, x.text) for x in want] for got, want in pairs):
        return "yes"
    return "words" if all([x.text for x in got] == [x.text for x in want] for got, want in pairs) else "NO"


def report(name: str, tools: list[str], office: bool, folder: Path) -> None:
    first, second, moved = drafts(name)
    old, new = folder / "old.docx", folder / "new.docx"
    for path, draft in ((old, first), (new, second)):
        path.write_bytes(clean([draft], Page("Redline", "old.docx → new.docx", language=draft.language)))
    texts = [settled(document(path), ()) for path in (old, new)]
    least = fewest(*texts)
    print(f"\n{name}: fewest possible {least:,} words")
    print(
        f"{'':16}{'s':>8}{'it/ours':>9}{'cpu':>8}{'MB':>7}{'/fewest':>9}{'changes':>9}{'moves':>8}{'exact':>7}{'office':>8}"
    )
    mine = 0.0
    for tool in tools:
        command = program(tool)
        if command is None:
            print(f"{tool:16}  not installed")
            continue
        out = folder / f"{tool}.docx"
        out.unlink(missing_ok=True)
        found = run([part.format(old, new, out) if part.startswith("{") else part for part in command])
        if not out.exists():
            print(f"{tool:16}{found['s']:8.2f}  no redline")
            continue
        mine = mine or found["s"]
        body = document(out)
        said = measured(linear(body))
        exact = [settled(body, NEW), settled(body, OLD)] == texts
        moves = f"{shown_moves(body, moved)}/{len(moved)}" if moved else "-"
        by_office = in_office(out, old, new) if office else "-"
        print(
            f"{tool:16}{found['s']:8.2f}{found['s'] / mine:9.2f}{found['cpu']:8.2f}{found['mb']:7.0f}"
            f"{said['words'] / least:9.3f}{said['changes']:9}{moves:>8}{'yes' if exact else 'NO':>7}{by_office:>8}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pairs", default="P1,P5,148/393", help="of " + ", ".join(PAIRS))
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--office", action="store_true", help="accept and reject in LibreOffice, too (minutes)")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"the treaty texts of {SHARED} are not on this machine")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.pairs.split(","):
            report(name, options.tools.split(","), options.office, Path(folder))


if __name__ == "__main__":
    main()
