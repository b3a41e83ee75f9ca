"""The workspace as browsers meet it, served by ``paraph serve``'s own code on loopback, beside a plain Django site.

1. *Pages*: the time to the last byte, warm (the record stands still) and just after a change; the sample negotiation,
   and a text of 500 articles in two languages.
2. *Readers*: 32 connections that are kept open ask for pages of all kinds, from several seats, as fast as they can.
3. *Writers*: 16 people table wording through the real forms (open, check, leave, follow), each with a session and CSRF
   tokens of its own. Afterwards every act that was answered has to be on the record exactly once, and no other.
4. *Others' screens*: one tables, 32 listen to the stream of signals and fetch their page again when it speaks.

The peer is a Django site with one template that loops over plain dicts (``browsing/peer.py``): pages of the same
sizes, the same kind of form, rows in SQLite, the same server software. It works nothing out. Ratios are ours to its.
Any error ends the bench. CPU is that of the server's process; the load comes from this one.

Run: python bench/web.py [--seconds 4] [--rounds 2]
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from browsing import long_text
from browsing.browser import Browser, forms
from paraph.desk import open_desk
from paraph.record.acts import PositionTabled
from paraph.record.contents import Wording
from paraph.samples import vietnam_us

READERS, WRITERS, LISTENERS = 32, 16, 32
LIMIT = 300
"""Milliseconds in which a change has to be on the other screens."""
SHOWN = "a2.3-1"
PAGES = {
    "state of play": "/",
    "a chapter": "/text/c2/",
    "a provision": f"/provision/{SHOWN}/",
    "the whole text": "/text/",
    "the outcome": "/outcome/",
    "questions": "/questions/",
}
LONG = {"500 articles": "/text/", "one chapter of 30": "/text/c7/", "state of play, 500": "/"}
SEATS = [("US", "en"), ("VN", "vi"), ("VN", "en"), ("", "en")]


@dataclass
class Measured:
    """Milliseconds of every request, in so many seconds of the clock and of the server's processor."""

    delays: list[float] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.delays) / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of the processor for each."""
        return 1000 * self.processor / len(self.delays)

    def percentile(self, of: int) -> float:
        return statistics.quantiles(self.delays, n=100)[of - 1]

    def line(self) -> str:
        return f"{self.rate:10.0f}{self.percentile(50):9.1f}{self.percentile(99):9.1f}{self.cost:9.2f}"


@dataclass(frozen=True)
class Served:
    """A server in a process of its own."""

    address: str
    process: subprocess.Popen[str]

    def spent(self) -> float:
        """Processor seconds that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(*command: str) -> Iterator[Served]:
    """Start a server that prints its address, and end it."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            raise SystemExit("the server did not start")
        yield Served(address, process)
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def measuring(server: Served, into: Measured) -> Iterator[None]:
    start, used = time.perf_counter(), server.spent()
    yield
    into.seconds += time.perf_counter() - start
    into.processor += server.spent() - used


async def timed(call: Callable[[], Awaitable[object]], delays: list[float]) -> None:
    start = time.perf_counter()
    await call()
    delays.append((time.perf_counter() - start) * 1000)


# 1. Pages


async def pages(
    server: Served, asked: dict[str, str], changed: str, repeat: int
) -> dict[str, tuple[float, float, int]]:
    """For each page the best milliseconds warm and after a change, and its bytes."""
    found = {}
    async with Browser(server.address) as reader, Browser(server.address) as writer:
        await reader.sit("US")
        await writer.sit("VN")
        for name, path in asked.items():
            size = len((await reader.get(path)).body)
            warm: list[float] = []
            for _ in range(3 * repeat):
                await timed(lambda path=path: reader.get(path), warm)
            after: list[float] = []
            for number in range(repeat):
                await writer.propose(changed, words(f"Changed {name} {number}."))
                await timed(lambda path=path: reader.get(path), after)
            found[name] = min(warm), min(after), size
    return found


async def peer_pages(server: Served, count: int) -> list[float]:
    """The best milliseconds of each of the peer's pages."""
    best = []
    async with Browser(server.address) as reader:
        for number in range(count):
            delays: list[float] = []
            for _ in range(9):
                await timed(lambda number=number: reader.get(f"/{number}/"), delays)
            best.append(min(delays))
    return best


def words(marker: str) -> dict[str, str]:
    return {
        "text-en": f"Each Party shall publish its applied rates. {marker}",
        "text-vi": f"Mỗi Bên công bố thuế suất của mình. {marker}",
    }


# 2. Readers


