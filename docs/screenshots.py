"""Pictures of the workspace's main pages for the README and the guides: ``./dev screenshots`` writes docs/images/.

The same pages give the same pictures: the sample is prepared with keys of its own that are no secret, its clock stands
where its story ends, the screen has one size, and nothing moves.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nacl.signing import SigningKey

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from paraph.samples.vietnam_us import prepare  # noqa: E402
from paraph.store.keys import SeatKey  # noqa: E402
from web.browsing import launched, serving  # noqa: E402

IMAGES = ROOT / "docs/images"
LIMIT = 260_000
"""Bytes that a picture may have."""
WIDE, PHONE = {"width": 1280, "height": 740}, {"width": 390, "height": 780}

PAGES: dict[str, tuple[str, str]] = {
    "home": ("VN", "/"),
    "text": ("VN", "/text/c2/#a2.4"),
    "provision": ("VN", "/provision/a2.3-1/"),
    "propose": ("VN", "/provision/a2.3-1/propose/"),
    "room": ("", "/room/a2.3-1/"),
    "round": ("US", "/rounds/2/"),
    "outcome": ("US", "/outcome/"),
    "questions": ("US", "/questions/"),
    "history": ("US", "/history/"),
    "delegation": ("VN", "/delegation/"),
}
"""By name: the seat one sits at, and the address."""
DARK = ("home", "text", "room")
NARROW = ("home", "text")


def shots() -> Iterator[tuple[str, str, str, str, dict[str, int]]]:
    """(name, page, language, theme, screen) of every picture."""
    for page in PAGES:
        for language in ("en", "vi"):
            yield f"{page}-{language}", page, language, "light", WIDE
    for page in DARK:
        yield f"{page}-dark", page, "en", "dark", WIDE
    for page in NARROW:
        yield f"{page}-phone", page, "vi", "light", PHONE


def known_key(party: str) -> SeatKey:
    """The key of a party of a sample that is thrown away: everybody can make it."""
    return SeatKey(party, SigningKey(hashlib.sha256(f"sample {party}".encode()).digest()))


def main() -> int:
    SeatKey.generate = staticmethod(known_key)  # type: ignore[method-assign]
    IMAGES.mkdir(exist_ok=True)
    heavy = []
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder) / "sample").close()
        with serving(Path(folder) / "sample") as address, launched() as browser:
            for name, page, language, theme, screen in shots():
                party, path = PAGES[page]
                context = browser.new_context(
                    viewport=screen, color_scheme=theme, locale=language, reduced_motion="reduce"
                )
                tab = context.new_page()
                tab.goto(address)
                tab.click(f'.seats button[value="{party}"]')
                tab.click(f'.languages button[value="{language}"]')
                tab.goto(address + path)
                tab.evaluate("document.fonts.ready")
                target = IMAGES / f"{name}.png"
                tab.screenshot(path=target, animations="disabled", caret="hide")
                context.close()
                print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")
                if target.stat().st_size > LIMIT:
                    heavy.append(name)
    if heavy:
        print(f"over {LIMIT // 1000} kB: {', '.join(heavy)}", file=sys.stderr)
    return bool(heavy)


if __name__ == "__main__":
    sys.exit(main())
