// The search: a dialog that loads the book's text when it is first opened.
"use strict";
(() => {
  const MOST = 60; // results shown
  const BEFORE = 24; // characters of context
  const AFTER = 90;
  const button = document.querySelector(".bar-search");
  let dialog = null;
  let cache = new Map();
  let chosen = -1;

  function make() {
    dialog = document.createElement("dialog");
    dialog.className = "search";
    dialog.setAttribute("aria-label", "책에서 찾기");
    dialog.innerHTML = `<form method="dialog" role="search">
      <input type="search" autocomplete="off" spellcheck="false" enterkeyhint="search"
        placeholder="낱말의 일부나 초성 (ㄷㅇㅌ)" aria-label="찾을 말" aria-controls="search-found">
      <button class="search-close" type="submit">닫기</button></form>
      <p class="search-said" role="status"></p><ol class="search-found" id="search-found"></ol>`;
    document.body.append(dialog);
    const input = dialog.querySelector("input");
    input.addEventListener("input", () => show(input.value));
    dialog.addEventListener("keydown", move);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest(".search-found a")) dialog.close();
    });
  }

  function load() {
    return new Promise((done) => {
      if (globalThis.bookText) return done();
      const script = document.createElement("script");
      script.src = `assets/text.js${globalThis.bookVersion ? `?${globalThis.bookVersion}` : ""}`;
      script.addEventListener("load", done);
      document.head.append(script);
    });
  }

  async function open() {
    if (!dialog) make();
    if (!dialog.open) dialog.showModal();
    const input = dialog.querySelector("input");
    input.select();
    await load();
    show(input.value);
  }

  function show(query) {
    const list = dialog.querySelector("ol");
    const said = dialog.querySelector(".search-said");
    if (!globalThis.bookText) return;
    const found = bookMatch.find(bookText.rows, query, cache);
    list.replaceChildren(...found.slice(0, MOST).map(item));
    chosen = -1;
    said.textContent = !query.trim() ? "" : found.length === 0 ? "찾는 말이 없다"
      : found.length > MOST ? `${found.length}곳 가운데 ${MOST}곳` : `${found.length}곳`;
    list.scrollTop = 0;
  }

  function item({ row: [page, anchor, kind, text], ranges }) {
    const [file, title] = bookText.pages[page];
    const made = document.createElement("li");
    made.className = kind ? "is-heading" : "";
    const link = document.createElement("a");
    link.href = `${file}#${anchor}`;
    const words = document.createElement("span");
    words.className = "search-words";
    words.append(...marked(text, ranges));
    const place = document.createElement("span");
    place.className = "search-place";
    place.textContent = title;
    link.append(words, place);
    made.append(link);
    return made;
  }

  // The text around the first place found, every place in it marked.
  function marked(text, ranges) {
    const from = Math.max(0, ranges[0][0] - BEFORE);
    const to = Math.min(text.length, ranges[0][1] + AFTER);
    const parts = [from ? "…" : ""];
    let at = from;
    for (const [start, end] of ranges) {
      if (start < at || end > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      parts.push(text.slice(at, start), mark);
      at = end;
    }
    parts.push(text.slice(at, to), to < text.length ? "…" : "");
    return parts;
  }

  function move(event) {
    const items = [...dialog.querySelectorAll("li")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) {
      event.preventDefault();
      items[chosen]?.classList.remove("is-chosen");
      chosen = (chosen + step + items.length) % items.length;
      items[chosen].classList.add("is-chosen");
      items[chosen].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.isComposing && event.target.matches("input")) {
      event.preventDefault();
      (items[chosen] || items[0])?.querySelector("a").click();
    }
  }

  button.hidden = false;
  button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select");
    const isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey;
    const isFind = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!isSlash && !isFind) return;
    event.preventDefault();
    open();
  });
  addEventListener("book-changed", () => {
    cache = new Map();
    globalThis.bookText = undefined;
    if (dialog?.open) open();
  });
})();
