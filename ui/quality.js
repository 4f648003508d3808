/* The Quality tab: asks the server for the runs, again each time the tab is opened. The HTML comes
   escaped from there. */
"use strict";

(() => {
  const chosen = { run: "", against: "", waiting: 0 };

  const refresh = async (changes = {}) => {
    Object.assign(chosen, changes);
    const page = document.querySelector("#quality-page");
    if (!page) return;
    page.dataset.asked = "yes";
    page.setAttribute("aria-busy", "true");
    if (!page.childElementCount) page.textContent = "Reading the runs …";
    const turn = ++chosen.waiting;
    const query = new URLSearchParams({ run: chosen.run, against: chosen.against });
    const reply = await fetch(`/dateline/quality?${query}`).catch(() => null);
    if (turn !== chosen.waiting) return;
    if (reply) page.innerHTML = await reply.text();
    else page.textContent = "The server does not answer. Is Dateline still running?";
    page.removeAttribute("aria-busy");
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const run = event.target.closest("button.open-run");
    if (run) refresh({ run: run.dataset.run, against: "" });
    const tab = event.target.closest("button[role=tab]");
    if (tab && tab.textContent.trim() === "Quality") refresh();
  });
  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.id === "quality-against") {
      refresh({ against: event.target.value });
    }
  });

  window.dateline.settleQuality = () => {
    const page = document.querySelector("#quality-page");
    if (page && !page.dataset.asked && page.offsetParent) refresh();
  };
})();
