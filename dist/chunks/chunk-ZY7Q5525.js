import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  UNSET_DIGEST,
  entryValue,
  overlayError,
  parseKustomization,
  readOverlayAt
} from "./chunk-FXAMNVZD.js";
import {
  promotionError
} from "./chunk-DL4OCOAT.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";

// packages/overlays/entry-edit.ts
var OWN_COMMENT = /^#[ \t]*tag:[ \t]*\S+[ \t]*$/;
function editEntry(file, entry, update) {
  const splices = [...digestSplices(file, entry, update)];
  if (update.newName === void 0 || update.newName === (entryValue(entry, "newName") ?? entry.name)) return splices;
  const existing = entry.scalars.get("newName");
  if (existing !== void 0) return [...splices, replaceValue(file.text, existing.value, update.newName)];
  return [...splices, insertAfter(file, entry, "name", `newName: ${update.newName}`)];
}
function digestSplices(file, entry, update) {
  const digest = entry.scalars.get("digest");
  const tag = entry.scalars.get("newTag");
  if (digest === void 0 && tag !== void 0)
    return [replacePair(file.text, tag, `digest: ${update.digest}`), ...commentSplices(file.text, tag.value, update)];
  if (digest === void 0)
    return [insertAfter(file, entry, lastKey(entry), withComment(`digest: ${update.digest}`, entry, update))];
  const splices = [
    replaceValue(file.text, digest.value, update.digest),
    ...commentSplices(file.text, digest.value, update)
  ];
  return tag === void 0 ? splices : [...splices, removePair(file, entry, tag)];
}
function withComment(line, entry, update) {
  return update.comment === void 0 || entry.map.flow === true ? line : `${line} # tag: ${update.comment}`;
}
function replaceValue(text, value, replacement) {
  const [start, end] = plainRange(text, value);
  const quote = text[start];
  const quoted = quote === '"' || quote === "'" ? `${quote}${replacement}${quote}` : replacement;
  return { start, end, text: quoted };
}
function replacePair(text, existing, replacement) {
  const [start] = plainRange(text, existing.pair.key);
  const [, end] = plainRange(text, existing.value);
  return { start, end, text: replacement };
}
function removePair(file, entry, existing) {
  const { text } = file;
  const [keyStart] = plainRange(text, existing.pair.key);
  const [valueStart, valueEnd] = plainRange(text, existing.value);
  const lineStart = text.lastIndexOf("\n", keyStart - 1) + 1;
  const alone = entry.map.flow !== true && text.slice(lineStart, keyStart).trim() === "";
  const lineEnd = text.indexOf("\n", valueEnd);
  const tail = text.slice(valueEnd, lineEnd < 0 ? text.length : lineEnd).trim();
  if (!alone || tail !== "") return { start: valueStart, end: valueEnd, text: '""' };
  if (lineEnd >= 0) return { start: lineStart, end: lineEnd + 1, text: "" };
  return { start: Math.max(0, lineStart - newlineOf(text).length), end: valueEnd, text: "" };
}
function insertAfter(file, entry, key, line) {
  const { text } = file;
  const anchor = entry.scalars.get(key);
  if (anchor === void 0) throw notEditable(entry, key);
  const [keyStart] = plainRange(text, anchor.pair.key);
  const [, valueEnd] = plainRange(text, anchor.value);
  if (entry.map.flow === true) return { start: valueEnd, end: valueEnd, text: `, ${line}` };
  const lineStart = text.lastIndexOf("\n", keyStart - 1) + 1;
  const indent = text.slice(lineStart, keyStart).replaceAll(/[^ ]/g, " ");
  const newline = newlineOf(text);
  const found = text.indexOf("\n", valueEnd);
  const lineEnd = found < 0 ? text.length : found - (text[found - 1] === "\r" ? 1 : 0);
  return { start: lineEnd, end: lineEnd, text: `${newline}${indent}${line}` };
}
function commentSplices(text, value, update) {
  const [, valueEnd] = plainRange(text, value);
  const found = text.indexOf("\n", valueEnd);
  const lineEnd = found < 0 ? text.length : found - (text[found - 1] === "\r" ? 1 : 0);
  const rest = text.slice(valueEnd, lineEnd);
  const lead = /^[ \t]*/.exec(rest)?.[0] ?? "";
  const comment = rest.slice(lead.length);
  const own = OWN_COMMENT.test(comment);
  if (update.comment === void 0) return own ? [{ start: valueEnd, end: lineEnd, text: "" }] : [];
  if (own) return [{ start: valueEnd + lead.length, end: lineEnd, text: `# tag: ${update.comment}` }];
  return rest.trim() === "" ? [{ start: valueEnd, end: lineEnd, text: ` # tag: ${update.comment}` }] : [];
}
function lastKey(entry) {
  return entry.scalars.has("newName") ? "newName" : "name";
}
function plainRange(text, value) {
  const [start, end] = value.range ?? [0, 0];
  const source = text.slice(start, end);
  const special = value.anchor !== void 0 || value.tag !== void 0 || /[\n\r]/.test(source) || /^[|>&!*]/.test(source);
  if (special)
    throw overlayError(
      "overlay-not-editable",
      { found: source.slice(0, 80) },
      "the value is written with an anchor, a tag or over several lines"
    );
  return [start, end];
}
function newlineOf(text) {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
function notEditable(entry, key) {
  return overlayError(
    "overlay-not-editable",
    { name: entry.name, key },
    `the entry ${entry.name} has no ${key} to write behind`
  );
}

// packages/overlays/entry-add.ts
function addEntry(file, name, update) {
  const { text, list } = file;
  const newline = newlineOf(text);
  if (list === void 0)
    return insert(text, text.length, `images:${newline}${block("  ", name, update, newline)}`, newline);
  const end = endOfList(text, list.range?.[1] ?? text.length);
  return insert(text, end, block(indentOf(file, list, name), name, update, newline), newline);
}
function insert(text, at, lines, newline) {
  const open = at > 0 && text[at - 1] !== "\n";
  return { start: at, end: at, text: open ? `${newline}${lines}` : lines };
}
function indentOf(file, list, name) {
  const start = file.entries[0]?.map.range?.[0];
  if (list.flow === true || start === void 0) {
    throw overlayError(
      "overlay-not-editable",
      { name },
      "`images` is empty or in flow style: add the first entry by hand"
    );
  }
  return dashIndent(file.text, start);
}
function block(indent, name, update, newline) {
  const comment = update.comment === void 0 ? "" : ` # tag: ${update.comment}`;
  const renamed = update.newName === void 0 || update.newName === name ? [] : [`  newName: ${update.newName}`];
  return [`- name: ${name}`, ...renamed, `  digest: ${update.digest}${comment}`].map((line) => `${indent}${line}${newline}`).join("");
}
function dashIndent(text, itemStart) {
  const lineStart = text.lastIndexOf("\n", itemStart - 1) + 1;
  return /^ */.exec(text.slice(lineStart))?.[0] ?? "";
}
function endOfList(text, valueEnd) {
  const trimmed = text.slice(0, valueEnd).trimEnd().length;
  const newline = text.indexOf("\n", trimmed);
  return newline < 0 ? text.length : newline + 1;
}

// packages/overlays/proof.ts
import { isDeepStrictEqual } from "node:util";
function assertOnlyImagesChanged(before, edited, updates) {
  const after = parseKustomization(edited).document.toJS();
  const expected = before.document.toJS();
  const images = expected["images"] ?? [];
  const updated = images.map((image) => applied(image, updates));
  const added = updates.filter(({ name }) => !images.some((image) => image["name"] === name)).map((update) => applied({ name: update.name }, updates));
  expected["images"] = [...updated, ...added];
  if (isDeepStrictEqual(normal(after), normal(expected))) return;
  throw overlayError(
    "render-changed-more",
    { names: updates.map(({ name }) => name) },
    "editing the overlay would change more than its images"
  );
}
function applied(image, updates) {
  const update = updates.find(({ name }) => name === image["name"]);
  if (update === void 0) return image;
  const { newTag: _tag, newName: _name, ...rest } = image;
  return { ...rest, newName: update.newName, digest: update.digest };
}
function normal(tree) {
  const images = tree["images"];
  return {
    ...tree,
    images: images.map(({ newTag, newName, ...rest }) => ({
      ...rest,
      ...newTag === void 0 || newTag === "" ? {} : { newTag },
      ...newName === void 0 || newName === rest["name"] ? {} : { newName }
    }))
  };
}

// packages/overlays/splice.ts
function applySplices(original, splices) {
  const ordered = [...splices].sort((a, b) => b.start - a.start);
  return ordered.reduce((text, splice) => text.slice(0, splice.start) + splice.text + text.slice(splice.end), original);
}

// packages/overlays/edit.ts
function setOverlayImages(bytes, updates, options) {
  const file = parseKustomization(bytes);
  const changed = updates.filter((update) => !holds(file, update));
  if (changed.length === 0) return { bytes, changes: [] };
  assertMatched(file, changed, options);
  const splices = changed.flatMap((update) => splicesFor(file, update, options));
  const edited = applySplices(file.text, splices);
  assertOnlyImagesChanged(file, edited, changed);
  const mark = hasByteOrderMark(bytes) ? "\uFEFF" : "";
  return { bytes: new TextEncoder().encode(mark + edited), changes: changed.map((update) => describe(file, update)) };
}
function splicesFor(file, update, options) {
  const entry = file.entries.find(({ name }) => name === update.name);
  const wanted = {
    newName: update.newName,
    digest: update.digest,
    ...options.tagComment && update.tag !== void 0 ? { comment: update.tag } : {}
  };
  return entry === void 0 ? [addEntry(file, update.name, wanted)] : editEntry(file, entry, wanted);
}
function holds(file, update) {
  const entry = file.entries.find(({ name }) => name === update.name);
  if (entry === void 0 || entryValue(entry, "newTag") !== void 0) return false;
  return entryValue(entry, "digest") === update.digest && (entryValue(entry, "newName") ?? entry.name) === update.newName;
}
function assertMatched(file, updates, options) {
  const names = file.entries.map(({ name }) => name);
  const unmatched = updates.map(({ name }) => name).filter((name) => !names.includes(name));
  if (unmatched.length === 0 || options.createMissing) return;
  throw overlayError(
    "overlay-image-unmatched",
    { unmatched, found: names },
    `the overlay has no image named ${unmatched.join(", ")}; it has ${names.join(", ") || "none"}`
  );
}
function describe(file, update) {
  const entry = file.entries.find(({ name }) => name === update.name);
  const digest = entry === void 0 ? void 0 : entryValue(entry, "digest");
  const before = digest === UNSET_DIGEST ? void 0 : digest ?? (entry && entryValue(entry, "newTag"));
  return { name: update.name, from: before ?? null, to: update.digest };
}
function hasByteOrderMark(bytes) {
  return bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191;
}

// packages/promotion/commit-message.ts
var SUBJECT_LIMIT = 72;
function promotionMessage(environment, changes, skipCi, given) {
  const names = changes.map(({ name }) => name);
  const what = names.length === 1 ? names[0] ?? "" : `${names.length} images`;
  const subject = `Promote ${what}${environment === void 0 ? "" : ` to ${environment}`}`;
  const message = given ?? `${oneLine(subject).slice(0, SUBJECT_LIMIT)}

${trailers(environment, changes)}
`;
  return skipCi ? message.replace(/$/m, " [skip ci]") : message;
}
function trailers(environment, changes) {
  const lines = [
    ...environment === void 0 ? [] : [`Promo-Environment: ${environment}`],
    ...changes.flatMap(({ name, from, to }) => [
      `Promo-Image: ${name}`,
      `Promo-From: ${from ?? "none"}`,
      `Promo-To: ${to}`
    ])
  ];
  return lines.map(oneLine).join("\n");
}
function oneLine(text) {
  return text.replaceAll(/[\r\n]+/g, " ");
}

// packages/promotion/bump.ts
var ATTEMPTS = 10;
async function bumpByPush(request, ports) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await bumpOnce(request, ports, attempt);
    } catch (error) {
      if (!isPromoError(error) || error.code !== "push-conflict" || attempt >= ATTEMPTS) throw error;
      ports.log(`${request.branch} moved, trying again (${String(attempt)} of ${String(ATTEMPTS)})`);
      await ports.pause(attempt);
    }
  }
}
async function bumpOnce(request, { forge }, attempts) {
  const { repository, branch, overlay, updates, options, environment } = request;
  const head = await headOf(forge, repository, branch);
  const file = await readOverlayAt(forge, repository, head, overlay);
  const edit = setOverlayImages(file.bytes, updates, options);
  const result = { path: file.path, changes: edit.changes, before: file.bytes, after: edit.bytes, attempts };
  if (edit.changes.length === 0) return { ...result, commit: void 0 };
  const message = promotionMessage(environment, edit.changes, request.skipCi, request.message);
  const files = [{ path: file.path, content: edit.bytes }];
  return { ...result, commit: await forge.commit({ repository, branch, expectedHead: head, message, files }) };
}
async function headOf(forge, repository, branch) {
  const head = await forge.branchHead(repository, branch);
  if (head !== void 0) return head;
  throw promotionError("branch-absent", { repository, branch }, `${repository} has no branch ${branch}`);
}

export {
  setOverlayImages,
  promotionMessage,
  bumpByPush,
  headOf
};
