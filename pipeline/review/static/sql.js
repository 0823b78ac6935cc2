"use strict";
(() => {
  const $ = id => document.getElementById(id);
  const csrf = document.body.dataset.csrf;
  const field = $("statement"), told = $("told"), answer = $("answer");
  let skip = 0, size = 0, asked = "";

  const post = (path, values) => fetch(path, {
    method: "POST", headers: {"X-CSRF-Token": csrf}, body: new URLSearchParams(values), credentials: "same-origin",
  });
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const isNumber = type => /INT|DOUBLE|FLOAT|DECIMAL/.test(type);

  async function run(from) {
    if (from === 0) asked = field.value;
    $("cancel").disabled = false; $("run").disabled = true; told.textContent = "Running …";
    const began = performance.now();
    try {
      const response = await post("/sql/rows", {statement: asked, skip: from});
      const found = await response.json();
      if (found.problem) { told.textContent = found.problem; told.className = "problem"; return; }
      skip = from; size = found.rows.length; told.className = "";
      const seconds = ((performance.now() - began) / 1000).toFixed(2);
      told.textContent = size ? `Rows ${from + 1} to ${from + size}${found.more ? ", and more" : ""}, in ${seconds} s` : `No rows, in ${seconds} s`;
      show(found); chart(found);
      $("before").disabled = from === 0; $("after").disabled = !found.more;
    } catch (problem) {
      told.textContent = `The server cannot be reached (${problem.message}).`; told.className = "problem";
    } finally { $("cancel").disabled = true; $("run").disabled = false; }
  }

  function show(found) {
    const table = element("table", undefined, {class: "rows"}), head = element("tr");
    found.columns.forEach((name, i) => head.append(element("th", name, {scope: "col", title: found.types[i]})));
    const body = element("tbody");
    for (const row of found.rows) {
      const line = element("tr");
      row.forEach((value, i) => line.append(element("td", value ?? "NULL", {class: value === null ? "null" : isNumber(found.types[i]) ? "number" : ""})));
      body.append(line);
    }
    const top = element("thead"); top.append(head); table.append(top, body);
    answer.replaceChildren(table);
  }

  // One bar a row, for answers that name things and count them.
  function chart(found) {
    const names = found.types.flatMap((type, i) => isNumber(type) ? [] : [i]), value = found.types.findIndex(isNumber);
    const place = $("chart"); place.replaceChildren();
    if (!names.length || value < 0 || found.rows.length < 2 || found.rows.length > 40) return;
    const most = Math.max(...found.rows.map(row => Math.abs(Number(row[value]) || 0)));
    if (!most) return;
    const ns = "http://www.w3.org/2000/svg", high = 22, svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", `0 0 600 ${high * found.rows.length}`); svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `${found.columns[value]} by ${names.map(i => found.columns[i]).join(", ")}`);
    found.rows.forEach((row, i) => {
      const add = (kind, values, text) => {
        const made = document.createElementNS(ns, kind);
        for (const [key, v] of Object.entries(values)) made.setAttribute(key, v);
        if (text !== undefined) made.textContent = text;
        svg.append(made);
      };
      const wide = 330 * Math.abs(Number(row[value]) || 0) / most;
      add("text", {x: 195, y: i * high + 15, "text-anchor": "end"}, names.map(i => row[i] ?? "NULL").join(" ").replaceAll("_", " ").slice(0, 30));
      add("rect", {x: 200, y: i * high + 3, width: Math.max(wide, 1), height: high - 7});
      add("text", {x: 206 + wide, y: i * high + 15}, row[value]);
    });
    place.append(svg);
  }

  $("ask").addEventListener("submit", event => {
    if (event.submitter && event.submitter.classList.contains("download")) return;
    event.preventDefault(); run(0);
  });
  field.addEventListener("keydown", event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(0); } });
  $("cancel").addEventListener("click", () => post("/sql/cancel", {}));
  $("after").addEventListener("click", () => run(skip + size));
  $("before").addEventListener("click", () => run(Math.max(0, skip - Math.max(size, 1))));
  $("questions").addEventListener("change", event => { if (event.target.value) field.value = event.target.value; });
  for (const button of document.querySelectorAll(".insert")) button.addEventListener("click", event => {
    event.preventDefault();
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end"); field.focus();
  });
})();
