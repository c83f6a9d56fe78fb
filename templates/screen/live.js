// The preview alone: takes a changed page in without losing the place, and shows the messages.
"use strict";
(() => {
  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, dt, dd, figure, tr";
  const root = document.documentElement;
  let version = Number(root.dataset.version || 0);
  let last = null; // the state before
  const file = () => location.pathname.split("/").pop() || "index.html";

  // The first block in sight, and how far down it stands.
  function place() {
    const top = document.querySelector(".bar").offsetHeight;
    for (const block of document.querySelectorAll(`main :is(${BLOCKS})`)) {
      const box = block.getBoundingClientRect();
      if (box.bottom > top && box.height) return { block, top: box.top };
    }
    return null;
  }

  function keep(before, y) {
    if (before?.block.isConnected) {
      scrollBy({ top: before.block.getBoundingClientRect().top - before.top, behavior: "instant" });
    } else {
      scrollTo({ top: y, behavior: "instant" });
    }
  }

  // Makes `old` like `fresh`, and leaves alone what is the same: what is open stays open.
  function morph(old, fresh) {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return undefined;
    }
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    const olds = [...old.childNodes];
    const news = [...fresh.childNodes];
    while (olds.length && news.length && olds[0].isEqualNode(news[0])) {
      olds.shift();
      news.shift();
    }
    while (olds.length && news.length && olds.at(-1).isEqualNode(news.at(-1))) {
      olds.pop();
      news.pop();
    }
    pair(old, olds, news);
    return undefined;
  }

  const AHEAD = 200; // nodes that are looked through for one that says the same
  const said = (node) => node.textContent.trim().slice(0, 80);

  // The middles differ: nodes that say the same are matched, what is between them changed in place.
  function pair(parent, olds, news) {
    const end = olds.at(-1)?.nextSibling ?? null;
    let next = 0;
    for (const fresh of news) {
      const words = said(fresh);
      const same = words === "" ? -1 : olds.findIndex((node, at) =>
        at >= next && at < next + AHEAD && node.nodeName === fresh.nodeName && said(node) === words);
      const isAlike = next < olds.length && olds[next].nodeName === fresh.nodeName;
      const isSpare = words === "" || olds.length - next >= news.length - news.indexOf(fresh);
      if (same >= 0) {
        olds.slice(next, same).forEach((node) => node.remove());
        morph(olds[same], fresh);
        next = same + 1;
      } else if (isAlike && isSpare) {
        morph(olds[next], fresh);
        next += 1;
      } else {
        parent.insertBefore(fresh, olds[next] ?? end);
      }
    }
    olds.slice(next).forEach((node) => node.remove());
  }

  async function take(state) {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (!answer.ok) return location.assign("index.html");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const before = place();
    const y = scrollY;
    document.title = fresh.title;
    const side = document.getElementById("contents");
    const sideTop = side.scrollTop;
    const isOpen = side.classList.contains("is-open");
    morph(document.querySelector(".bar-title"), fresh.querySelector(".bar-title"));
    morph(side, fresh.getElementById("contents"));
    side.classList.toggle("is-open", isOpen);
    side.scrollTop = sideTop;
    morph(document.getElementById("main"), fresh.getElementById("main"));
    keep(before, y);
    version = state.version;
    dispatchEvent(new Event("book-changed"));
    return undefined;
  }

  function reload(name, stamp) {
    const script = document.createElement("script");
    script.src = `${name}?${stamp}`;
    script.addEventListener("load", () => script.remove());
    document.head.append(script);
  }

  function dress(stamp) {
    const old = document.querySelector('link[rel="stylesheet"]');
    const link = old.cloneNode();
    link.href = `assets/book.css?${stamp}`;
    link.addEventListener("load", () => old.remove());
    old.after(link);
  }

  const panel = document.createElement("details");
  panel.className = "live is-quiet";
  panel.innerHTML = '<summary role="status"></summary><ol></ol>';
  document.body.append(panel);

  function tell({ messages, isFaulty }) {
    const errors = messages.filter((each) => each.severity === "error").length;
    const warnings = messages.filter((each) => each.severity === "warning").length;
    const counts = [errors && `오류 ${errors}`, warnings && `경고 ${warnings}`].filter(Boolean);
    const note = isFaulty ? " – 아래는 마지막으로 잘 된 책" : "";
    panel.querySelector("summary").textContent = counts.join(", ") + note;
    panel.querySelector("ol").replaceChildren(...messages.map(message));
    panel.classList.toggle("has-errors", isFaulty);
    panel.classList.toggle("is-quiet", messages.length === 0);
    panel.classList.remove("is-away");
    if (isFaulty) panel.open = true;
  }

  function message({ place: where, severity, code, fact, hint }) {
    const made = document.createElement("li");
    made.className = severity;
    const parts = [["live-place", `${where ? `${where} ` : ""}${code}`], ["live-fact", ` ${fact}`], ["live-hint", hint]];
    for (const [kind, text] of parts) {
      const part = document.createElement("span");
      part.className = kind;
      part.textContent = text;
      made.append(part);
    }
    return made;
  }

  let turn = Promise.resolve();
  const events = new EventSource("/events");
  events.addEventListener("message", ({ data }) => {
    const state = JSON.parse(data);
    globalThis.bookVersion = state.version;
    if (document.body.classList.contains("waiting") && state.version > 0) return location.replace(location.href);
    tell(state);
    const isNew = (name) => last && last[name] !== state[name];
    if (isNew("style")) dress(state.style);
    if (isNew("definitions")) reload("assets/definitions.js", state.definitions);
    if (isNew("text")) dispatchEvent(new Event("book-changed"));
    last = state;
    const changed = state.pages[file()];
    if (changed === undefined ? state.version > 0 : changed > version) {
      turn = turn.then(() => take(state));
    }
    return undefined;
  });
  events.addEventListener("error", () => {
    panel.classList.remove("is-quiet");
    panel.classList.add("is-away");
    panel.querySelector("summary").textContent = "미리보기가 멈추었다";
  });
})();