async def readers(server: Served, paths: Sequence[str], seated: bool, seconds: float, into: Measured) -> None:
    async with AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(Browser(server.address)) for _ in range(READERS)]
        for number, browser in enumerate(browsers):
            await (browser.sit(*SEATS[number % len(SEATS)]) if seated else browser.get(paths[0]))
        until = time.perf_counter() + seconds

        async def read(browser: Browser, first: int) -> None:
            for path in itertools.islice(itertools.cycle(paths), first, None):
                if time.perf_counter() >= until:
                    return
                await timed(lambda path=path: browser.get(path), into.delays)

        with measuring(server, into):
            await asyncio.gather(*(read(each, number) for number, each in enumerate(browsers)))


# 3. Writers


async def writers(server: Served, names: Sequence[str], run: int, seconds: float, into: Measured) -> Counter[str]:
    """All write at once; gives the markers of those acts that the server has answered."""
    done: Counter[str] = Counter()
    async with AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(Browser(server.address)) for _ in range(WRITERS)]
        for number, browser in enumerate(browsers):
            await browser.sit("US" if number % 2 else "VN")
        until = time.perf_counter() + seconds

        async def write(browser: Browser, name: str, number: int) -> None:
            for count in itertools.count():
                if time.perf_counter() >= until:
                    return
                marker = f"Mark {run}-{number}-{count}."
                await timed(lambda marker=marker: browser.propose(name, words(marker)), into.delays)
                done[marker] += 1

        with measuring(server, into):
            await asyncio.gather(*(write(*each) for each in zip(browsers, names, range(WRITERS), strict=True)))
    return done


def on_record(folder: Path) -> Counter[str]:
    """The markers of all wordings that were tabled, read from the folder by another process than the server's."""
    desk = open_desk(folder, "")
    with desk.place:
        assert desk.verify().sound
        tabled = (line.entry.act for line in desk.log() if isinstance(line.entry.act, PositionTabled))
        texts = (act.content.text.get("en", "") for act in tabled if isinstance(act.content, Wording))
        return Counter(text[text.index("Mark ") :] for text in texts if "Mark " in text)


async def peer_writers(server: Served, seconds: float, into: Measured) -> None:
    async with AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(Browser(server.address)) for _ in range(WRITERS)]
        until = time.perf_counter() + seconds

        async def act(browser: Browser, marker: str) -> None:
            fields = forms((await browser.get("/0/")).page)[0].fields
            checked = await browser.post("/act/", {**fields, "words": marker, "step": "check"})
            fields = forms(checked.page)[0].fields
            answer = await browser.post("/act/", {**fields, "step": "leave"})
            await browser.get(answer.headers["location"])

        async def write(browser: Browser, number: int) -> None:
            for count in itertools.count():
                if time.perf_counter() >= until:
                    return
                marker = words(f"Mark {number}-{count}.")["text-en"]
                await timed(lambda marker=marker: act(browser, marker), into.delays)

        with measuring(server, into):
            await asyncio.gather(*(write(browser, number) for number, browser in enumerate(browsers)))


# 4. Others' screens


@dataclass
class Screens:
    """Milliseconds from the act being sent: to its answer, to the signal on each screen, to the new page there."""

    answered: list[float] = field(default_factory=list)
    signalled: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)


