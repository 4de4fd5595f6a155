import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  bumpSummary
} from "./chunk-OKMKPSE4.js";
import {
  bumpByPush,
  headOf,
  setOverlayImages
} from "./chunk-ZY7Q5525.js";
import {
  openPromoted
} from "./chunk-OUMR3CHG.js";
import {
  connectForge,
  environmentOf,
  kustomizationIn,
  readConfigAt,
  updatesFor
} from "./chunk-FXAMNVZD.js";
import {
  readConfig
} from "./chunk-ARX5WIIS.js";
import "./chunk-MM7H6SUN.js";
import "./chunk-WGUV6V2W.js";
import "./chunk-KU4JQCMB.js";
import "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-ELEXUCDR.js";
import "./chunk-R2QD4G32.js";
import "./chunk-KMCBQIOD.js";
import {
  systemClock
} from "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-DL4OCOAT.js";
import "./chunk-ZQQCMQLO.js";
import "./chunk-5DFI25AZ.js";
import "./chunk-LDRIFAFW.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import "./chunk-L6DDHFDX.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  readDocument
} from "./chunk-EDR7NLTG.js";
import "./chunk-MHAMTB5W.js";
import {
  workspacePath
} from "./chunk-ICYJJHEH.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import "./chunk-OXU5TALQ.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/bump-overlay/bump-file.ts
import { existsSync } from "node:fs";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
async function bumpFile(request, promoted, runner) {
  const { workspace } = runner.context;
  const { createMissing, tagComment } = request;
  const { overlay, config } = editOf(request, promoted, workspace);
  const path = await overlayFile(workspacePath(overlay, workspace));
  const shown = isAbsolute(overlay) ? path : relative(workspace, path);
  const before = await readFile(workspacePath(shown, workspace));
  const edit = setOverlayImages(before, updatesFor(promoted, config), { createMissing, tagComment });
  if (edit.changes.length > 0) {
    await writeFile(`${path}.promo`, edit.bytes);
    await rename(`${path}.promo`, path);
  }
  return { path: shown, changes: edit.changes, before, after: edit.bytes, commit: void 0, attempts: 0 };
}
function editOf({ overlay, environment, config: path }, promoted, workspace) {
  const isNamed = overlay !== void 0 && promoted.kind === "lines";
  if (isNamed && !existsSync(join(workspace, path))) return { overlay, config: { images: {} } };
  const config = readConfig(readDocument({ kind: "path", path }, workspace));
  if (overlay !== void 0) return { overlay, config };
  if (environment !== void 0) return { overlay: environmentOf(config, environment).overlay, config };
  throw actionError("overlay-missing", {}, "neither `overlay` nor `environment` is given");
}
async function overlayFile(path) {
  const found = await stat(path).catch(() => void 0);
  if (found?.isFile() === true) return path;
  const name = found?.isDirectory() === true ? kustomizationIn(await readdir(path)) : void 0;
  if (name !== void 0) return join(path, name);
  throw actionError("overlay-missing", { path }, `there is no kustomization at ${path}`);
}

// actions/bump-overlay/bump-branch.ts
var PAUSE_MS = 2e3;
async function bumpBranch(request, promoted, runner) {
  if (request.forge === void 0) throw actionError("forge-missing", {}, "`commit: push` needs a token");
  const repository = request.repository ?? runner.context.repository.fullName;
  const forge = await connectForge(runner, request.forge, repository, { contents: "write" });
  const branch = request.branch ?? (await forge.repository(repository)).defaultBranch;
  const { config } = await readConfigAt(forge, repository, await headOf(forge, repository, branch), request.config);
  const { environment, createMissing, tagComment, message, skipCi } = request;
  const overlay = request.overlay ?? (environment === void 0 ? void 0 : environmentOf(config, environment).overlay);
  if (overlay === void 0) throw actionError("overlay-missing", {}, "neither `overlay` nor `environment` is given");
  const updates = updatesFor(promoted, config);
  const log = (line) => runner.log.info(line);
  const pause = (attempt) => systemClock.sleep(Math.random() * PAUSE_MS * attempt, runner.signal);
  return bumpByPush(
    { repository, branch, overlay, environment, updates, options: { createMissing, tagComment }, message, skipCi },
    { forge, log, pause }
  );
}

// actions/bump-overlay/diff.ts
import { mkdtemp, writeFile as writeFile2 } from "node:fs/promises";
import { join as join2 } from "node:path";
async function writeDiff(written, temp) {
  const directory = await mkdtemp(join2(temp, "promo-diff-"));
  const path = join2(directory, "overlay.diff");
  await writeFile2(path, changedLines(written.path, text(written.before), text(written.after)));
  return path;
}
function changedLines(path, before, after) {
  if (before === after) return "";
  const [old, now] = [before.split("\n"), after.split("\n")];
  const removed = old.filter((line) => !now.includes(line)).map((line) => `-${line}`);
  const added = now.filter((line) => !old.includes(line)).map((line) => `+${line}`);
  return [`--- a/${path}`, `+++ b/${path}`, ...removed, ...added, ""].join("\n");
}
function text(bytes) {
  return new TextDecoder().decode(bytes);
}

// actions/bump-overlay/run.ts
async function run(request, runner) {
  if (request.promoted === void 0) throw actionError("promoted-missing", {}, "there is nothing to promote");
  if (request.skipCi && request.commit !== "push")
    throw actionError("skip-ci-refused", {}, "`skip-ci` needs `commit: push`");
  const promoted = await openPromoted(request.promoted, runner);
  const bump = request.commit === "push" ? bumpBranch : bumpFile;
  const written = await bump(request, promoted, runner);
  const updates = written.changes.map(({ name, from, to }) => ({
    file: written.path,
    image: name,
    from,
    to
  }));
  runner.outputs({
    changed: updates.length > 0,
    updates: updates.map((update) => ({ ...update })),
    diff: await writeDiff(written, runner.context.temp),
    "commit-sha": written.commit ?? "",
    attempts: written.attempts
  });
  await runner.summary(
    bumpSummary(
      updates.map(({ from, ...update }) => ({ ...update, from: from ?? void 0 })),
      written.commit
    )
  );
}
export {
  run
};
