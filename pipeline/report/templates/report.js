"use strict";
// Filters on the first page, and buttons that copy. The report is whole without them.
(() => {
  const form = document.querySelector(".filters");
  if (form) {
    const items = [...document.querySelectorAll(".ranked > li, .rest li")], rest = document.querySelector(".rest"), told = form.querySelector("output");
    const show = () => {
      const {kind, outlet, story} = form.elements;
      let shown = 0;
      for (const item of items) {
        const fits = (!kind.value || item.dataset.kind === kind.value) && (!story.value || item.dataset.story === story.value)
          && (!outlet.value || item.dataset.outlets.split("\n").includes(outlet.value));
        item.hidden = !fits;
        shown += fits;
      }
      if (rest) {
        rest.hidden = !rest.querySelector("li:not([hidden])");
        if (kind.value || outlet.value || story.value) rest.open = true;
      }
      told.textContent = shown === items.length ? "" : `${shown} of ${items.length} shown`;
    };
    form.hidden = false;
    form.addEventListener("change", show);
    form.addEventListener("submit", event => event.preventDefault());
    show();
  }
  // a link to words in a folded text unfolds it, in browsers that do not do so themselves
  const unfold = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = place && place.closest("details:not([open])");
    if (fold) { fold.open = true; place.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  unfold();
  for (const place of document.querySelectorAll(".copyable")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Copy as ${place.dataset.copy}`;
    button.addEventListener("click", async () => {
      const text = place.textContent;
      try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; }
      catch { getSelection().selectAllChildren(place); button.textContent = "Marked: copy it by hand"; }
      setTimeout(() => { button.textContent = `Copy as ${place.dataset.copy}`; }, 2500);
    });
    place.before(button);
  }
})();
