(() => {
  "use strict";
  const draw = document.body.dataset.draw;
  const key = `answerable-marks-${draw}`;
  const sets = [...document.querySelectorAll("fieldset")];
  const progress = document.getElementById("progress");
  let saved = true;

  const markOf = (set) => set.querySelector("input:checked").value;
  const choose = (set, value) => {
    const input = [...set.querySelectorAll("input")].find((one) => one.value === value);
    if (input) input.checked = true;
  };
  const show = () => {
    sets.forEach((set) => set.closest("article").classList.toggle("marked", markOf(set) !== ""));
    const done = sets.filter((set) => markOf(set) !== "").length;
    progress.textContent = `${done} of ${sets.length} marked`;
  };
  const keep = () => {
    const marks = Object.fromEntries(sets.map((set) => [set.dataset.id, markOf(set)]).filter(([, mark]) => mark));
    try { localStorage.setItem(key, JSON.stringify(marks)); } catch { /* the marks stay on the page */ }
    saved = false;
    show();
  };
  const restore = () => {
    let marks = {};
    try { marks = JSON.parse(localStorage.getItem(key)) || {}; } catch { /* nothing was kept */ }
    sets.forEach((set) => choose(set, marks[set.dataset.id] || ""));
    show();
  };
  const focus = (set) => set && set.querySelector("input:checked").focus();
  const quote = (text) => `"${text.replaceAll('"', '""')}"`;
  const save = () => {
    const rows = sets.map((set) => [set.dataset.id, markOf(set), draw].map(quote).join(","));
    const text = `\ufeffrecord_id,mark,draw\r\n${rows.join("\r\n")}\r\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = `marks-${draw}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
    saved = true;
  };

  document.addEventListener("change", keep);
  document.addEventListener("keydown", (event) => {
    const value = { y: "yes", n: "no", c: "?" }[event.key.toLowerCase()];
    const set = event.target.closest("fieldset");
    if (!set || !value || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choose(set, value);
    keep();
    focus(sets[sets.indexOf(set) + 1] || set);
  });
  document.getElementById("next").addEventListener("click", () => focus(sets.find((set) => markOf(set) === "")));
  document.getElementById("save").addEventListener("click", save);
  window.addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
  restore();
})();
