"use strict";
document.documentElement.classList.add("js");
const form = document.querySelector("form.filters");
const findings = [...document.querySelectorAll("details.finding")];
const texts = new Map(findings.map((one) => [one, one.textContent.toLowerCase()]));
const count = document.getElementById("count");
function show() {
  const wanted = form.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const one of findings) {
    const fits =
      (!form.level.value || Number(one.dataset.order) <= Number(form.level.value)) &&
      (!form.rule.value || one.dataset.rule === form.rule.value) &&
      (!form.list.value || one.dataset.list === form.list.value) &&
      (!form.status.value || one.dataset.status === form.status.value) &&
      wanted.every((word) => texts.get(one).includes(word));
    one.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  count.textContent = `${shown} of ${findings.length} findings shown`;
}
if (form) {
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  form.unfold.addEventListener("click", () => {
    const open = form.unfold.dataset.open !== "yes";
    form.unfold.dataset.open = open ? "yes" : "no";
    form.unfold.textContent = open ? "Fold all" : "Unfold all";
    for (const one of findings) if (!one.hidden) one.open = open;
  });
  window.addEventListener("beforeprint", () => {
    for (const one of findings) if (!one.hidden) one.open = true;
  });
  // report.html#level=1&search=dandong opens the page filtered; report.html#<finding id> unfolds that finding.
  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches("details.finding")) target.open = true;
    else
      for (const [name, value] of new URLSearchParams(location.hash.slice(1)))
        if (form.elements[name] && "value" in form.elements[name]) form.elements[name].value = value;
    show();
    if (target) target.scrollIntoView();
  };
  window.addEventListener("hashchange", follow);
  follow();
}
