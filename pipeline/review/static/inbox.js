"use strict";
// Keys for who judges many flags a morning. Everything works without them: they press what is on the page.
(() => {
  const links = [...document.querySelectorAll("#flags a")];
  const at = links.findIndex(link => link.getAttribute("aria-current"));
  const go = step => { const link = links[Math.min(Math.max(at + step, 0), links.length - 1)]; if (link) link.click(); };
  const focus = id => { const field = document.getElementById(id); if (field) { field.focus(); if (field.select) field.select(); } };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    u: () => document.querySelector("#undo button")?.click(),
    n: () => focus("note"),
    r: () => document.querySelector(".flag a[href^='/stories/']")?.click(),
    "/": () => focus("search"),
  };
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select");
    if (typing) { if (event.key === "Escape") typing.blur(); return; }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const verdict = document.querySelector(`#verdict [data-key="${CSS.escape(event.key)}"]`);
    const act = verdict ? () => verdict.click() : keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  links[at]?.scrollIntoView({block: "nearest"});
})();
