// The words of the page in its language, as the server rendered them.

export const texts = read("texts");
// The language that the customer chose on the page; null lets their writing decide.
export const chosen = read("chosen");

export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function label(kind, code) {
  return texts.labels[kind][code] ?? code;
}

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
