// What a keyboard adds. Every page works without this file.
"use strict";
(() => {
  const next = (selector, from) => {
    const all = [...document.querySelectorAll(".text " + selector)].filter((each) => each.checkVisibility());
    if (!all.length) return;
    const at = all.indexOf(from.closest?.(selector));
    const after = at >= 0 ? all[at + 1] : all.find((each) => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
    const found = after ?? all[0];
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "center" });
  };
  let last = null;
  const step = (selector) => {
    const here = document.activeElement?.closest(".text") ? document.activeElement : last ?? document.querySelector(".text");
    next(selector, here);
    last = document.activeElement;
  };
  const ready = () => document.querySelectorAll("[data-script]").forEach((each) => { each.hidden = false; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-next]");
    if (button) step(button.dataset.next);
  });
  // Single letters act only while the text has the focus, so that they cannot surprise anybody elsewhere.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest?.(".text")) return;
    const row = event.target.closest(".row[id]");
    const go = { n: ".bracket", o: ".row.st-open" }[event.key];
    if (go) { step(go); event.preventDefault(); }
    else if (row && (event.key === "a" || event.key === "p")) {
      const name = encodeURIComponent(row.id);
      location.href = event.key === "a" ? `/act/provision:${name}/accept/` : `/provision/${name}/propose/`;
    }
  });
  // A page that a change elsewhere has renewed keeps its place and its open details.
  let open = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id === "page") open = [...event.target.querySelectorAll("details")].map((each) => each.open);
  });
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("#page details").forEach((each, index) => { if (open[index]) each.open = true; });
    open = [];
    ready();
  });
  document.addEventListener("DOMContentLoaded", () => { ready(); document.querySelector("[role=alert]")?.focus(); });
})();
