/* The source pane and the quotation that appears over a chip. HTML comes escaped from the server. */
"use strict";

window.dateline = (() => {
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
  pane.setAttribute("aria-label", "Source pane");
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

  return { make, button, pane, tip, openChip, openArticle, closePane, hideTip };
})();
