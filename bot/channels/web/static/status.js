// Says when the line is broken, and nothing while it stands.

import { texts } from "./texts.js";

const PATIENCE = 1_200;
const RELOADED = "shandai.reloaded";

export class StatusLine {
  #line = document.getElementById("line");
  #dot = document.getElementById("dot");
  #timer = 0;

  show(state) {
    this.#dot.dataset.state = state;
    clearTimeout(this.#timer);
    if (state === "online") {
      this.#line.hidden = true;
      this.#line.textContent = "";
      forget();
    } else if (state === "connecting") {
      // Most lines are back before anybody could read of it.
      this.#timer = setTimeout(() => this.#say(texts.connecting), PATIENCE);
    } else if (state === "lost" && firstTime()) {
      location.reload(); // brings a new session
    } else {
      this.#say({ offline: texts.offline, lost: texts.no_cookies }[state] ?? texts.replaced);
    }
  }

  #say(text) {
    this.#line.textContent = text;
    this.#line.hidden = false;
  }
}

// A browser that takes no cookies would be reloaded for ever.
function firstTime() {
  try {
    if (sessionStorage.getItem(RELOADED)) return false;
    sessionStorage.setItem(RELOADED, "1");
    return true;
  } catch {
    return false;
  }
}

function forget() {
  try {
    sessionStorage.removeItem(RELOADED);
  } catch {
    // nothing was kept
  }
}
