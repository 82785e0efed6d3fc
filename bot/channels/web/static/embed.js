// The launcher another site includes with one script tag:
//   <script src="https://chat.example.com/chat/embed.js" data-lang="zh-CN" defer></script>
// A round button opens the chat in a frame. Nothing of the site's page is read or changed.
(() => {
  const TEXTS = /*TEXTS*/ {};
  const script = document.currentScript;
  if (!script || window.shandaiChat) return;
  const origin = new URL(script.src).origin;
  const asked = (script.dataset.lang || document.documentElement.lang || "zh-CN").replace("_", "-").toLowerCase();
  const tag = asked.startsWith("en") ? "en" : /hant|tw|hk|mo/.test(asked) ? "zh-Hant-TW" : "zh-CN";
  const texts = TEXTS[tag];

  const CSS = `
    :host { all: initial; }
    button { position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom));
      z-index: 2147483000; width: 60px; height: 60px; padding: 0; border: 0; border-radius: 50%; cursor: pointer;
      color: #fff; background: #0b6e5f; box-shadow: 0 6px 24px rgb(0 0 0 / .28); transition: transform .15s; }
    button:hover { transform: translateY(-2px); background: #095c50; }
    button:focus-visible { outline: 3px solid #fff; outline-offset: -6px; box-shadow: 0 0 0 3px #0b6e5f; }
    svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; vertical-align: middle; }
    .panel { position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: calc(max(20px, env(safe-area-inset-bottom)) + 76px);
      z-index: 2147483000; width: 400px; height: min(680px, calc(100vh - 120px)); height: min(680px, calc(100dvh - 120px));
      border-radius: 18px; overflow: hidden; background: #fff; box-shadow: 0 12px 48px rgb(0 0 0 / .3); }
    .panel[hidden] { display: none; }
    iframe { width: 100%; height: 100%; border: 0; display: block; }
    @media (max-width: 520px) {
      .panel { inset: 0; width: 100%; height: 100vh; height: 100dvh; border-radius: 0; }
      button[aria-expanded="true"] { display: none; }
    }
    @media (prefers-color-scheme: dark) { .panel { background: #101816; } }
    @media (prefers-reduced-motion: reduce) { button { transition: none; } }
  `;
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  // A sheet made here needs no permission from the site's content policy for inline styles.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];

  const SPEECH = "M5 6.5A2.5 2.5 0 0 1 7.5 4h9A2.5 2.5 0 0 1 19 6.5v6a2.5 2.5 0 0 1-2.5 2.5H12l-4 4v-4h-.5A2.5 2.5 0 0 1 5 12.5Z";
  const CROSS = "m6 6 12 12M18 6 6 18";
  const button = document.createElement("button");
  const panel = document.createElement("div");
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  icon.append(path);
  button.type = "button";
  button.append(icon);
  button.setAttribute("aria-controls", "panel");
  panel.id = "panel";
  panel.className = "panel";
  panel.hidden = true;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", texts.title);
  root.append(panel, button);
  let frame = null;

  function show(open) {
    if (open && !frame) {
      // Loaded when it is wanted: a page view alone starts no conversation.
      frame = document.createElement("iframe");
      frame.title = texts.title;
      frame.src = `${origin}/chat?lang=${tag}`;
      frame.addEventListener("load", focusWords);
      panel.append(frame);
    }
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? texts.close : texts.open);
    path.setAttribute("d", open ? CROSS : SPEECH);
  }

  function focusWords() {
    if (panel.hidden) return;
    frame.focus();
    frame.contentWindow.postMessage({ shandai: "focus" }, origin);
  }

  function open() {
    show(true);
    focusWords();
  }

  function close() {
    if (panel.hidden) return;
    show(false);
    button.focus();
  }

  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  addEventListener("message", (event) => {
    if (event.origin === origin && event.source === frame?.contentWindow && event.data?.shandai === "close") close();
  });
  show(false);
  window.shandaiChat = { open, close };
  const place = () => document.body.append(host);
  document.body ? place() : addEventListener("DOMContentLoaded", place);
})();
