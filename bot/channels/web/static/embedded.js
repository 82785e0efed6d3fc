// The page inside another site's: it can be closed, and Escape closes it too.

export function embedded() {
  if (window.parent === window) return;
  // The word says nothing about the conversation, so any site that may show the page may hear it.
  const close = () => window.parent.postMessage({ shandai: "close" }, "*");
  const button = document.getElementById("close");
  button.hidden = false;
  button.addEventListener("click", close);
  document.documentElement.dataset.embedded = "";
  document.addEventListener("keydown", (event) => {
    const inMenu = document.querySelector("[popover]:popover-open");
    if (event.key === "Escape" && !event.isComposing && !inMenu) close();
  });
  addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.shandai === "focus") document.getElementById("words").focus();
  });
}
