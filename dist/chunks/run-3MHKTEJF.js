import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  pullRequestBody,
  pullRequestSummary
} from "./chunk-OKMKPSE4.js";
import {
  headOf,
  promotionMessage,
  setOverlayImages
} from "./chunk-ZY7Q5525.js";
import {
  openPromoted
} from "./chunk-OUMR3CHG.js";
import {
  connectForge,
  environmentOf,
  imageByOverlayName,
  readConfigAt,
  readOverlayAt,
  updatesFor
} from "./chunk-FXAMNVZD.js";
import "./chunk-ARX5WIIS.js";
import "./chunk-MM7H6SUN.js";
import "./chunk-WGUV6V2W.js";
import "./chunk-KU4JQCMB.js";
import "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-ELEXUCDR.js";
import "./chunk-R2QD4G32.js";
import "./chunk-KMCBQIOD.js";
import "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-DL4OCOAT.js";
import "./chunk-ZQQCMQLO.js";
import "./chunk-5DFI25AZ.js";
import {
  releaseDocument
} from "./chunk-LDRIFAFW.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import "./chunk-L6DDHFDX.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import "./chunk-MHAMTB5W.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  digestOf,
  isDigest
} from "./chunk-OXU5TALQ.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/promotion/next-environments.ts
function nextEnvironments(config, environment) {
  environmentOf(config, environment);
  return Object.keys(config.environments).filter((name) => {
    const { after, promote } = environmentOf(config, name);
    return after.includes(environment) && (promote ?? "pull-request") === "pull-request";
  });
}

// packages/promotion/open-pull-request.ts
function promotionBranch(environment) {
  return `promo/${environment}`;
}
async function openPromotion(request, forge) {
  const { repository, base, environment } = request;
  const branch = promotionBranch(environment);
  const baseHead = await headOf(forge, repository, base);
  const file = await readOverlayAt(forge, repository, baseHead, request.overlay);
  const edit = setOverlayImages(file.bytes, request.updates, { tagComment: true, createMissing: false });
  const existing = await forge.findPullRequest({ repository, head: branch, base });
  const unchanged = {
    action: "unchanged",
    branch,
    changes: edit.changes,
    headSha: existing?.headSha,
    pullRequest: existing
  };
  if (edit.changes.length === 0 || request.dryRun) return unchanged;
  const isCurrent = existing !== void 0 && await holdsAlready(existing, file.path, edit.bytes, baseHead, repository, forge);
  const headSha = isCurrent ? existing.headSha : await forge.commit({
    ...{ repository, branch, expectedHead: baseHead, createBranch: true, force: true },
    message: promotionMessage(environment, edit.changes, false),
    files: [{ path: file.path, content: edit.bytes }]
  });
  const { pullRequest, touched } = await publish(request, branch, edit.changes, existing, forge);
  const action = existing === void 0 ? "created" : isCurrent && !touched ? "unchanged" : "updated";
  return { action, branch, changes: edit.changes, headSha, pullRequest };
}
async function holdsAlready(existing, path, wanted, baseHead, repository, forge) {
  if (existing.baseSha !== baseHead) return false;
  const held = await forge.readFile(repository, existing.headSha, path);
  return held !== void 0 && Buffer.compare(held, wanted) === 0;
}
async function publish(request, branch, changes, existing, forge) {
  const { repository, base, draft, labels, reviewers } = request;
  const described = request.describe(changes);
  const pullRequest = existing ?? await forge.openPullRequest({ repository, head: branch, base, ...described, draft });
  const { number } = pullRequest;
  const isStale = changes.some(({ to }) => described.body.includes(to) && !pullRequest.body.includes(to));
  const lacking = labels.filter((label) => !pullRequest.labels.includes(label));
  const isUnfinished = existing === void 0 || lacking.length > 0;
  if (isUnfinished && reviewers.length > 0) await forge.requestReviewers({ repository, number, reviewers });
  if (lacking.length > 0) await forge.addLabels({ repository, number, labels: lacking });
  if (!isStale) return { pullRequest, touched: isUnfinished };
  return { pullRequest: await forge.updatePullRequest({ repository, number, ...described }), touched: true };
}

