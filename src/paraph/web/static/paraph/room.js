// In the room: arrows (or a presenter's buttons) turn to the provision before or after, Escape follows the talks again.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Page") && document.documentElement.scrollHeight > innerHeight + 2) return;
  const to = { ArrowLeft: "a[rel=prev]", ArrowRight: "a[rel=next]", PageUp: "a[rel=prev]", PageDown: "a[rel=next]", Escape: "a[data-follow]" }[event.key];
  const link = to && document.querySelector(to);
  if (link) { event.preventDefault(); location.href = link.href; }
});
