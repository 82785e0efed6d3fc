// Keeps the newest in view for who is reading the newest, and lets everybody else read on.

import { texts } from "./texts.js";

const NEAR = 80;
const MARGIN = 12;

export class Scroll {
  #log;
  #pill;
  #following = true;

  constructor(log, pill) {
    this.#log = log;
    this.#pill = pill;
    log.addEventListener("scroll", () => this.#look(), { passive: true });
    pill.addEventListener("click", () => {
      this.toNewest();
      log.focus({ preventScroll: true });
    });
    // Cards grow when they are drawn and the view shrinks when a keyboard opens.
    const sizes = new ResizeObserver(() => (this.#following ? this.#to(this.#end()) : this.#look()));
    sizes.observe(log);
    for (const part of log.children) sizes.observe(part);
  }

  toNewest() {
    this.#following = true;
    this.#to(this.#end());
    this.#pill.hidden = true;
  }

  keep() {
    if (this.#following) this.#to(this.#end());
  }

  /** Something was added: in view at once, or announced to who reads further up. */
  added(row, { own }) {
    if (own || this.#following) {
      // A reply higher than the view is read from its beginning.
      const start = row.offsetTop - MARGIN;
      const fits = this.#log.scrollHeight - start <= this.#log.clientHeight;
      if (own || fits) return this.toNewest();
      if (!this.#log.classList.contains("settled")) return this.toNewest();
      this.#following = false;
      this.#to(start);
      this.#announce(texts.to_newest);
    } else {
      this.#announce(texts.new_messages);
    }
  }

  #announce(text) {
    this.#pill.textContent = text;
    this.#pill.hidden = false;
  }

  #look() {
    const near = this.#end() - this.#log.scrollTop < NEAR;
    this.#following = near;
    if (near) this.#pill.hidden = true;
    else if (this.#pill.hidden) this.#announce(texts.to_newest);
  }

  #end() {
    return this.#log.scrollHeight - this.#log.clientHeight;
  }

  #to(top) {
    this.#log.scrollTo({ top, behavior: "auto" });
  }
}
