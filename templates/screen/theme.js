// Day or night: what the reader chose, else what the machine prefers. Runs before anything is shown.
"use strict";
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try {
      return localStorage.getItem("book-theme");
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  function isNight() {
    return root.dataset.theme ? root.dataset.theme === "night" : dark.matches;
  }

  const chosen = kept();
  if (chosen === "night" || chosen === "day") root.dataset.theme = chosen;

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".bar-theme");
    const show = () => {
      button.setAttribute("aria-pressed", isNight());
      button.querySelector("span").textContent = isNight() ? "낮" : "밤";
      button.setAttribute("aria-label", "밤 화면");
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isNight() ? "day" : "night";
      try {
        localStorage.setItem("book-theme", root.dataset.theme);
      } catch {
        // it holds for this page alone
      }
      show();
    });
    dark.addEventListener("change", show);
    show();
  });
})();