async def screens(server: Served, acts: int) -> Screens:
    """One tables, 32 listen, each on the page of a provision, a chapter or the whole text, from several seats."""
    found, paths = (
        Screens(),
        [PAGES["a provision"], PAGES["a chapter"], PAGES["the whole text"], PAGES["state of play"]],
    )
    async with AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(Browser(server.address)) for _ in range(LISTENERS)]
        for number, browser in enumerate(browsers):
            await browser.sit(*SEATS[number // len(paths) % len(SEATS)])
        writer = await (await stack.enter_async_context(Browser(server.address))).sit("US")
        streams = [browser.signals() for browser in browsers]
        for stream in streams:
            await anext(stream)
        for count in range(acts):
            marker = f"signal{count:03}"
            begun: asyncio.Future[float] = asyncio.get_running_loop().create_future()

            async def look(number: int, marker: str = marker, begun: asyncio.Future[float] = begun) -> None:
                heard = await anext(streams[number])
                at, path = time.perf_counter(), paths[number % len(paths)]
                page = (await browsers[number].get(path)).page
                now, start = time.perf_counter(), await begun
                there = f"after={heard}" if path == "/" else marker
                if there not in page:
                    raise SystemExit(f"{path} does not show {there!r} after the signal")
                found.signalled.append((at - start) * 1000)
                found.shown.append((now - start) * 1000)

            looking = [asyncio.create_task(look(number)) for number in range(LISTENERS)]
            form = await _ready(writer, words(marker))
            begun.set_result(start := time.perf_counter())
            answer = await writer.post(f"/provision/{SHOWN}/propose/", form)
            assert answer.status in (302, 303)
            found.answered.append((time.perf_counter() - start) * 1000)
            await asyncio.gather(*looking)
        for stream in streams:
            await stream.aclose()
    return found


async def _ready(writer: Browser, wording: dict[str, str]) -> dict[str, str]:
    """A proposal that was checked: what its last button sends."""
    address = f"/provision/{SHOWN}/propose/"
    opened = next(each for each in forms((await writer.get(address)).page) if "check" in each.steps)
    checked = await writer.post(address, {**opened.fields, **wording, "step": "check"})
    return {**next(each for each in forms(checked.page) if "leave" in each.steps).fields, "step": "leave"}


# All of it


def provisions(folder: Path, count: int) -> list[str]:
    """Paragraphs on which both delegations can write, one for each writer."""
    desk = open_desk(folder, "")
    with desk.place:
        found = [clause.name for clause in desk.text() if clause.kind == "paragraph" and len(clause.owners) == 2]
    return found[:count]


def show_pages(title: str, ours: dict[str, tuple[float, float, int]], peers: list[float]) -> None:
    print(f"\n{title:22}{'kB':>7}{'warm ms':>10}{'changed ms':>12}{'peer ms':>10}{'warm':>8}{'changed':>9}")
    for (name, (warm, after, size)), peer in zip(ours.items(), peers, strict=True):
        ratios = f"{warm / peer:7.2f}x{after / peer:8.2f}x"
        print(f"{name:22}{size / 1000:7.0f}{warm:10.1f}{after:12.1f}{peer:10.1f}{ratios}")


def show_rates(title: str, ours: Measured, peer: Measured) -> None:
    print(f"\n{title:22}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}")
    print(f"{'paraph':22}{ours.line()}")
    print(f"{'plain Django':22}{peer.line()}")
    p50, p99 = (ours.percentile(of) / peer.percentile(of) for of in (50, 99))
    print(f"{'ratio':22}{ours.rate / peer.rate:9.2f}x{p50:8.2f}x{p99:8.2f}x{ours.cost / peer.cost:8.2f}x")


def show_screens(found: Screens) -> None:
    print(f"\n{'ms after sending':22}{'p50':>10}{'p99':>9}{'most':>9}")
    for name, delays in (("answer", found.answered), ("signal", found.signalled), ("new page", found.shown)):
        p50, p99 = statistics.median(delays), statistics.quantiles(delays, n=100)[98]
        print(f"{name:22}{p50:10.0f}{p99:9.0f}{max(delays):9.0f}")
    late = sum(each > LIMIT for each in found.shown)
    print(
        f"on {LISTENERS} screens within {LIMIT} ms: {'yes' if not late else f'{late} of {len(found.shown)} were late'}"
    )


async def measure(ours: Served, long: Served, folder: Path, seconds: float, rounds: int) -> None:
    short_pages = await pages(ours, PAGES, SHOWN, 5)
    long_pages = await pages(long, LONG, "a7.1-1", 3)
    both = {**short_pages, **long_pages}
    sizes = [size for _, _, size in both.values()]
    with ExitStack() as stack:
        passing = stack.enter_context(tempfile.TemporaryDirectory(prefix="paraph-bench-"))
        peer = stack.enter_context(served("-m", "browsing.peer", passing, *map(str, sizes)))
        best = await peer_pages(peer, len(sizes))
        show_pages("the sample", short_pages, best[: len(PAGES)])
        show_pages("500 articles", long_pages, best[len(PAGES) :])
        reading, peer_reading, writing, peer_writing = (Measured() for _ in range(4))
        names, done = provisions(folder, WRITERS), Counter[str]()
        for _ in range(rounds):
            await readers(ours, list(PAGES.values()), True, seconds, reading)
            await readers(peer, [f"/{number}/" for number in range(len(PAGES))], False, seconds, peer_reading)
        for run in range(rounds):
            done += await writers(ours, names, run, seconds, writing)
            await peer_writers(peer, seconds, peer_writing)
    show_rates(f"{READERS} readers, pages", reading, peer_reading)
    show_rates(f"{WRITERS} writers, acts", writing, peer_writing)
    kept = on_record(folder)
    if kept != done:
        raise SystemExit(f"{(done - kept).total()} acts answered and lost, {(kept - done).total()} kept unasked")
    print(f"{done.total()} acts answered, each on record once; no errors")
    show_screens(await screens(ours, 12))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measurement under load, each round")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        from paraph.web.serving import serve

        serve(given.serve, 0, lambda address: print(address, flush=True))
        return
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{os.cpu_count()} cores, load before {load}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory(prefix="paraph-bench-") as passing, ExitStack() as stack:
        folder, long = Path(passing) / "sample", Path(passing) / "long"
        vietnam_us.prepare(folder).close()
        long_text.prepare(long)
        us = stack.enter_context(served(__file__, "--serve", str(folder)))
        them = stack.enter_context(served(__file__, "--serve", str(long)))
        asyncio.run(measure(us, them, folder, given.seconds, given.rounds))


if __name__ == "__main__":
    main()
