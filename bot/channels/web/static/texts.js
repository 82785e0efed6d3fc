// The words of the page in its language, as the server rendered them.

export const texts = read("texts");
// Which language the address names, if any, and whether the browser is new to us.
export const visit = read("visit");

export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function label(kind, code) {
  return texts.labels[kind][code] ?? code;
}

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
