"use strict";
const controls = ["type", "outcome", "text"].map((id) => document.getElementById(id));
const cases = [...document.querySelectorAll("details.case")];
function filter() {
  const [type, outcome, text] = controls.map((control) => control.value);
  let shown = 0;
  for (const item of cases) {
    const fits = (!type || item.dataset.type === type)
      && (!outcome || item.dataset.outcome === outcome)
      && item.dataset.text.includes(text.toLowerCase());
    item.hidden = !fits;
    shown += fits;
  }
  document.getElementById("count").textContent = `${shown} of ${cases.length} cases`;
}
for (const control of controls) control.addEventListener("input", filter);
filter();
