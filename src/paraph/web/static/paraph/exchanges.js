// Puts the words that were selected in a position into the field for the quotation. The field works without it.
"use strict";
(() => {
  let words = "";
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const within = (node) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-quotable] p");
    if (!chosen || chosen.isCollapsed) return;
    const from = within(chosen.anchorNode);
    words = from && from === within(chosen.focusNode) ? chosen.toString().trim() : "";
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-quote]");
    const field = button && document.getElementById(button.dataset.quote);
    if (!field || !words) return;
    field.value = words;
    field.focus();
  });
})();
