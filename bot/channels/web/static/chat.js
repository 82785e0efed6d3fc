// Puts the page together: line, outbox, view and composer.

import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { embedded } from "./embedded.js";
import { follow, language, languageTaken } from "./language.js";
import { Outbox } from "./outbox.js";
import { StatusLine } from "./status.js";
import { texts, visit } from "./texts.js";
import { View } from "./view.js";

let sequence = 0;
// In which language the newest reply is, and whether the history is on the page.
let spoken = null;
let caughtUp = false;

const status = new StatusLine();
const view = new View({
  onPress: (button) => say({ text: button.title, token: button.token }),
  onRetry: (item) => outbox.again(item),
});
const connection = new Connection({
  address: address(),
  hello: () => ({ type: "hello", after: sequence, language: language() }),
  onFrame: heard,
  onState: (state) => {
    status.show(state);
    if (state !== "online") {
      view.typing(false);
      outbox.interrupted();
    }
  },
});
const outbox = new Outbox({
  send: (frame) => connection.send(frame),
  onState: (item, state) => view.mark(item, state),
});
const composer = new Composer({ onSend: (text) => say({ text }) });

document.getElementById("person").addEventListener("click", () => {
  say({ text: texts.person_words });
  composer.focus();
});
for (const item of outbox.items) view.pend(item);
embedded();
connection.open();
if (visit.followed) composer.focus(); // as it was before the page changed its language

function say(message) {
  const item = outbox.add(message);
  view.pend(item);
  outbox.deliver(item);
}

function heard(frame) {
  switch (frame.type) {
    case "welcome":
      languageTaken();
      break;
    case "entry":
      if (frame.sequence <= sequence) return;
      sequence = frame.sequence;
      view.show(frame, frame.side === "customer" ? outbox.take(frame.id) : undefined);
      if (frame.side !== "customer") spoken = frame.language;
      if (caughtUp && composer.isEmpty) follow(spoken);
      break;
    case "current":
      view.current();
      caughtUp = true;
      if (!visit.chosen) follow(spoken);
      outbox.deliverAll();
      break;
    case "stored":
      outbox.stored(frame.id);
      break;
    case "retry":
      outbox.refused(frame.id);
      break;
    case "typing":
      view.typing(frame.on);
      break;
  }
}

function address() {
  const { protocol, host } = location;
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/chat/socket?lang=${texts.language}`;
}
