/* What the page does by itself: the source pane, quotations on hover, copying, feedback and the list
   of articles. Every piece of HTML comes escaped from the server; other text goes in by textContent. */
"use strict";

(() => {
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const button = (className, text) => Object.assign(make("button", className, text), { type: "button" });

  // --- source pane ---------------------------------------------------------------------------

  const pane = make("aside");
  pane.id = "source-pane";
  pane.hidden = true;
  pane.setAttribute("aria-label", "Source");
  const bar = make("div", "pane-bar");
  const place = make("span", "pane-place");
  place.setAttribute("role", "status");
  const previous = button("quiet", "Previous");
  const next = button("quiet", "Next");
  const close = button("quiet", "Close");
  const sheet = make("div", "pane-sheet");
  sheet.tabIndex = -1;
  sheet.setAttribute("role", "region");
  sheet.setAttribute("aria-label", "Article");
  bar.append(place, previous, next, close);
  pane.append(bar, sheet);

  let chips = [];
  let at = -1;
  let opener = null;
  let latest = 0;

  const sameSpan = (chip) => chip.getAttribute("href");

  /* The citations of the answer that `chip` stands in: each span once, in reading order. */
  const siblings = (chip) => {
    const answer = chip.closest(".answer, .summary");
    if (!answer) return [chip];
    const seen = new Map();
    for (const one of answer.querySelectorAll("a.chip")) if (!seen.has(sameSpan(one))) seen.set(sameSpan(one), one);
    return [...seen.values()];
  };

  const show = async (href, from) => {
    const turn = ++latest;
    const reply = await fetch(href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (turn !== latest) return;
    if (reply) sheet.innerHTML = await reply.text();
    else sheet.replaceChildren(make("p", "problem", "The server does not answer. Is Dateline still running?"));
    pane.hidden = false;
    document.body.classList.add("pane-open");
    const mark = sheet.querySelector("mark");
    if (mark) {
      const top = mark.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
      sheet.scrollTop += top - sheet.clientHeight / 3;
    } else sheet.scrollTop = 0;
    if (from) opener = from;
    sheet.focus({ preventScroll: true });
  };

  const openChip = (chip, from) => {
    chips = siblings(chip);
    at = chips.findIndex((one) => sameSpan(one) === sameSpan(chip));
    document.querySelectorAll("a.chip[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    chip.setAttribute("aria-current", "true");
    place.textContent = chips.length > 1 ? `Citation ${at + 1} of ${chips.length}` : "Citation";
    previous.disabled = at <= 0;
    next.disabled = at >= chips.length - 1;
    previous.hidden = next.hidden = false;
    return show(sameSpan(chip), from);
  };

  const openArticle = (link) => {
    place.textContent = "Article";
    previous.hidden = next.hidden = true;
    return show(link.getAttribute("href"), pane.contains(link) ? null : link);
  };

  const closePane = () => {
    if (pane.hidden) return;
    pane.hidden = true;
    document.body.classList.remove("pane-open");
    document.querySelectorAll("a.chip[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    if (opener && opener.isConnected) opener.focus();
  };

  previous.addEventListener("click", () => at > 0 && openChip(chips[at - 1], null));
  next.addEventListener("click", () => at < chips.length - 1 && openChip(chips[at + 1], null));
  close.addEventListener("click", closePane);

  // --- quotation on hover and focus ------------------------------------------------------------

  const tip = make("div");
  tip.id = "citation-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;

  const showTip = (chip) => {
    const content = chip.querySelector(".tip");
    if (!content) return;
    tip.replaceChildren(...[...content.childNodes].map((node) => node.cloneNode(true)));
    tip.hidden = false;
    chip.setAttribute("aria-describedby", tip.id);
    const box = chip.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left - 24), window.innerWidth - tip.offsetWidth - 8);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
  };
  const hideTip = () => {
    tip.hidden = true;
  };
  const chipOf = (event) => (event.target instanceof Element ? event.target.closest("a.chip") : null);
  document.addEventListener("mouseover", (event) => (chipOf(event) ? showTip(chipOf(event)) : hideTip()));
  document.addEventListener("focusin", (event) => (chipOf(event) ? showTip(chipOf(event)) : hideTip()));
  document.addEventListener("scroll", hideTip, true);

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
    const reply = await fetch(`/dateline/export/${turnOf(from)}.md`).catch(() => null);
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
    const pressed = thumb.getAttribute("aria-pressed") === "true";
    const verdict = pressed ? null : thumb.classList.contains("up") ? "up" : "down";
    const reply = await post("/dateline/feedback", { turn: turnOf(thumb), verdict, comment: "" });
    if (!reply || !reply.ok) return;
    actions.querySelectorAll(".thumb").forEach((one) => one.setAttribute("aria-pressed", "false"));
    if (verdict) thumb.setAttribute("aria-pressed", "true");
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
      .querySelectorAll("button.calendar:not([aria-label])")
      .forEach((one) => one.setAttribute("aria-label", "Open the calendar"));
    if (box && !settle.focused && matchMedia("(pointer: fine)").matches) box.focus({ preventScroll: true });
    settle.focused = Boolean(box);
    const host = document.querySelector("#article-list");
    if (host && !host.querySelector(".table-host")) refresh();
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
