// Draws what a reply carries beside its words. A card of an unknown kind is left out: the words
// say what matters of it.

import { away, el } from "./dom.js";
import { date, money, months, number, percent } from "./format.js";
import { plan } from "./plan.js";
import { costSheet } from "./sheet.js";
import { fill, label, texts } from "./texts.js";

const say = texts.card;
const NUMBERS = "①②③";

/** Returns an element, or null; `press(button)` is called for a button that stands on the card. */
export function drawCard(card, buttons, press) {
  switch (card?.type) {
    case "recommendation":
      return recommendation(card, buttons, press);
    case "quote":
      return el("section", { class: "card wide" }, price(card.product), plan(card.instalments));
    case "offer":
      return offer(card);
    case "decision":
      return outcome(card);
    case "cost_sheet":
      return el("section", { class: "card wide" }, costSheet(card.cost_sheet));
    case "methods":
      return methods(card);
    default:
      return null;
  }
}

function recommendation(card, buttons, press) {
  const count = card.products.length;
  return el(
    "div",
    { class: "products", role: "group", "aria-label": say.products },
    card.products.map((product, at) => {
      const own = buttons.find((button) => button.product === product.product);
      return el(
        "section",
        { class: "card product" },
        el("p", { class: "rank" },
          away(fill(say.product_count, { number: at + 1, count })),
          el("span", { "aria-hidden": "true" }, NUMBERS[at] ?? "")),
        price(product),
        fits(product),
        own && el("button", { type: "button", class: "act", onclick: () => press(own) }, own.title),
      );
    }),
  );
}

// The annual cost first and largest, the instalment second, everything else after them.
function price(product) {
  return el(
    "div",
    { class: "price" },
    el("h3", {}, product.name),
    el("p", { class: "annual" }, el("span", {}, say.annual_cost), el("strong", {}, percent(product.annual_cost))),
    el("p", { class: "note" }, fill(say.range, {
      low: percent(product.annual_cost_low), high: percent(product.annual_cost_high),
    })),
    pairs([
      ...payments(product),
      [say.amount, money(product.amount)],
      [say.term, months(product.months)],
      [say.method, label("methods", product.method)],
      [say.total_cost, money(product.total_cost)],
    ]),
  );
}

function payments({ method, months: term, first_payment: first, last_payment: last }) {
  if (method === "bullet" || term === 1) return [[say.at_end, money(last), "first"]];
  if (method === "equal_principal") return [[say.first_month, money(first), "first"], [say.last_month, money(last)]];
  if (method === "interest_only") return [[say.first_payment, money(first), "first"], [say.last_payment, money(last)]];
  return [[say.each_month, money(first), "first"]];
}

// What speaks for a product gets its tick; what it asks for or changes is only noted.
function fits({ reasons, reason_codes: codes, tradeoff }) {
  if (!reasons?.length) return null;
  const noted = (at) => /^(?:requires_|amount_|term_adjusted|method_not)/.test(codes?.[at] ?? "");
  return el(
    "div",
    { class: "fits" },
    el("h4", {}, say.why_it_fits),
    el("ul", { role: "list" }, reasons.map((reason, at) => el("li", { class: noted(at) ? "noted" : null }, reason))),
    tradeoff && el("h4", {}, say.tradeoff),
    tradeoff && el("p", {}, tradeoff),
  );
}

function offer(card) {
  const { offer: made, cost_sheet: sheet } = card;
  return el(
    "section",
    { class: "card wide offer" },
    el("p", { class: "verdict good" }, say.offer),
    el("h3", {}, made.name),
    el("p", { class: "annual" }, el("span", {}, say.annual_cost), el("strong", {}, percent(made.annual_cost))),
    el("p", { class: "note" }, say.annual_cost_meaning),
    pairs([
      ...payments(made),
      [say.amount, money(made.amount)],
      [say.term, months(made.months)],
      [say.method, label("methods", made.method)],
      [say.annual_rate, percent(made.annual_rate)],
      [say.total_cost, money(made.total_cost)],
      made.limit && [say.limit, money(made.limit)],
      made.valid_until && [say.valid_until, date(made.valid_until)],
    ]),
    plan(card.instalments),
    costSheet(sheet),
  );
}

function outcome(card) {
  const declined = card.outcome === "decline";
  return el(
    "section",
    { class: "card wide" },
    el("p", { class: "verdict" }, declined ? say.declined : say.referred),
    listed(say.reasons, card.reasons),
  );
}

function listed(title, items) {
  if (!items?.length) return null;
  return el(
    "div",
    { class: "reasons" },
    el("h4", {}, title),
    el("ul", { role: "list" }, items.map((item) => el("li", {}, item.text))),
  );
}

// One method a column: two or three of them fit on a phone.
function methods(card) {
  const rows = [
    [say.annual_cost, (one) => el("strong", {}, percent(one.annual_cost))],
    [say.first_payment, (one) => number(one.first_payment)],
    [say.last_payment, (one) => number(one.last_payment)],
    [say.total_cost, (one) => number(one.total_cost)],
  ];
  return el(
    "section",
    { class: "card wide" },
    el("h3", {}, say.methods_compared),
    el("p", { class: "note" }, `${money(card.amount)} · ${months(card.months)}`),
    el("div", { class: "scroll narrow", tabindex: "0", role: "region", "aria-label": say.methods_compared },
      el("table", { class: "figures" },
        el("thead", {}, el("tr", {},
          el("td", {}),
          card.methods.map((one) => el("th", { scope: "col" }, label("methods", one.method))))),
        el("tbody", {}, rows.map(([name, shown]) =>
          el("tr", {},
            el("th", { scope: "row" }, name),
            card.methods.map((one) => el("td", {}, shown(one)))))))),
    el("ul", { class: "meanings", role: "list" }, card.methods.map((one) =>
      el("li", { class: "note" }, el("b", {}, label("methods", one.method)), ` ${label("meanings", one.method)}`))),
  );
}

export function pairs(rows) {
  return el(
    "dl",
    { class: "pairs" },
    rows.filter(Boolean).map(([name, value, kind]) =>
      el("div", { class: kind }, el("dt", {}, name), el("dd", {}, value))),
  );
}
