// Cards: what a term, a symbol, a note or a formula's number stands for, beside it.
// A mouse shows one by resting, the keyboard by focus, a finger by the first tap.
"use strict";
(() => {
  const LINKS = "a.term, a.symbol, a.equation-number, a.eqref, a.footnote-ref";
  const PATIENCE = 180; // milliseconds that a mouse rests before the card comes, and stays
  const card = document.createElement("div");
  card.className = "card";
  card.id = "card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);
  let shown = null;
  let timer = 0;
  let isTouch = false;

  function target(link) {
    return decodeURIComponent(link.hash.slice(1));
  }

  function isHere(link) {
    return link.pathname === location.pathname;
  }

  function fill(link) {
    const known = globalThis.bookDefinitions?.[target(link)];
    card.replaceChildren();
    if (known) {
      card.innerHTML = known;
    } else {
      const there = isHere(link) && document.getElementById(target(link));
      if (!there || there.contains(link)) return false;
      const copy = there.cloneNode(true);
      copy.querySelectorAll(".footnote-back").forEach((each) => each.remove());
      copy.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
      copy.removeAttribute("id");
      card.append(...(there.matches("li") ? copy.childNodes : [copy]));
    }
    if (isTouch) {
      const more = document.createElement("a");
      more.className = "card-more";
      more.href = link.href;
      more.textContent = isHere(link) ? "그 자리로" : "책 끝에서 보기";
      card.append(more);
    }
    return card.textContent.trim() !== "" || card.querySelector("svg") !== null;
  }

  function place(link, x) {
    const lines = [...link.getClientRects()];
    const line = lines.find((each) => x >= each.left - 2 && x <= each.right + 2) || lines[0];
    const { offsetWidth: width, offsetHeight: height } = card;
    const most = document.documentElement.clientWidth - width - 12;
    const left = Math.max(12, Math.min(line.left - 12, most));
    const isBelow = line.bottom + height + 16 < innerHeight || line.top < height + 70;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${scrollY + (isBelow ? line.bottom + 8 : line.top - height - 8)}px`;
  }

  function show(link, x = 0) {
    clearTimeout(timer);
    if (shown === link) return true;
    hide();
    if (!fill(link)) return false;
    card.hidden = false;
    place(link, x);
    shown = link;
    link.setAttribute("aria-describedby", "card");
    return true;
  }

  function hide() {
    clearTimeout(timer);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, PATIENCE);
  }

  const linkAt = (event) => event.target.closest?.(LINKS);

  addEventListener("pointerdown", (event) => {
    isTouch = event.pointerType === "touch";
    if (shown && !card.contains(event.target) && linkAt(event) !== shown) hide();
  });
  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    isTouch = false;
    const link = linkAt(event);
    if (link) later(() => show(link, event.clientX));
    else if (card.contains(event.target)) clearTimeout(timer);
    else if (shown && document.activeElement !== shown) later(hide);
    else clearTimeout(timer);
  });
  addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link && !isTouch && link.matches(":focus-visible")) show(link);
    else if (!card.contains(event.target)) hide();
  });
  addEventListener("click", (event) => {
    const link = linkAt(event);
    if (link && isTouch && shown !== link && show(link, event.clientX)) event.preventDefault();
  });
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("resize", hide);
  addEventListener("book-changed", hide);
})();
