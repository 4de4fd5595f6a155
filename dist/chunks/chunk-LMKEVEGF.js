import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/report/escape.ts
var INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u200B\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]+/g;
var MARKUP = /[\\`*_{}[\]<>()#+\-!~&$=^]/g;
var ZERO_WIDTH_SPACE = "​";
function visible(text) {
  return text.toWellFormed().replaceAll(INVISIBLE, " ").trim();
}
function escapeMarkdown(text) {
  return visible(text).replaceAll(/@(?=\w)|#(?=\d)|\bGH-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`).replaceAll(MARKUP, "\\$&").replaceAll("|", "&#124;").replaceAll("://", "\\://").replaceAll(/^(\d+)\./g, "$1\\.").replaceAll(/www\./gi, (found) => found.replace(".", "\\."));
}
function clipText(text, limit) {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed().replace(/\uFFFD$/, "")}…`;
}

// packages/report/markdown.ts
var Markdown = class {
  #text;
  constructor(text) {
    this.#text = text;
  }
  toString() {
    return this.#text;
  }
};
var VALUE_LIMIT = 500;
var ROW_LIMIT = 100;
var NOTHING = new Markdown("");
function md(strings, ...values) {
  return new Markdown(strings.map((part, index) => part + render(values[index] ?? "")).join(""));
}
function escape(text) {
  return new Markdown(escapeMarkdown(clipText(text, VALUE_LIMIT)));
}
function code(text) {
  const shown = visible(clipText(text, VALUE_LIMIT));
  if (shown === "" || shown.includes("|")) return escape(shown);
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return new Markdown(`${fence}${pad}${shown}${pad}${fence}`);
}
function heading(level, title) {
  return new Markdown(`${"#".repeat(level)} ${render(title)}`);
}
function link(label, address) {
  const url = URL.parse(address);
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") return new Markdown(render(label));
  return new Markdown(`[${render(label)}](<${url.href.replaceAll(/[<>\\|\s]/g, encodeURIComponent)}>)`);
}
function table(headers, rows, limit = ROW_LIMIT) {
  if (rows.length === 0) return NOTHING;
  const shown = rows.slice(0, limit).map((cells) => row(headers.map((_, index) => cells[index] ?? "")));
  const more = rows.length - shown.length;
  const lines = [row(headers), row(headers.map(() => new Markdown("---"))), ...shown];
  return new Markdown(lines.join("\n") + (more > 0 ? `

_and ${more} more_` : ""));
}
function details(summary, body) {
  return new Markdown(`<details><summary>${htmlText(summary)}</summary>

${String(body)}

</details>`);
}
function bullets(items, limit = ROW_LIMIT) {
  const shown = items.slice(0, limit).map((item) => `- ${render(item)}`);
  const more = items.length - shown.length;
  return new Markdown([...shown, ...more > 0 ? [`- and ${more} more`] : []].join("\n"));
}
function blocks(...parts) {
  const texts = parts.map(String).filter((text) => text !== "");
  return new Markdown(texts.join("\n\n"));
}
function joined(parts, separator = ", ") {
  return new Markdown(parts.map(render).join(separator));
}
function row(cells) {
  return `| ${cells.map((cell) => render(cell) || " ").join(" | ")} |`;
}
function render(content) {
  return content instanceof Markdown ? String(content) : String(escape(String(content)));
}
function htmlText(content) {
  const text = visible(clipText(content instanceof Markdown ? String(content) : String(content), VALUE_LIMIT));
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(/[@#](?=\w)/g, "$&​");
}

export {
  visible,
  escapeMarkdown,
  clipText,
  Markdown,
  md,
  escape,
  code,
  heading,
  link,
  table,
  details,
  bullets,
  blocks,
  joined
};
