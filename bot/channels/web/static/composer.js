// The field for words: grows, counts, sends on Enter and never in the middle of a composition.

import { fill, texts } from "./texts.js";

const MOST = 1000;
const COUNT_FROM = 900;

export class Composer {
  #form = document.getElementById("composer");
  #words = document.getElementById("words");
  #send = document.getElementById("send");
  #left = document.getElementById("left");
  #composing = false;

  constructor({ onSend }) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.#words.value.trim();
      if (!text || length(text) > MOST) return;
      this.#words.value = "";
      this.#changed();
      onSend(text);
      this.focus();
    });
    this.#words.addEventListener("compositionstart", () => (this.#composing = true));
    // Safari ends the composition before the keydown of the Enter that ended it.
    this.#words.addEventListener("compositionend", () => setTimeout(() => (this.#composing = false)));
    this.#words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      if (event.isComposing || this.#composing || event.keyCode === 229) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#words.addEventListener("input", () => this.#changed());
    this.#changed();
  }

  get isEmpty() {
    return this.#words.value.trim() === "";
  }

  focus() {
    this.#words.focus({ preventScroll: true });
  }

  #changed() {
    const text = this.#words.value.trim();
    const count = length(text);
    this.#send.disabled = count === 0 || count > MOST;
    this.#left.textContent =
      count > MOST
        ? fill(texts.too_long, { count: count - MOST })
        : count >= COUNT_FROM
          ? fill(texts.characters_left, { count: MOST - count })
          : "";
    this.#left.classList.toggle("over", count > MOST);
    this.#words.setAttribute("aria-invalid", String(count > MOST));
    this.#words.style.height = "auto";
    this.#words.style.height = `${this.#words.scrollHeight}px`;
  }
}

// As the server counts: signs, not halves of them.
function length(text) {
  return [...text].length;
}