// actions/open-promotion-pr/describe.ts
function describePromotion({ environment, promoted, config, runner }) {
  const { serverUrl, repository, runId } = runner.context;
  const release = promoted.kind === "release" ? promoted.release : void 0;
  return (changes) => {
    const images = changes.flatMap(({ name, from, to }) => {
      const known = imageByOverlayName(config, name);
      if (!isDigest(to)) return [];
      const source = release === void 0 ? {} : { source: { repository: release.source.repository, sha: release.source.sha } };
      return [
        { app: known?.leg ?? name, image: known?.image.repository ?? name, from: from ?? void 0, to, ...source }
      ];
    });
    const names = images.map(({ app }) => app).join(", ");
    return {
      title: `Promote ${names.length > 60 ? `${String(images.length)} images` : names} to ${environment}`,
      body: pullRequestBody({
        environment,
        images,
        ...release === void 0 ? {} : { release: digestOf(releaseDocument.write(release)) },
        runUrl: `${serverUrl}/${repository.fullName}/actions/runs/${runId}`
      })
    };
  };
}
function openedSummary(environment, opened) {
  const { action, changes, pullRequest, branch } = opened;
  return pullRequestSummary({
    environment,
    action,
    branch,
    changes: changes.map(({ name, from, to }) => ({ image: name, from: from ?? void 0, to })),
    ...pullRequest === void 0 ? {} : { number: pullRequest.number, url: pullRequest.url }
  });
}

// actions/open-promotion-pr/proposed.ts
var NONE = { number: "", url: "", branch: "", "head-sha": "", action: "" };
function outputsOf(proposed) {
  const all = proposed.map(({ environment, opened }) => ({ environment, ...factsOf(opened) }));
  const [first] = proposed;
  return { ...first === void 0 ? NONE : factsOf(first.opened), "pull-requests": all };
}
function factsOf({ pullRequest, branch, headSha, action }) {
  const { number = "", url = "" } = pullRequest ?? {};
  return { number, url, branch, "head-sha": headSha ?? "", action };
}

// actions/open-promotion-pr/run.ts
async function run(request, runner) {
  warnAboutJobToken(request, runner);
  const repository = request.repository ?? runner.context.repository.fullName;
  const forge = await connectForge(runner, request.forge, repository, { contents: "write", pull_requests: "write" });
  const proposed = await openAll(request, repository, forge, runner);
  if (proposed.length === 0) runner.log.notice("No environment that takes pull requests comes after this one.");
  runner.outputs(outputsOf(proposed));
  await runner.summary(proposed.map(({ environment, opened }) => openedSummary(environment, opened)).join("\n\n"));
}
async function openAll(request, repository, forge, runner) {
  const base = request.base ?? (await forge.repository(repository)).defaultBranch;
  const baseHead = await headOf(forge, repository, base);
  const { config } = await readConfigAt(forge, repository, baseHead, request.config);
  const promoted = await promotedOf(
    request,
    runner,
    async (from) => readOverlayAt(forge, repository, baseHead, environmentOf(config, from).overlay).then(({ bytes }) => bytes)
  );
  const updates = updatesFor(promoted, config);
  const { draft, labels, reviewers, dryRun } = request;
  const proposed = [];
  for (const environment of targetsOf(request.target, config)) {
    const { overlay } = environmentOf(config, environment);
    const describe = describePromotion({ environment, promoted, config, runner });
    const asked = { repository, base, environment, overlay, updates, draft, labels, reviewers, dryRun, describe };
    proposed.push({ environment, opened: await openPromotion(asked, forge) });
  }
  return proposed;
}
function targetsOf(target, config) {
  return target.kind === "environment" ? [target.environment] : nextEnvironments(config, target.from);
}
async function promotedOf(request, runner, overlayOf) {
  if (request.promoted !== void 0) {
    if (request.target.kind === "environment") return openPromoted(request.promoted, runner);
    throw actionError("environment-missing", {}, "images are named, and no environment to promote them to");
  }
  if (request.from !== void 0) return { kind: "overlay", bytes: await overlayOf(request.from) };
  throw actionError("promoted-missing", {}, "there is nothing to promote");
}
function warnAboutJobToken({ forge }, runner) {
  if (forge.kind === "app") return;
  runner.annotate(
    "warning",
    "Opened with `token`: if that is GITHUB_TOKEN, the checks of the pull request wait for approval. Give `app-id` and `app-private-key`."
  );
}
export {
  run
};
