// Light or dark, before the first paint: this one script blocks, so that the page never flashes.
(() => {
  const KEY = "shandai.theme";
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem(KEY) ?? "auto";
    } catch {
      return "auto"; // a browser that keeps nothing still shows the page
    }
  };
  root.dataset.theme = kept();
  document.addEventListener("DOMContentLoaded", () => {
    for (const choice of document.querySelectorAll("input[name=theme]")) {
      choice.checked = choice.value === root.dataset.theme;
      choice.addEventListener("change", () => {
        root.dataset.theme = choice.value;
        try {
          localStorage.setItem(KEY, choice.value);
        } catch {
          // it holds until the page is left
        }
      });
    }
  });
})();
