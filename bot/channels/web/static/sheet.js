// The cost sheet the law asks for, as a table: every charge, how and by whom, and the sums.

import { el } from "./dom.js";
import { money, percent } from "./format.js";
import { fill, label, texts } from "./texts.js";

const say = texts.card;

export function costSheet(sheet) {
  const total = (name, decimal, kind) =>
    el("tr", { class: kind }, el("th", { scope: "row", colspan: "2" }, name), el("td", {}, money(decimal)));
  return el(
    "div",
    { class: "sheet" },
    el(
      "table",
      { class: "figures" },
      el("caption", {}, say.cost_sheet),
      el("thead", {}, el("tr", {}, [say.item, say.standard, say.sum].map((head) => el("th", { scope: "col" }, head)))),
      el(
        "tbody",
        {},
        el("tr", { class: "cost" },
          el("th", { scope: "row" }, say.annual_cost),
          el("td", {}, fill(say.effective, { rate: percent(sheet.annual_cost_effective) })),
          el("td", {}, el("strong", {}, percent(sheet.annual_cost)))),
        total(say.principal, sheet.principal),
        sheet.lines.map((line) =>
          el("tr", {},
            el("th", { scope: "row" }, line.fee || (line.code === "interest" ? say.interest : line.code)),
            el("td", {}, standard(line), el("small", {}, label("manners", line.manner)),
              el("small", {}, `${say.payee}：${line.payee}`.replace("：", texts.tag === "en" ? ": " : "："))),
            el("td", {}, money(line.amount)))),
      ),
      el("tfoot", {}, total(say.total_cost, sheet.total_cost, "sum"), total(say.total_payment, sheet.total_payment, "sum")),
    ),
    sheet.default.map((line) =>
      el("p", { class: "note" }, el("b", {}, say.if_late), " ",
        fill(say.overdue, { rate: percent(line.annual_rate), payee: line.payee }))),
    sheet.no_other_charges && el("p", { class: "note strong" }, say.no_other_charges),
  );
}

function standard(line) {
  const value = line.basis === "fixed_amount" ? { amount: money(line.standard) } : { rate: percent(line.standard) };
  return el("span", {}, fill(label("bases", line.basis), value));
}
