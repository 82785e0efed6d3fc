// The conversation on the screen: bubbles in the order of the server, what is on its way below
// them, the dots, the choices under the newest reply. It knows nothing of the line.

import { drawCard } from "./cards.js";
import { away, el } from "./dom.js";
import { dayName, dayOf, time } from "./format.js";
import { Scroll } from "./scroll.js";
import { fill, texts } from "./texts.js";
import { words } from "./words.js";

const STATES = { sending: texts.sending, sent: texts.sent, waiting: texts.waiting, failed: texts.failed };

export class View {
  #log = document.getElementById("log");
  #entries = document.getElementById("entries");
  #pending = document.getElementById("pending");
  #typing = document.getElementById("typing");
  #choices = document.getElementById("choices");
  #scroll = new Scroll(this.#log, document.getElementById("newest"));
  #onPress;
  #onRetry;
  #day = "";
  #side = "";

  constructor({ onPress, onRetry }) {
    this.#onPress = onPress;
    this.#onRetry = onRetry;
  }

  /** Everything there is has been shown; from here on a screen reader is told what comes. */
  current() {
    if (this.#log.getAttribute("aria-busy") === "false") return;
    this.#log.setAttribute("aria-busy", "false");
    this.#scroll.toNewest();
    requestAnimationFrame(() => this.#log.classList.add("settled"));
  }

  /** One of the customer's own messages, not yet stored. */
  pend(item) {
    this.#clearChoices();
    const state = el("span", { class: "state", "data-state": "sending" }, texts.sending);
    this.#pending.append(
      el("li", { class: "entry own", "data-id": item.id },
        away(`${texts.you_said}: `), el("div", { class: "bubble" }, item.text), el("div", { class: "meta" }, state)),
    );
    this.#scroll.toNewest();
  }

  mark(item, state) {
    const row = this.#pending.querySelector(`[data-id="${item.id}"]`);
    if (!row) return;
    const shown = el("span", { class: "state", "data-state": state }, STATES[state]);
    const retry = state === "failed" && el("button", {
      type: "button", class: "retry", onclick: () => this.#onRetry(item),
    }, texts.retry);
    row.querySelector(".meta").replaceChildren(shown, ...(retry ? [retry] : []));
  }

  /** A stored message or reply; `item` is the pending one it turns out to be. */
  show(entry, item) {
    if (item) this.#pending.querySelector(`[data-id="${item.id}"]`)?.remove();
    this.#separate(entry.at);
    const follows = this.#side === entry.side;
    this.#side = entry.side;
    this.#clearChoices();
    const row = entry.side === "customer" ? this.#own(entry, item) : this.#reply(entry);
    row.classList.toggle("follows", follows);
    row.classList.toggle("known", Boolean(item));
    this.#entries.append(row);
    if (entry.side === "assistant") this.typing(false);
    this.#scroll.added(row, { own: entry.side === "customer" });
  }

  typing(on) {
    this.#typing.hidden = !on;
    if (on) this.#scroll.keep();
  }

  #own(entry, item) {
    const title = entry.title && !entry.text;
    return el("li", { class: `entry own${title ? " pressed" : ""}` },
      away(`${texts.you_said}: `),
      el("div", { class: "bubble" }, entry.text || entry.title || item?.text || "…"),
      meta(entry.at, texts.sent));
  }

  #reply(entry) {
    const { shown, folded } = words(entry.text, entry.card);
    const drawn = safely(() => drawCard(entry.card, entry.buttons, (button) => this.#onPress(button)));
    const said = drawn ? shown : words(entry.text, null).shown;
    const onCard = new Set(drawn ? [...drawn.querySelectorAll(".act")].map((one) => one.textContent) : []);
    this.#offer(entry.buttons.filter((button) => !onCard.has(button.title)));
    return el("li", { class: "entry reply", lang: texts.tag === tagOf(entry.language) ? null : tagOf(entry.language) },
      away(`${texts.assistant_said}: `),
      el("div", { class: "bubble" }, said),
      drawn,
      drawn && folded && el("details", { class: "folded" }, el("summary", {}, texts.card.in_words), folded),
      meta(entry.at));
  }

  #offer(buttons) {
    this.#choices.replaceChildren(
      ...buttons.map((button) =>
        el("button", { type: "button", class: "choice", onclick: () => this.#onPress(button) }, button.title)),
    );
    this.#choices.hidden = buttons.length === 0;
  }

  // Choices are good under the newest reply alone, those on its card too.
  #clearChoices() {
    const held = this.#choices.contains(document.activeElement) || document.activeElement?.matches?.(".act");
    this.#choices.replaceChildren();
    this.#choices.hidden = true;
    for (const act of this.#entries.querySelectorAll(".act")) act.remove();
    // The focus would fall to the top of the page.
    if (held) this.#log.focus({ preventScroll: true });
  }

  #separate(at) {
    if (dayOf(at) === this.#day) return;
    this.#day = dayOf(at);
    this.#side = "";
    this.#entries.append(el("li", { class: "day" }, el("time", { datetime: at.slice(0, 10) }, dayName(at))));
  }
}

function meta(at, state = "") {
  return el("div", { class: "meta" },
    el("time", { datetime: at }, time(at)),
    state && el("span", { class: "state", "data-state": "sent" }, away(state)));
}

function tagOf(language) {
  return { zh_CN: "zh-CN", zh_Hant_TW: "zh-Hant-TW" }[language] ?? "en";
}

// A card that cannot be drawn must not take the words with it.
function safely(draw) {
  try {
    return draw();
  } catch (error) {
    console.error(error);
    return null;
  }
}
