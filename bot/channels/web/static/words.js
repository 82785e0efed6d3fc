// The words of a reply as paragraphs and lists; what a card below shows line by line is folded away.

import { el } from "./dom.js";
import { texts } from "./texts.js";

const ITEM = /^(?:·|[①②③])\s*/;
const MORE = /^ {2,}/;

/** Returns the words to show, and those that the card already shows (null when there are none). */
export function words(text, card) {
  const paragraphs = text.split(/\n{2,}/).map((one) => one.split("\n"));
  const shown = paragraphs.map((lines) => kept(lines, card)).filter((lines) => lines.length);
  const folded = shown.flat().length < paragraphs.flat().length;
  // A reply always has its words.
  if (!shown.length) return { shown: drawn(paragraphs), folded: null };
  return { shown: drawn(shown), folded: folded ? drawn(paragraphs) : null };
}

function kept(lines, card) {
  switch (card?.type) {
    case "recommendation":
      return lines.some((line) => /^[①②③]/.test(line))
        ? lines.filter((line) => !ITEM.test(line) && !MORE.test(line))
        : lines;
    case "offer":
      return lines[0] === texts.card.cost_sheet ? [] : lines;
    case "cost_sheet":
    case "methods":
      return lines.filter((line) => !line.startsWith("·"));
    case "decision": {
      const reasons = new Set(card.reasons.map((reason) => `· ${reason.text}`));
      const rest = lines.filter((line) => !reasons.has(line));
      // A heading without its list goes too.
      return rest.length < lines.length && rest.length === 1 ? [] : rest;
    }
    default:
      return lines;
  }
}

function drawn(paragraphs) {
  return paragraphs.map((lines) => {
    const parts = [];
    for (const line of lines) {
      const item = ITEM.test(line) || MORE.test(line);
      const last = parts.at(-1);
      if (item && last?.tagName === "UL") last.append(row(line));
      else if (item) parts.push(el("ul", { class: "listed", role: "list" }, row(line)));
      else parts.push(el("p", {}, line));
    }
    return el("div", { class: "paragraph" }, parts);
  });
}

function row(line) {
  if (MORE.test(line)) return el("li", { class: "more" }, line.trim());
  const mark = line.match(ITEM)[0].trim();
  return mark === "·"
    ? el("li", {}, line.replace(ITEM, ""))
    : el("li", { class: "option" }, line);
}
