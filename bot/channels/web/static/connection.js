// The line to the server: opened, kept alive, opened again after ever longer pauses. It knows
// frames only as objects and nothing of what the page shows.

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 20_000;
const PING_EVERY = 20_000;
const ANSWER_WITHIN = 8_000;
const NO_SESSION = 4401;
const WRONG_ORIGIN = 4403;

export class Connection {
  #address;
  #hello;
  #onFrame;
  #onState;
  #socket = null;
  #tries = 0;
  #timer = 0;
  #pings = 0;
  #unanswered = 0;
  #state = "connecting";

  /**
   * hello() gives the first frame; onFrame(frame) gets each one that comes; onState(state) is told
   * "connecting", "online", "offline", "lost" (no session: the page must be loaded again) or
   * "refused".
   */
  constructor({ address, hello, onFrame, onState }) {
    this.#address = address;
    this.#hello = hello;
    this.#onFrame = onFrame;
    this.#onState = onState;
    addEventListener("online", () => this.#now());
    addEventListener("offline", () => this.#drop("offline"));
    // A phone that wakes up has a dead line and timers that did not run.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#socket ? this.#ping() : this.#now();
    });
    addEventListener("pagehide", () => this.#socket?.close());
    addEventListener("pageshow", (event) => event.persisted && this.#now());
  }

  open() {
    clearTimeout(this.#timer);
    if (!navigator.onLine) return this.#say("offline");
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.addEventListener("open", () => socket.send(JSON.stringify(this.#hello())));
    socket.addEventListener("message", (event) => socket === this.#socket && this.#heard(event));
    socket.addEventListener("close", (event) => socket === this.#socket && this.#closed(event.code));
  }

  /** True when the frame was handed to a line that stands; it may still be lost with it. */
  send(frame) {
    if (this.#state !== "online") return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #heard(event) {
    clearTimeout(this.#unanswered);
    const frame = JSON.parse(event.data);
    if (frame.type === "welcome") {
      this.#tries = 0;
      this.#say("online");
      clearInterval(this.#pings);
      this.#pings = setInterval(() => this.#ping(), PING_EVERY);
    }
    this.#onFrame(frame);
  }

  #ping() {
    if (!this.send({ type: "ping" })) return;
    clearTimeout(this.#unanswered);
    this.#unanswered = setTimeout(() => {
      this.#drop("connecting");
      this.#later();
    }, ANSWER_WITHIN);
  }

  #closed(code) {
    this.#drop(code === NO_SESSION ? "lost" : code === WRONG_ORIGIN ? "refused" : "connecting");
    if (this.#state === "connecting") this.#later();
  }

  #drop(state) {
    const socket = this.#socket;
    this.#socket = null;
    clearInterval(this.#pings);
    clearTimeout(this.#unanswered);
    socket?.close();
    this.#say(state);
  }

  #later() {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#tries);
    this.#tries += 1;
    clearTimeout(this.#timer);
    // Half of it by chance: pages that lost one server do not come back in one moment.
    this.#timer = setTimeout(() => this.open(), pause / 2 + (Math.random() * pause) / 2);
  }

  #now() {
    if (this.#socket || this.#state === "lost" || this.#state === "refused") return;
    this.#say("connecting");
    this.open();
  }

  #say(state) {
    if (!navigator.onLine && state === "connecting") state = "offline";
    this.#state = state;
    this.#onState(state);
  }
}
