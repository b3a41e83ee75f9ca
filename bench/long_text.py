"""The page of a very long text: 510 articles, some 5,000 provisions, in English and Vietnamese side by side.

Measured: making the whole page, the first time and again; what an act elsewhere costs (the page anew, and the rows
that are sent to a page that is open); one chapter. The peer, in the same run: the plainest Django template that prints
the same words in the same rows, without brackets, states or margins. In Chromium, where it is installed: opening the
page, scrolling through it, and taking in one changed row, against exchanging the whole page as htmx does.

    python bench/long_text.py [CHAPTERS [--no-browser]]
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any, TypeVar

import msgspec

from paraph.record.contents import Wording
from treaty import CHAPTERS, negotiate

T = TypeVar("T")
PLAIN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Plain</title></head><body>
{% for row in rows %}<div class="row" id="{{ row.name }}">{% for cell in row.cells %}<div lang="{{ cell.language }}">
<p><span>{{ cell.number }}</span> {{ cell.text }}</p></div>{% endfor %}</div>
{% endfor %}</body></html>"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SUBJECT = "provision:a2.3-2"


def timed(work: Callable[[], T], repeat: int = 1) -> tuple[float, T]:
    """The median of the milliseconds of processor time that it takes, and what came of it last."""
    taken = []
    for _ in range(repeat):
        start = time.process_time()
        result = work()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken), result


def line(name: str, taken: float, remark: str = "") -> None:
    print(f"  {name:<44}{taken:9.1f} ms  {remark}")


def reword(site: Any) -> None:
    """One side words one paragraph anew."""
    desk = site.desk("US")
    own = desk.state.content(SUBJECT, "US")
    assert isinstance(own, Wording)
    words = {each: f"{text.split(' – ')[0]} – {time.time_ns()}." for each, text in own.text.items()}
    desk.table(SUBJECT, msgspec.structs.replace(own, text=words))


def server_side(folder: Path) -> None:
    from paraph.web.config import configure

    site = configure(folder)
    from django.template import engines
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    prepared, text = timed(lambda: site.desk("").text())
    played, _ = timed(lambda: site.play("en"))
    provisions = len(text)
    print(f"{provisions:,} provisions; milliseconds of processor time:")
    line("consolidated from nothing (once a start)", prepared)
    line("state of play from nothing", played)
    client.get("/rounds/")
    first, page = timed(lambda: client.get("/text/"))
    again, page = timed(lambda: client.get("/text/"), 5)
    line("the page, first made", first, f"{len(page.content) / 1e6:.1f} MB")
    line("the page, again", again)
    line("a chapter, first made", timed(lambda: client.get("/text/c9/"))[0])
    line("a chapter, again", timed(lambda: client.get("/text/c9/"), 5)[0])

    renewed, moved = [], []
    for _ in range(5):
        seen = re.search(r"after=(\d+)\"", client.get("/text/").content.decode())
        assert seen
        reword(site)
        moved.append(timed(lambda after=seen[1]: client.get(f"/moved/?within=&after={after}"))[0])
        reword(site)
        renewed.append(timed(lambda: client.get("/text/"))[0])
    line("after an act: the rows that changed", statistics.median(moved), "of it the state of play, made once for all")
    line("after an act: the whole page", statistics.median(renewed))

    rows = [
        {
            "name": clause.name,
            "cells": [
                {"language": each, "number": clause.number(each), "text": "".join(map(str, runs))}
                for each, runs in clause.runs.items()
            ],
        }
        for clause in text
    ]
    template = engines["django"].from_string(PLAIN)
    plain, body = timed(lambda: template.render({"rows": rows}), 3)
    line("plain Django template of the same rows (peer)", plain, f"{len(body.encode()) / 1e6:.1f} MB")
    print(
        f"  ours over the peer: first {first / plain:.2f}, again {again / plain:.2f},"
        f" after an act {statistics.median(renewed) / plain:.2f}"
    )
    site.close()


SCROLL = """() => new Promise((done) => {
  const taken = []; let last = performance.now(), y = 0;
  const tick = () => {
    const now = performance.now(); taken.push(now - last); last = now;
    y += 900; scrollTo({ top: y, behavior: "instant" });
    if (taken.length < 200) requestAnimationFrame(tick);
    else { taken.sort((a, b) => a - b); done([taken[100], taken[190], taken[199]]); }
  };
  requestAnimationFrame(tick);
})"""
SWAP = """() => new Promise((done) => {
  let begun = 0;
  document.addEventListener("htmx:beforeSwap", () => { begun = performance.now(); }, { once: true });
  document.addEventListener("htmx:afterSettle", () => requestAnimationFrame(() => requestAnimationFrame(
    () => done(performance.now() - begun))), { once: true });
  htmx.ajax("GET", location.href, { target: "#page", select: "#page", swap: "outerHTML show:none" });
})"""
ROW = """() => new Promise((done) => {
  let begun = 0;
  document.addEventListener("htmx:beforeSwap", () => { begun = performance.now(); }, { once: true });
  document.addEventListener("htmx:oobAfterSwap", () => requestAnimationFrame(() => requestAnimationFrame(
    () => done(performance.now() - begun))), { once: true });
})"""


def in_browser(folder: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "paraph.cli", "serve", str(folder), "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
        assert server.stdout
        found = re.search(r"http://[\d.:]+", server.stdout.readline())
        assert found
        page = playwright.chromium.launch(executable_path=chromium, args=FLAGS).new_page(locale="en-GB")
        print("in Chromium, by the clock:")
        page.goto(found[0] + "/")
        for name in ("opened, the server fresh", "opened again"):
            page.goto(found[0] + "/text/", wait_until="load")
            line(name, page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        middle, most, worst = page.evaluate(SCROLL)
        line("a frame while scrolling by screens", middle, f"95% {most:.1f} ms, worst {worst:.1f} ms")
        page.evaluate("scrollTo(0, 0)")
        whole = statistics.median(page.evaluate(SWAP) for _ in range(3))
        line("the whole page exchanged", whole)
        page.goto(found[0] + "/text/", wait_until="load")
        waiting = page.evaluate_handle(f"({{ promise: ({ROW})() }})")
        act = [sys.executable, __file__, "--reword", str(folder)]
        subprocess.run(act, check=True)
        taken = page.evaluate("(each) => each.promise", waiting)
        line("one row taken in", taken, f"{taken / whole:.2f} of the whole")
        server.terminate()
        server.wait(10)


def main(chapters: int = CHAPTERS, browser: bool = True) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "length")
        negotiate(folder, chapters).close()
        server_side(folder)
        chromium = which("chromium")
        if browser and chromium:
            in_browser(folder, chromium)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--reword"]:
        from paraph.web.site import Site

        reword(Site(Path(sys.argv[2])))
    else:
        numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
        main(*numbers, browser="--no-browser" not in sys.argv)
