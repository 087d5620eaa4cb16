"use strict";
document.documentElement.classList.add("js");
const form = document.querySelector("form.filters");
const cases = [...document.querySelectorAll("details.case")];
const findings = [...document.querySelectorAll("details.finding")];
const details = new Map();
for (const one of findings) details.set(one.dataset.case, (details.get(one.dataset.case) || "") + one.textContent);
const texts = new Map(cases.map((one) => [one, (one.textContent + (details.get(one.id) || "")).toLowerCase()]));
const count = document.getElementById("count");
const names = ["search", "level", "list", "status", "rule"];
function show() {
  const wanted = form.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (one, name) => !form[name].value || one.dataset[name].split(" ").includes(form[name].value);
  const hidden = new Set();
  for (const one of cases) {
    const fits =
      (!form.level.value || Number(one.dataset.order) <= Number(form.level.value)) &&
      has(one, "list") && has(one, "status") && has(one, "rule") &&
      wanted.every((word) => texts.get(one).includes(word));
    one.hidden = !fits;
    if (!fits) hidden.add(one.id);
  }
  for (const one of findings) one.hidden = hidden.has(one.dataset.case);
  count.textContent = `${cases.length - hidden.size} of ${cases.length} cases shown`;
}
// The filters stand in the address, so that a link opens the page as it is seen.
function keep() {
  const chosen = new URLSearchParams();
  for (const name of names) if (form[name].value) chosen.set(name, form[name].value);
  history.replaceState(null, "", `#${chosen}`);
}
if (form) {
  form.addEventListener("input", () => { show(); keep(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { show(); keep(); }));
  form.unfold.addEventListener("click", () => {
    const open = form.unfold.dataset.open !== "yes";
    form.unfold.dataset.open = open ? "yes" : "no";
    form.unfold.textContent = open ? "Fold all" : "Unfold all";
    for (const one of cases) if (!one.hidden) one.open = open;
  });
  window.addEventListener("beforeprint", () => {
    for (const one of [...cases, ...findings]) if (!one.hidden) one.open = true;
  });
  // report.html#level=1&search=dandong opens the page filtered; report.html#<id of a case or finding> unfolds it.
  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches("details")) target.open = true;
    else
      for (const [name, value] of new URLSearchParams(location.hash.slice(1)))
        if (names.includes(name)) form[name].value = value;
    show();
    if (target) { target.hidden = false; target.scrollIntoView(); }
  };
  window.addEventListener("hashchange", follow);
  follow();
}
