// The boxes of open questions: ticked by the reader, and kept in this browser alone.
"use strict";
(() => {
  const BOXES = ":is(.study .open, .open-questions .part) .checkbox";
  const place = `book-ticked:${document.querySelector(".bar-title").textContent}`;
  let ticked = new Set(); // what the questions say, wherever they stand

  function recall() {
    try {
      ticked = new Set(JSON.parse(localStorage.getItem(place) || "[]"));
    } catch {
      // a browser that keeps nothing: it holds for this page alone
    }
  }

  function keep() {
    try {
      localStorage.setItem(place, JSON.stringify([...ticked]));
    } catch {
      // as above
    }
  }

  // The words of a question with what it hangs on; formulas as they are read aloud.
  function words(box) {
    const twin = box.closest("li").cloneNode(true);
    twin.querySelector(".checkbox").remove();
    twin.querySelectorAll("[aria-label]").forEach((each) => each.replaceWith(each.ariaLabel));
    return twin.textContent.replace(/\s+/g, " ").trim();
  }

  function dress() {
    recall();
    for (const box of document.querySelectorAll(BOXES)) {
      box.setAttribute("role", "checkbox");
      box.setAttribute("tabindex", "0");
      box.setAttribute("aria-label", words(box));
      box.setAttribute("aria-checked", ticked.has(words(box)));
    }
  }

  function turn(event) {
    const box = event.target.closest?.(BOXES);
    if (!box) return;
    event.preventDefault();
    recall(); // another page may have ticked meanwhile
    const said = words(box);
    if (!ticked.delete(said)) ticked.add(said);
    keep();
    dress();
  }

  addEventListener("click", turn);
  addEventListener("keydown", (event) => event.key === " " && turn(event));
  addEventListener("storage", dress);
  addEventListener("pageshow", dress);
  addEventListener("book-changed", dress);
})();
