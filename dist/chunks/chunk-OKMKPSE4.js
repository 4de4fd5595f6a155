import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  plural
} from "./chunk-ELEXUCDR.js";
import {
  Markdown,
  blocks,
  code,
  heading,
  link,
  md,
  table
} from "./chunk-LMKEVEGF.js";

// packages/report/promotion-summary.ts
var ACTIONS = {
  created: "opened",
  updated: "brought up to date",
  unchanged: "already says this",
  superseded: "replaced by a newer one",
  blocked: "not opened: something holds it back"
};
var BODY_LIMIT = 65536;
var BODY_ROWS = 80;
function pullRequestBody(report) {
  const { environment, from, images, runUrl, supersedes = [] } = report;
  const body = String(
    blocks(
      md`Promotes ${plural(images.length, "image")} to **${environment}**${from === void 0 ? "" : `, as ${from} has them`}. Only digests change.`,
      table(["App", "Now", "After the merge", "Built from"], images.map(promotedRow), BODY_ROWS),
      md`The check ${code("promo gate")} verifies the evidence of exactly these digests. Merging this is the promotion.`,
      runUrl === void 0 ? md`` : md`Opened by ${link("this run", runUrl)}.`,
      supersedes.length === 0 ? md`` : md`Replaces ${supersedes.map((number) => `pull request ${number}`).join(", ")}.`,
      promoBlock(report)
    )
  );
  return body.length <= BODY_LIMIT ? body : `${body.slice(0, BODY_LIMIT - 100).replace(/\n[^\n]*$/, "")}

_The rest does not fit._`;
}
function pullRequestSummary({ environment, action, branch, number, url, changes }) {
  const name = number === void 0 ? "Pull request" : `Pull request ${number}`;
  const rows = changes.map(({ image, from, to }) => [
    code(image),
    from === void 0 ? "nothing" : code(from),
    code(to)
  ]);
  return String(
    blocks(
      heading(3, md`Promotion to ${environment}: ${changes.length === 0 ? "nothing to change" : ACTIONS[action]}`),
      number === void 0 && changes.length === 0 ? md`` : md`${url === void 0 ? name : link(name, url)} from branch ${code(branch)}.`,
      table(["Image", "Now", "After the merge"], rows)
    )
  );
}
function bumpSummary(updates, commit) {
  const rows = updates.map(({ file, image, from, to }) => [
    code(file),
    code(image),
    from === void 0 ? "" : code(from),
    code(to)
  ]);
  const title = updates.length === 0 ? "Nothing to change: the overlay has these digests" : `Overlay edited: ${plural(updates.length, "image")}`;
  return String(
    blocks(
      heading(3, title),
      table(["File", "Image", "From", "To"], rows),
      commit === void 0 ? md`` : md`Commit ${code(commit)}.`
    )
  );
}
function promotedRow({ app, image, from, to, source }) {
  return [
    code(app),
    from === void 0 ? "nothing" : code(from),
    code(`${image}@${to}`),
    source === void 0 ? "" : origin(source)
  ];
}
function origin({ repository, sha, url }) {
  const label = code(`${repository}@${sha.slice(0, 12)}`);
  return url === void 0 ? label : link(label, url);
}
function promoBlock({ environment, from, images, release }) {
  const lines = [
    { environment, from: from ?? null, release: release ?? null },
    ...images.slice(0, BODY_ROWS).map(({ app, image, from: before, to }) => ({ app, image: `${image}@${to}`, from: before ?? null }))
  ].map((line) => JSON.stringify(line).replaceAll("`", "\\u0060"));
  return new Markdown(["```promo", ...lines, "```"].join("\n"));
}

export {
  pullRequestBody,
  pullRequestSummary,
  bumpSummary
};
