// Writes money, rates, dates and times. Sums come and stay as decimal strings: Intl reads them
// exactly, and no sum is ever computed here.

import { fill, texts } from "./texts.js";

// The server writes English dates as 15 Dec 2026.
const dates = texts.tag === "en" ? "en-GB" : texts.tag;
const plain = new Intl.NumberFormat(texts.tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const rate = new Intl.NumberFormat(texts.tag, {
  style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2, roundingMode: "halfEven",
});
const month = new Intl.NumberFormat(texts.tag, { style: "unit", unit: "month", unitDisplay: "long" });
const day = new Intl.DateTimeFormat(dates, {
  year: "numeric", month: texts.tag === "en" ? "short" : "long", day: "numeric", timeZone: "UTC",
});
const clock = new Intl.DateTimeFormat(dates, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const named = new Intl.DateTimeFormat(dates, { month: "long", day: "numeric", weekday: "long" });
const compact = new Intl.NumberFormat(texts.tag, { notation: "compact", maximumFractionDigits: 1 });

export function number(decimal) {
  return plain.format(decimal);
}

export function money(decimal) {
  return fill(texts.card.money, { number: number(decimal) }).replaceAll(" ", "\u00a0"); // never broken
}

export function percent(decimal) {
  return rate.format(decimal);
}

export function months(count) {
  // Our texts set a space between a number and a character.
  return month.format(count).replace(/^(\d+)(?=\p{Script=Han})/u, "$1\u00a0");
}

export function date(iso) {
  return day.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`));
}

export function time(iso) {
  return clock.format(new Date(iso));
}

export function dayOf(iso) {
  const at = new Date(iso);
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;
}

export function dayName(iso, now = new Date()) {
  const before = new Date(now);
  before.setDate(now.getDate() - 1);
  if (dayOf(iso) === dayOf(now)) return texts.today;
  if (dayOf(iso) === dayOf(before)) return texts.yesterday;
  return named.format(new Date(iso));
}

// For an axis alone, where a mark needs no cents.
export function short(value) {
  return compact.format(value);
}
