// Which language the conversation is asked to take: told once, so that what the customer says in
// the conversation about its language is not undone by the next page or line.

import { texts, visit } from "./texts.js";

const KEY = "shandai.language";
// What a browser prefers only opens the conversation; the customer's writing decides.
const wanted = visit.chosen;
let told = visit.fresh ? null : kept();

/** The language for the next greeting of the server; null lets the conversation be. */
export function language() {
  return wanted === told ? null : wanted;
}

/** The server has taken it. */
export function languageTaken() {
  told = wanted ?? told;
  try {
    if (told) localStorage.setItem(KEY, told);
    else localStorage.removeItem(KEY);
  } catch {
    // then the next page tells it again
  }
}

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

// The words around a conversation are in its own language: what a customer writes decides both.
export function follow(spoken) {
  if (spoken && spoken !== texts.language) location.replace(`/chat?in=${spoken}`);
}
