// The contents: a drawer on narrow screens, the heading being read, arrow keys to turn pages.
"use strict";
(() => {
  const narrow = matchMedia("(max-width: 62rem)");
  const opener = document.querySelector(".bar-contents");
  const drawer = () => document.getElementById("contents");
  let veil = null;

  function open() {
    drawer().classList.add("is-open");
    opener.setAttribute("aria-expanded", "true");
    veil = document.createElement("div");
    veil.className = "veil";
    veil.addEventListener("click", close);
    document.body.append(veil);
    (drawer().querySelector("li [aria-current]") || drawer().querySelector("a")).focus();
  }

  function close() {
    if (!veil) return;
    drawer().classList.remove("is-open");
    opener.setAttribute("aria-expanded", "false");
    veil.remove();
    veil = null;
    opener.focus();
  }

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    if (!narrow.matches) return;
    event.preventDefault();
    veil ? close() : open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      opener.click();
    }
  });
  drawer().addEventListener("click", (event) => event.target.closest("a") && close());
  narrow.addEventListener("change", close);

  const TYPING = "input, textarea, select, dialog, pre, .wide, .card";
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!isPlain || event.defaultPrevented || event.target.closest?.(TYPING)) return;
    const turn = { ArrowLeft: ".turn-before", ArrowRight: ".turn-after" }[event.key];
    const link = turn && document.querySelector(turn);
    if (link) link.click();
  });

  // The heading that is being read is marked in the contents.
  function mark() {
    const links = [...drawer().querySelectorAll("a[aria-current] + ol a")];
    const limit = innerHeight / 3;
    let here = null;
    for (const link of links) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading && heading.getBoundingClientRect().top < limit) here = link;
    }
    for (const link of links) link.classList.toggle("here", link === here);
  }

  let isWaiting = false;
  addEventListener("scroll", () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      mark();
    });
  }, { passive: true });
  addEventListener("book-changed", mark);
  mark();

  const current = drawer().querySelector("li [aria-current]");
  if (current) drawer().scrollTop = current.offsetTop - drawer().clientHeight / 3;
})();
