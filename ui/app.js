/* What the page does by itself: copying, feedback, the list of articles, and naming for screen readers
   what Gradio draws. Every piece of HTML comes escaped from the server; other text goes in as text. */
"use strict";

(() => {
  const { make, button, pane, tip, openChip, openArticle, closePane, hideTip } = window.dateline;

  // --- what can be done with an answer ---------------------------------------------------------

  const turnOf = (element) => {
    const turn = element.closest("[id*='turn-']");
    return turn ? Number(turn.id.replace(/\D+/g, "")) : null;
  };
  const flash = (element, text) => {
    const before = element.dataset.words || element.textContent;
    element.dataset.words = before;
    element.textContent = text;
    setTimeout(() => (element.textContent = before), 1600);
  };
  const toClipboard = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = make("textarea", "unseen");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  const copy = async (from) => {
    const note = from.parentElement.querySelector("a[href$='.md']");
    const reply = await fetch(note.getAttribute("href")).catch(() => null);
    if (!reply || !reply.ok) return flash(from, "Not copied");
    await toClipboard(await reply.text()).then(
      () => flash(from, "Copied"),
      () => flash(from, "Not copied"),
    );
  };
  const post = (path, body) =>
    fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(
      () => null,
    );

  const rate = async (thumb) => {
    const actions = thumb.closest(".actions");
    const verdict = thumb.classList.contains("chosen") ? null : thumb.classList.contains("up") ? "up" : "down";
    const reply = await post("/dateline/feedback", { turn: turnOf(thumb), verdict, comment: "" });
    if (!reply || !reply.ok) return;
    for (const one of actions.querySelectorAll(".thumb")) {
      one.classList.toggle("chosen", one === thumb && verdict !== null);
      one.setAttribute("aria-pressed", String(one.classList.contains("chosen")));
    }
    actions.parentElement.querySelectorAll(".comment").forEach((one) => one.remove());
    if (verdict) askComment(actions, verdict);
  };

  const askComment = (actions, verdict) => {
    const form = make("form", "comment");
    const label = make("label", "", verdict === "up" ? "What was good? (optional)" : "What was wrong? (optional)");
    const input = Object.assign(make("input"), { type: "text", maxLength: 2000 });
    label.append(input);
    form.append(label, Object.assign(make("button", "quiet", "Send"), { type: "submit" }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const reply = await post("/dateline/feedback", { turn: turnOf(actions), verdict, comment: input.value });
      const said = reply && reply.ok ? "Thank you. Kept with this answer." : "Not kept: the server did not take it.";
      const note = make("p", "comment", said);
      note.setAttribute("role", "status");
      form.replaceWith(note);
    });
    actions.after(form);
    input.focus();
  };

  // --- list of articles ------------------------------------------------------------------------

  const list = { search: "", order: "newest", page: "1", waiting: 0 };
  const orders = { newest: "Newest first", oldest: "Oldest first", title: "Title", source: "Source", added: "Last added" };

  const refresh = async () => {
    const host = document.querySelector("#article-list");
    if (!host) return;
    if (!host.querySelector(".table-host")) buildList(host);
    const query = new URLSearchParams({ search: list.search, order: list.order, page: list.page });
    const turn = ++list.waiting;
    const reply = await fetch(`/dateline/articles?${query}`).catch(() => null);
    if (reply && turn === list.waiting) host.querySelector(".table-host").innerHTML = await reply.text();
  };

  const buildList = (host) => {
    const search = Object.assign(make("input"), { type: "search" });
    const searchLabel = make("label", "", "Search the list");
    searchLabel.append(search);
    const order = make("select");
    for (const [value, words] of Object.entries(orders)) order.append(new Option(words, value));
    const orderLabel = make("label", "", "Sort by");
    orderLabel.append(order);
    const controls = make("div", "list-controls");
    controls.append(searchLabel, orderLabel);
    host.replaceChildren(controls, make("div", "table-host"));
    let timer = 0;
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => refresh(Object.assign(list, { search: search.value, page: "1" })), 150);
    });
    order.addEventListener("change", () => refresh(Object.assign(list, { order: order.value, page: "1" })));
  };

  const confirmRemoval = (from) => {
    const dialog = make("dialog");
    dialog.setAttribute("aria-labelledby", "removal-title");
    const title = make("h2", "", "Remove this article?");
    title.id = "removal-title";
    const name = make("p", "removal-name", from.dataset.title);
    name.dir = "auto";
    const text = make("p", "", "All its versions go. Earlier answers keep their quotations, but cannot open it. Articles are shared by everyone who uses this library.");
    const row = make("div", "dialog-buttons");
    const keep = button("quiet", "Keep it");
    const remove = button("danger", "Remove");
    row.append(keep, remove);
    dialog.append(title, name, text, row);
    keep.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    remove.addEventListener("click", async () => {
      const reply = await post("/dateline/remove", { article_id: from.dataset.article });
      if (!reply || !reply.ok) return (text.textContent = "It could not be removed; see the log of Dateline.");
      dialog.close();
      return refresh();
    });
    document.body.append(dialog);
    dialog.showModal();
  };

  // --- one listener for the page ---------------------------------------------------------------

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target.closest("a.chip, a.open-article, .actions .copy, .actions .thumb, button.remove, button.page");
    if (!target) return;
    if (target.tagName === "A") event.preventDefault();
    hideTip();
    if (target.matches("a.chip")) openChip(target, target);
    else if (target.matches("a.open-article")) openArticle(target);
    else if (target.matches(".copy")) copy(target);
    else if (target.matches(".thumb")) rate(target);
    else if (target.matches(".remove")) confirmRemoval(target);
    else if (target.matches(".page")) refresh(Object.assign(list, { page: target.dataset.page }));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!tip.hidden) return hideTip();
    if (!document.querySelector("dialog[open]")) closePane();
  });

  // --- what Gradio draws: name it for screen readers, follow the newest answer -----------------

  const settle = () => {
    const current = document.querySelector("#current");
    if (current && !current.hasAttribute("aria-live")) {
      current.setAttribute("aria-live", "polite");
      current.setAttribute("role", "region");
      current.setAttribute("aria-label", "Newest answer");
    }
    if (current) current.setAttribute("aria-busy", String(Boolean(current.querySelector(".draft"))));
    const question = current && current.querySelector(".question");
    if (question && question.textContent !== settle.question) question.scrollIntoView({ block: "start" });
    settle.question = question ? question.textContent : "";
    const box = document.querySelector("#question textarea");
    if (box) box.dir = "auto";
    document
      .querySelectorAll(".thumb:not([aria-pressed])")
      .forEach((one) => one.setAttribute("aria-pressed", String(one.classList.contains("chosen"))));
    // Gradio's sanitizer drops aria-label too; the words stand in what is shown on hover.
    document.querySelectorAll("a.chip:not([aria-label])").forEach((one) => {
      const byline = one.querySelector(".tip-byline");
      const number = one.firstChild ? one.firstChild.textContent : "";
      one.setAttribute("aria-label", `Citation ${number}, ${byline ? byline.textContent : ""}`);
    });
    document.querySelectorAll(".actions:not([aria-label])").forEach((one) => {
      one.setAttribute("aria-label", one.closest(".summary") ? "This summary" : "This answer");
    });
    document
      .querySelectorAll("button.calendar:not([aria-label])")
      .forEach((one) => one.setAttribute("aria-label", "Open the calendar"));
    if (box && !settle.focused && matchMedia("(pointer: fine)").matches) box.focus({ preventScroll: true });
    settle.focused = Boolean(box);
    const host = document.querySelector("#article-list");
    if (host && !host.querySelector(".table-host")) refresh();
    window.dateline.settleQuality();
    const reported = document.querySelector("#add-report .report");
    if (reported && reported !== settle.reported) {
      settle.reported = reported;
      refresh();
    }
  };
  const start = () => {
    document.body.append(pane, tip);
    new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
    settle();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
