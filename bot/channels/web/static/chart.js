// The plan as a picture: a bar of principal, interest and fees for each instalment and a line for
// what is still owed. Only here are sums floats: a pixel needs no cents.

import { el, svg } from "./dom.js";
import { date, money, short } from "./format.js";
import { total } from "./sums.js";
import { fill, texts } from "./texts.js";

const HEIGHT = 210;
const TOP = 14;
const BOTTOM = 26;
const SIDE = 44;

export function chart(rows, kinds) {
  const holder = el("div", { class: "chart" });
  let drawnAt = 0;
  // Drawn to the width it has, so that its letters are never smaller than the page's.
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (!width || width === drawnAt) return;
    drawnAt = width;
    holder.replaceChildren(drawn(rows, kinds, width));
  }).observe(holder);
  return holder;
}

function drawn(rows, kinds, width) {
  const inner = { width: width - 2 * SIDE, height: HEIGHT - TOP - BOTTOM };
  const steps = nice(Math.max(...rows.map((row) => Number(row.payment))));
  const highest = steps.at(-1);
  const owed = nice(Math.max(...rows.map((row) => Number(row.balance) + Number(row.principal)))).at(-1);
  const y = (value, scale = highest) => TOP + inner.height * (1 - value / scale);
  const step = inner.width / rows.length;
  const bar = Math.min(26, Math.max(2, step * 0.62));
  const middle = (at) => SIDE + step * (at + 0.5);

  const bars = rows.map((row, at) => {
    let low = 0;
    return svg("g", {},
      svg("title", {}, `${date(row.due)}: ${money(row.payment)}`),
      kinds.map((kind) => {
        const value = Number(row[kind]);
        const shape = svg("rect", {
          class: kind, x: middle(at) - bar / 2, width: bar,
          y: y(low + value), height: Math.max(0, y(low) - y(low + value)),
        });
        low += value;
        return shape;
      }));
  });
  // A payment ends its month: the line falls evenly from what was paid out to nothing.
  const points = [
    [SIDE, y(Number(rows[0].balance) + Number(rows[0].principal), owed)],
    ...rows.map((row, at) => [SIDE + step * (at + 1), y(Number(row.balance), owed)]),
  ];
  return svg("svg", {
    viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": spoken(rows),
  },
    steps.map((value) => svg("g", { class: "grid" },
      svg("line", { x1: SIDE, x2: width - SIDE, y1: y(value), y2: y(value) }),
      svg("text", { x: SIDE - 6, y: y(value) + 4, "text-anchor": "end" }, short(value)),
      svg("text", { class: "balance", x: width - SIDE + 6, y: y(value) + 4 }, short((value / highest) * owed)))),
    bars,
    svg("polyline", { class: "balance", points: points.map((point) => point.join(",")).join(" ") }),
    marks(rows.length).map((at) =>
      svg("text", { x: middle(at), y: HEIGHT - 8, "text-anchor": "middle" }, String(rows[at].number))),
  );
}

function spoken(rows) {
  const summary = fill(texts.card.plan_summary, {
    count: rows.length, first: date(rows[0].due), last: date(rows.at(-1).due), total: money(total(rows)),
  });
  return `${texts.card.chart_label}. ${summary}`;
}

// Round marks from nothing to above the highest value.
function nice(highest) {
  const raw = Math.max(highest, 1) / 3;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= raw);
  return [0, 1, 2, 3].map((at) => at * step);
}

// The first and the last instalment and a few between them.
function marks(count) {
  const every = Math.max(1, Math.ceil(count / 6));
  const found = [];
  for (let at = 0; at < count; at += every) found.push(at);
  if (found.at(-1) !== count - 1) {
    if (count - 1 - found.at(-1) <= every / 2) found.pop();
    found.push(count - 1);
  }
  return found;
}
