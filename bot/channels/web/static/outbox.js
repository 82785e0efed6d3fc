// What the customer sent and the server has not yet stored. Kept over a reload; sending twice is
// harmless, since the server knows the ids.

const KEY = "shandai.outbox";
const MOST_TRIES = 6;
const PAUSE = 1_500;

export class Outbox {
  #send;
  #onState;
  #items;
  #timers = new Map();

  /** send(frame) tells whether a line stood; onState(item, state) is told of every change. */
  constructor({ send, onState }) {
    this.#send = send;
    this.#onState = onState;
    this.#items = restored();
  }

  get items() {
    return [...this.#items];
  }

  add(item) {
    const kept = { id: crypto.randomUUID?.() ?? fallbackId(), at: new Date().toISOString(), tries: 0, ...item };
    this.#items.push(kept);
    this.#keep();
    return kept;
  }

  deliver(item) {
    clearTimeout(this.#timers.get(item.id));
    const { id, text, token } = item;
    const frame = token ? { type: "press", id, token } : { type: "say", id, text };
    this.#onState(item, this.#send(frame) ? "sending" : "waiting");
  }

  deliverAll() {
    for (const item of this.#items) if (item.tries < MOST_TRIES) this.deliver(item);
  }

  /** The customer asks for it once more. */
  again(item) {
    item.tries = 0;
    this.deliver(item);
  }

  stored(id) {
    const item = this.#items.find((one) => one.id === id);
    if (item) this.#onState(item, "sent");
  }

  /** The server was too busy: the same again, a little later each time. */
  refused(id) {
    const item = this.#items.find((one) => one.id === id);
    if (!item) return;
    item.tries += 1;
    if (item.tries >= MOST_TRIES) return this.#onState(item, "failed");
    this.#onState(item, "sending");
    const pause = PAUSE * item.tries * (0.75 + Math.random() / 2);
    this.#timers.set(id, setTimeout(() => this.deliver(item), pause));
  }

  /** The line broke: nothing is known of what was on its way. */
  interrupted() {
    for (const item of this.#items) if (item.tries < MOST_TRIES) this.#onState(item, "waiting");
  }

  /** Its entry came back from the server; returns the item, or undefined when it was not ours. */
  take(entryId) {
    const item = this.#items.find(({ id, token }) => id === entryId || (token && `button:${token}` === entryId));
    if (!item) return undefined;
    clearTimeout(this.#timers.get(item.id));
    this.#items = this.#items.filter((one) => one !== item);
    this.#keep();
    return item;
  }

  #keep() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.#items.map(({ tries, ...item }) => item)));
    } catch {
      // a browser that keeps nothing loses it with the page
    }
  }
}

function restored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]").map((item) => ({ ...item, tries: 0 }));
  } catch {
    return [];
  }
}

// randomUUID needs https or localhost; a test on a phone in the local network has neither.
function fallbackId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
