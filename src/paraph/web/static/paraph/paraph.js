// What a keyboard adds, and what keeps one's place when a page is renewed. Every page works without this file.
"use strict";
(() => {
  const text = () => document.querySelector(".text");
  const visible = (each) => each.checkVisibility();
  const MARKS = { n: ".bracket", o: ".row.st-open", c: ":is(.row.recent, .row.changed, .row.taken)" };

  // Single keys: they can be turned off, and letters act only while the text has the focus.
  const KEPT = "paraph-keys";
  const active = () => localStorage.getItem(KEPT) !== "off";

  let last = null;
  const step = (selector, back = false) => {
    const root = text();
    if (!root) return;
    const from = document.activeElement?.closest(".text") ? document.activeElement : last?.isConnected ? last : root;
    const all = [...root.querySelectorAll(selector)];
    if (back) all.reverse();
    const side = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const own = from.closest(selector);
    const at = own ? all.indexOf(own) : all.findIndex((each) => from.compareDocumentPosition(each) & side) - 1;
    const found = all.slice(Math.max(at + 1, 0)).find(visible) ?? all.find(visible);
    if (!found) return;
    if (!found.hasAttribute("tabindex")) found.tabIndex = -1;
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "center" });
    last = found;
  };
  const act = (key, row) => {
    const pattern = { a: text().dataset.accept, p: text().dataset.propose, Enter: text().dataset.open }[key];
    if (pattern) location.href = pattern.replace("NAME", encodeURIComponent(row.id));
    return Boolean(pattern);
  };
  const help = () => document.getElementById("keys")?.showModal();
  const typing = (target) => Boolean(target.closest?.("input, textarea, select, [contenteditable]"));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !active()) return;
    const search = event.key === "/" && document.querySelector("input[type=search]");
    const row = event.target.closest?.(".text .row[id]");
    const mark = event.target.closest?.(".text") && MARKS[event.key.toLowerCase()];
    if (search) { search.focus(); search.select(); }
    else if (event.key === "?") help();
    else if (mark) step(mark, event.key !== event.key.toLowerCase());
    else if (!row || event.target.closest("a, button, summary") || !act(event.key, row)) return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const found = (selector) => event.target.closest(selector);
    if (found("[data-print]")) window.print();
    const button = found("[data-next]");
    if (button) step(MARKS[button.dataset.next]);
    else if (found("[data-keys]")) help();
    else if (found("[data-close]")) found("dialog").close();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "keys-on") localStorage.setItem(KEPT, event.target.checked ? "on" : "off");
  });

  const ready = () => document.querySelectorAll("[data-script]").forEach((each) => { each.hidden = false; });

  // A page that a change elsewhere has renewed keeps its place, its open details and the focus.
  let open = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id === "page") open = [...event.target.querySelectorAll("details")].map((each) => each.open);
  });
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("#page details").forEach((each, index) => { if (open[index]) each.open = true; });
    open = [];
    ready();
  });
  // So does an element that is put in the place of one with its id: a row that has changed, the tree, what is over them.
  const FOCUSABLE = "a, button, select, summary, input, .bracket";
  let place = null;
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const old = event.detail.target, focused = document.activeElement;
    place = {
      id: old.id,
      open: [...old.querySelectorAll("details[open]")].map((each) => each.id),
      at: focused === old ? -1 : old.contains(focused) ? [...old.querySelectorAll(FOCUSABLE)].indexOf(focused) : null,
    };
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    const made = place && document.getElementById(place.id);
    if (!made) return;
    place.open.forEach((id) => { const found = document.getElementById(id); if (found) found.open = true; });
    if (place.at !== null) {
      const found = made.querySelectorAll(FOCUSABLE)[place.at] ?? made;
      if (found.matches(".bracket")) found.tabIndex = -1;
      found.focus({ preventScroll: true });
    }
    if (made.matches(".row")) made.classList.add("fresh");
    place = null;
    ready();
  });
  document.addEventListener("DOMContentLoaded", () => {
    ready();
    const on = document.getElementById("keys-on");
    if (on) on.checked = active();
    document.querySelector("[role=alert]")?.focus();
  });
})();
