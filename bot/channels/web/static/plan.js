// The repayment plan: a picture of it, and the same figures as a table.

import { chart } from "./chart.js";
import { el } from "./dom.js";
import { date, money, number } from "./format.js";
import { total } from "./sums.js";
import { fill, texts } from "./texts.js";

const say = texts.card;

export function plan(rows) {
  if (!rows?.length) return null;
  const fees = rows.some((row) => Number(row.fees) !== 0);
  const kinds = ["principal", "interest", ...(fees ? ["fees"] : [])];
  return el(
    "div",
    { class: "plan" },
    el("h4", {}, say.plan),
    el("ul", { class: "legend", "aria-hidden": "true" },
      [...kinds, "balance"].map((kind) => el("li", { class: `key ${kind}` }, el("i", {}), say[kind]))),
    chart(rows, kinds),
    el("details", {},
      el("summary", {}, say.plan_table),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say.plan_table }, table(rows, kinds))),
  );
}

function table(rows, kinds) {
  const heads = [say.number, say.due, say.payment, ...kinds.map((kind) => say[kind]), say.balance];
  return el(
    "table",
    { class: "figures" },
    el("caption", { class: "away" }, fill(say.plan_summary, {
      count: rows.length, first: date(rows[0].due), last: date(rows.at(-1).due), total: money(total(rows)),
    })),
    el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, rows.map((row) =>
      el("tr", {},
        el("th", { scope: "row" }, String(row.number)),
        el("td", {}, date(row.due)),
        el("td", {}, el("strong", {}, number(row.payment))),
        kinds.map((kind) => el("td", {}, number(row[kind]))),
        el("td", {}, number(row.balance))))),
  );
}
