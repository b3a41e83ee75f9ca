"""How a page is inspected in the browser: by axe, and by what a keyboard, a narrow screen and wide letters meet.

Everything runs through the debugger's own channel, which a page's policy does not bind: the pages under test keep the
strict Content-Security-Policy that people get.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast", "link-in-text-block"]
"""The rules that depend on colours, the slowest by far."""

_RULES = """([tags, without]) => axe.run(document, {
    runOnly: tags, resultTypes: ["violations"],
    rules: Object.fromEntries(without.map(each => [each, {enabled: false}])),
})"""

_THIN = """() => {
    const shape = (each) => each.tagName + "." + each.className;
    const kind = (each) => [shape(each), ...new Set([...each.querySelectorAll("*")].map(shape))].sort().join();
    for (const parent of document.querySelectorAll("main *")) {
        if (parent.children.length <= 12 || parent.closest("form")) continue;
        const seen = new Map();
        for (const each of [...parent.children]) {
            const one = kind(each);
            seen.set(one, (seen.get(one) ?? 0) + 1);
            if (seen.get(one) > 2) each.remove();
        }
    }
}"""

_LOOKS = """(rules) => {
    // One element of each look: whether letters stand out depends on their colour, size and weight and on the ground.
    const grounds = new Map(), seen = new Set(), chosen = [];
    const ground = (each) => {
        if (!each) return "";
        if (!grounds.has(each)) {
            const {backgroundColor: colour, backgroundImage: image, opacity} = getComputedStyle(each);
            const plain = colour === "rgba(0, 0, 0, 0)" && image === "none" && opacity === "1";
            grounds.set(each, (plain ? "" : [colour, image, opacity].join()) + ">" + ground(each.parentElement));
        }
        return grounds.get(each);
    };
    for (const each of document.body.querySelectorAll("*")) {
        const words = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!words || !each.checkVisibility()) continue;
        const style = getComputedStyle(each);
        const look = [style.color, style.fontSize, style.fontWeight, each.tagName, ground(each)].join("|");
        if (!seen.has(look)) { seen.add(look); chosen.push(each); }
    }
    return axe.run({include: chosen}, {runOnly: {type: "rule", values: rules}, resultTypes: ["violations"]});
}"""


@cache
def _axe() -> str:
    from axe_playwright_python.sync_playwright import Axe

    script: str = Axe().axe_script
    return script


def thin_out(page: Page) -> None:
    """Of long lists leave two of each kind: rows made of the same elements with the same classes teach nothing new."""
    page.evaluate(_THIN)


def broken_rules(page: Page) -> list[str]:
    """What axe finds against any rule of WCAG 2.2 A and AA and good practice, colours aside: a line for each place."""
    page.evaluate(_axe())
    return _told(page.evaluate(_RULES, [TAGS, CONTRAST]))


def faint_words(page: Page, scheme: str) -> list[str]:
    """Words that stand out too little from their ground in a theme."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(_axe())
    return [f"{each} ({scheme})" for each in _told(page.evaluate(_LOOKS, CONTRAST))]


def _told(found: Any) -> list[str]:
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())[:240]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


_NAMED = """
    const named = (each) => each.tagName.toLowerCase() + [...each.classList].map(one => "." + one).join("")
        + " (" + (each.textContent || each.name || "").trim().replace(/\\s+/g, " ").slice(0, 50) + ")";
"""

_TOO_WIDE = """() => {
    const LINES = "header.strip, .masthead nav ul";  // one line of controls on a phone, each brought into view by focus
    const wide = document.scrollingElement.scrollWidth, found = [];
    if (wide > innerWidth) found.push(`the page is ${wide} wide on a screen of ${innerWidth}`);
    for (const each of document.body.querySelectorAll("*")) {
        const {overflowX, overflowY, webkitLineClamp, clipPath} = getComputedStyle(each);
        if (clipPath !== "none") continue;  // said to screen readers alone
        if (webkitLineClamp !== "none") continue;  // the start of something that stands whole where it leads
        const broad = each.scrollWidth > each.clientWidth + 1, tall = each.scrollHeight > each.clientHeight + 1;
        const out = wide > innerWidth && !each.children.length && each.getBoundingClientRect().right > innerWidth + 1;
        const rolls = broad && /auto|scroll/.test(overflowX) && !each.matches(`:has(> table), ${LINES}`);
        const cut = (broad || tall) && /hidden|clip/.test(overflowX + overflowY);
        if (!(out || rolls || cut) || each.closest(".hidden, .skip, svg, select, textarea, input")) continue;
        if (!each.checkVisibility() || !each.textContent.trim()) continue;
        found.push(named(each) + (rolls ? " scrolls sideways" : cut ? " is cut off" : " reaches out"));
    }
    return found.slice(0, 6);
}""".replace("{", "{" + _NAMED, 1)

_SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; }
        * { word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""


def ill_fitting(page: Page, width: int, *, spaced: bool = False) -> list[str]:
    """What does not fit a screen of this width; a table may scroll in its own frame. ``spaced``: as in WCAG 1.4.12."""
    page.set_viewport_size({"width": width, "height": 900})
    if spaced:
        page.evaluate(_SPACED)
    found: list[str] = page.evaluate(_TOO_WIDE)
    if spaced:
        page.evaluate("document.adoptedStyleSheets = []")
    return found


_UNSEEN = """() => {
    // Every stop of the keyboard: is there a ring around it, and is it in sight?
    const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    const found = [];
    for (const each of stops) {
        if (!each.checkVisibility() || each.disabled || each.type === "hidden") continue;
        each.focus({focusVisible: true});
        if (document.activeElement !== each) { found.push(named(each) + " takes no focus"); continue; }
        const {outlineStyle, outlineWidth} = getComputedStyle(each);
        if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) found.push(named(each) + " has no ring");
        const box = each.getClientRects()[0];
        const x = box.left + Math.min(box.width, 12) / 2;
        const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
        const top = document.elementFromPoint(x, y), label = each.labels?.[0];
        if (!top || !(each.contains(top) || top.contains(each) || label?.contains(top)))
            found.push(named(each) + " has the focus but lies under " + (top ? named(top) : "the edge"));
    }
    scrollTo(0, 0);
    return found.slice(0, 6);
}""".replace("{", "{" + _NAMED, 1)


def unseen_focus(page: Page) -> list[str]:
    """Stops of the keyboard without a visible ring, or that lie under something else when they have the focus."""
    found: list[str] = page.evaluate(_UNSEEN)
    return found
