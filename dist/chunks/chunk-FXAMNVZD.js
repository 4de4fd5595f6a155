import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  readConfig
} from "./chunk-ARX5WIIS.js";
import {
  asFetch
} from "./chunk-MM7H6SUN.js";
import {
  connectHttp
} from "./chunk-CGG7XM5G.js";
import {
  Octokit,
  legacyRestEndpointMethods,
  paginateRest,
  requestLog
} from "./chunk-R2QD4G32.js";
import {
  systemClock
} from "./chunk-HEW256BD.js";
import {
  parseYaml,
  require_dist
} from "./chunk-PJ22OAPH.js";
import {
  promotionError
} from "./chunk-DL4OCOAT.js";
import {
  parseCommit
} from "./chunk-535AGLRV.js";
import {
  decodeText,
  isDigest,
  parseImageName
} from "./chunk-OXU5TALQ.js";
import {
  asPromoError,
  defineErrors,
  isPromoError
} from "./chunk-P6ISFHGS.js";
import {
  __toESM
} from "./chunk-DCH3LH7I.js";

// packages/promotion/config-file.ts
async function readConfigAt(forge, repository, commit, path) {
  const bytes = await forge.readFile(repository, commit, path);
  if (bytes === void 0)
    throw promotionError("config-absent", { repository, commit, path }, `${repository} has no ${path} at ${commit}`);
  return { config: readConfig(bytes), bytes };
}
function environmentOf(config, name) {
  const environment = config.environments[name];
  if (environment !== void 0) return environment;
  const found = Object.keys(config.environments);
  throw promotionError(
    "environment-unknown",
    { wanted: name, found },
    `promo.yaml has no environment ${name}; it has ${found.join(", ") || "none"}`
  );
}

// packages/overlays/kustomization.ts
var import_yaml2 = __toESM(require_dist(), 1);

// packages/overlays/errors.ts
var overlayError = defineErrors("overlays", {
  "overlay-invalid": {
    ending: "configuration",
    remedy: "Make the overlay one plain YAML document that kustomize accepts."
  },
  "overlay-image-unmatched": {
    ending: "configuration",
    remedy: "Add an `images:` entry with this name to the overlay, correct `overlay-name` in promo.yaml, or set `create-missing: true`."
  },
  "overlay-image-ambiguous": {
    ending: "configuration",
    remedy: "Keep one `images:` entry for each name."
  },
  "overlay-not-editable": {
    ending: "configuration",
    remedy: "Write the entry without anchors, aliases, tags or block scalars, so that one value can be replaced on its own."
  },
  "config-not-editable": {
    ending: "configuration",
    remedy: "Write the entry of `trust.signers` as a plain mapping without anchors and aliases, or add the commits by hand."
  },
  "render-changed-more": {
    ending: "configuration",
    remedy: "Report this file: editing it would have changed more than the image that was asked for, so nothing was written."
  }
});

// packages/overlays/kustomization.ts
var KUSTOMIZATION_NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
var SIZE_LIMIT = 1024 * 1024;
function kustomizationIn(fileNames) {
  return KUSTOMIZATION_NAMES.find((name) => fileNames.includes(name));
}
function parseKustomization(bytes) {
  const text = decodeText(bytes, SIZE_LIMIT);
  const document = parseOne(text);
  const root = document.contents;
  if (!(0, import_yaml2.isMap)(root)) throw overlayError("overlay-invalid", {}, "the overlay is not a YAML mapping");
  const list = root.get("images", true);
  if (list !== void 0 && !(0, import_yaml2.isSeq)(list)) throw overlayError("overlay-invalid", {}, "`images` is not a list");
  const entries = (list?.items ?? []).map(readEntry);
  assertUnique(entries);
  return { text, document, list, entries };
}
function entryValue(entry, key) {
  const value = entry.scalars.get(key)?.value.value;
  return value === void 0 || value === null || value === "" ? void 0 : scalarText(value);
}
function parseOne(text) {
  try {
    parseYaml(text);
  } catch (cause) {
    const why = asPromoError(cause).message;
    throw overlayError("overlay-invalid", {}, `the overlay cannot be read: ${why}`, { cause });
  }
  return (0, import_yaml2.parseDocument)(text, { version: "1.2", uniqueKeys: false });
}
var KEYS = ["name", "newName", "newTag", "tagSuffix", "digest"];
function readEntry(item) {
  if (!(0, import_yaml2.isMap)(item)) throw overlayError("overlay-not-editable", {}, "an entry of `images` is not a plain mapping");
  const scalars = /* @__PURE__ */ new Map();
  for (const pair of item.items) {
    const key = KEYS.find((known) => (0, import_yaml2.isScalar)(pair.key) && pair.key.value === known);
    if (key === void 0) continue;
    if (!(0, import_yaml2.isScalar)(pair.value))
      throw overlayError("overlay-not-editable", { key }, `\`${key}\` of an image is not a plain value`);
    scalars.set(key, { pair, value: pair.value });
  }
  const name = scalars.get("name")?.value.value;
  if (typeof name !== "string" || name === "")
    throw overlayError("overlay-invalid", {}, "an entry of `images` has no name");
  return { map: item, name, scalars };
}
function assertUnique(entries) {
  const names = entries.map((entry) => entry.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== void 0)
    throw overlayError("overlay-image-ambiguous", { name: twice }, `two entries of \`images\` are named ${twice}`);
}
function scalarText(value) {
  return typeof value === "string" ? value : String(value);
}

// packages/overlays/read.ts
var UNSET_DIGEST = `sha256:${"0".repeat(64)}`;
function readOverlayImages(bytes) {
  const { text, entries } = parseKustomization(bytes);
  return entries.map((entry) => ({
    name: entry.name,
    repository: entryValue(entry, "newName") ?? entry.name,
    ...optional("tag", entryValue(entry, "newTag")),
    ...digestOfEntry(entry),
    line: text.slice(0, entry.map.range?.[0] ?? 0).split("\n").length
  }));
}
function digestOfEntry(entry) {
  const digest = entryValue(entry, "digest");
  if (digest === void 0 || digest === UNSET_DIGEST) return {};
  return isDigest(digest) ? { digest } : { unreadableDigest: digest.slice(0, 200) };
}
function optional(key, value) {
  return value === void 0 ? {} : { [key]: value };
}

// packages/promotion/updates.ts
function updatesFor(promoted, config) {
  if (promoted.kind === "release")
    return promoted.release.images.map(
      ({ leg, name, digest, tags }) => releaseUpdate(config, leg, { name, digest, tag: tags[0] })
    );
  if (promoted.kind === "lines") return promoted.images.map(({ name, image }) => lineUpdate(config, name, image));
  const updates = readOverlayImages(promoted.bytes).flatMap(
    ({ name, repository, digest, tag }) => digest === void 0 ? [] : [{ name, newName: parseImageName(repository), digest, ...tag === void 0 ? {} : { tag } }]
  );
  if (updates.length === 0) throw promotionError("promotion-empty", {}, "the overlay to promote from holds no digest");
  return updates;
}
function overlayNameOf(image) {
  return image["overlay-name"] ?? image.repository;
}
function imageByOverlayName(config, name) {
  const found = Object.entries(config.images).find(([, image]) => overlayNameOf(image) === name);
  return found === void 0 ? void 0 : { leg: found[0], image: found[1] };
}
function releaseUpdate(config, leg, found) {
  const image = config.images[leg];
  if (image === void 0) throw promotionError("image-unknown", { leg }, `promo.yaml has no image ${leg}`);
  if (image.repository !== found.name) {
    throw promotionError(
      "image-repository-differs",
      { leg, wanted: image.repository, found: found.name },
      `the release has ${found.name} for ${leg}, promo.yaml ${image.repository}`
    );
  }
  const { name: newName, digest, tag } = found;
  return { name: overlayNameOf(image), newName, digest, ...tag === void 0 ? {} : { tag } };
}
function lineUpdate(config, name, image) {
  const known = Object.values(config.images).find(({ repository }) => repository === image.name);
  const overlayName = name ?? (known === void 0 ? image.name : overlayNameOf(known));
  return {
    name: overlayName,
    newName: image.name,
    digest: image.digest,
    ...image.tag === void 0 ? {} : { tag: image.tag }
  };
}

// packages/forge/errors.ts
var forgeError = defineErrors("forge", {
  "forge-unauthorized": {
    ending: "configuration",
    remedy: "Give a token with the permission named in the message: `permissions:` of the job for github.token, or the permissions of the App."
  },
  "forge-not-found": {
    ending: "configuration",
    remedy: "Check the name, and that the token may see it: GitHub hides what a token may not read."
  },
  "forge-refused": { ending: "configuration", remedy: "GitHub refused the request; its reason is in the message." },
  "forge-unavailable": {
    ending: "infrastructure",
    remedy: "GitHub did not answer or limits the rate of requests. Run the step again later."
  },
  "forge-incomplete": {
    ending: "infrastructure",
    remedy: "GitHub did not list everything. Make the change smaller: a list with gaps is never judged."
  },
  "forge-path-refused": {
    ending: "configuration",
    remedy: "Name a regular file of the repository: symbolic links and submodules are never followed."
  },
  "forge-file-too-large": { ending: "configuration", remedy: "Make the file smaller; the limit is in the message." },
  "push-conflict": {
    ending: "infrastructure",
    remedy: "The branch moved meanwhile. Read it again and apply the change once more."
  },
  "push-refused": {
    ending: "configuration",
    remedy: "The rules of the branch refuse this push: open a pull request, or let the App bypass the rule."
  },
  "pull-request-refused": {
    ending: "configuration",
    remedy: 'See the reason in the message. For github.token the repository needs "Allow GitHub Actions to create and approve pull requests".'
  }
});

// packages/forge/calls.ts
var RATE_LIMIT = /rate limit|abuse detection/i;
async function call(what, run) {
  try {
    return await run();
  } catch (error) {
    throw translate(what, error);
  }
}
async function callUnlessMissing(what, run) {
  try {
    return await run();
  } catch (error) {
    if (refusalOf(error)?.status === 404) return void 0;
    throw translate(what, error);
  }
}
function refusalOf(error) {
  if (!(error instanceof Error) || networkError(error) !== void 0 || !("status" in error)) return void 0;
  const { status } = error;
  return typeof status === "number" ? { status, reason: oneLine(error.message) } : void 0;
}
function networkError(error) {
  if (isPromoError(error)) return error;
  return isPromoError(error.cause) ? error.cause : void 0;
}
function translate(what, error) {
  const network = error instanceof Error ? networkError(error) : void 0;
  if (network !== void 0) return network;
  const { status, reason } = refusalOf(error) ?? { status: 0, reason: "an answer that cannot be read" };
  return forgeError(codeOf(status, reason), { what, status, reason }, `${what}: ${reason}`, { cause: error });
}
function codeOf(status, reason) {
  if (status === 0 || status >= 500 || status === 429 || RATE_LIMIT.test(reason)) return "forge-unavailable";
  if (status === 401 || status === 403) return "forge-unauthorized";
  return status === 404 ? "forge-not-found" : "forge-refused";
}
function oneLine(text) {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\s]+/g, " ").slice(0, 500).trim();
}

// packages/forge/limits.ts
var NOTE = "\n\n… cut at the limit of GitHub.";
function clip(text, limit) {
  const whole = text.toWellFormed();
  if (whole.length <= limit) return whole;
  const cut = whole.slice(0, limit - NOTE.length);
  return `${cut.replace(/[\uD800-\uDBFF]$/, "")}${NOTE}`;
}
var VERSION="22.0.1";var Octokit2=Octokit.plugin(requestLog,legacyRestEndpointMethods,paginateRest).defaults({userAgent:`octokit-rest.js/${VERSION}`});
// packages/forge/octokit.ts
var API_VERSION = "2022-11-28";
var SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore() {
}
function connect(ports, token) {
  const octokit = new Octokit2({
    auth: token,
    baseUrl: ports.apiUrl.replace(/\/+$/, ""),
    userAgent: "promo",
    log: SILENT,
    request: { fetch: asFetch(ports.http) }
  });
  octokit.hook.before("request", (options) => {
    options.headers["x-github-api-version"] = API_VERSION;
  });
  return octokit;
}
function ownerAndRepo(repository) {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo };
}

// packages/forge/checks.ts
var SUMMARY_LIMIT = 65535;
var ACTIONS_APP_ID = 15368;
async function publishCheck(octokit, request) {
  const { repository, sha, name, conclusion, title, summary, detailsUrl } = request;
  const run = {
    ...ownerAndRepo(repository),
    head_sha: sha,
    name,
    status: "completed",
    conclusion,
    output: { title, summary: clip(summary, SUMMARY_LIMIT) },
    ...detailsUrl === void 0 ? {} : { details_url: detailsUrl }
  };
  const { data } = await call(`publish the check ${name} on ${repository}`, () => octokit.rest.checks.create(run));
  return data.id;
}
async function requiredCheckSource(octokit, repository, branch, checkName) {
  const rules = await rulesOf(octokit, repository, branch);
  const protection = await protectionOf(octokit, repository, branch);
  const found = [...rules ?? [], ...protection ?? []].filter(({ name }) => name === checkName);
  if (found.some(({ appId }) => appId !== void 0 && appId > 0 && appId !== ACTIONS_APP_ID)) return "app";
  if (found.length > 0) return "any";
  return rules === void 0 || protection === void 0 ? "unknown" : "none";
}
async function rulesOf(octokit, repository, branch) {
  const place = { ...ownerAndRepo(repository), branch, per_page: 100 };
  const what = `read the rules of ${branch} of ${repository}`;
  const rules = await callUnlessMissing(what, () => octokit.paginate(octokit.rest.repos.getBranchRules, place));
  return rules?.flatMap((rule) => {
    if (rule.type !== "required_status_checks") return [];
    const checks = rule.parameters?.required_status_checks ?? [];
    return checks.map(({ context, integration_id: appId }) => ({ name: context, appId }));
  });
}
async function protectionOf(octokit, repository, branch) {
  const what = `read branch ${branch} of ${repository}`;
  const place = { ...ownerAndRepo(repository), branch };
  const answer = await callUnlessMissing(what, () => octokit.rest.repos.getBranch(place));
  if (answer === void 0) return void 0;
  const checks = answer.data.protection.required_status_checks;
  const named = checks?.checks.map(({ context, app_id: appId }) => ({ name: context, appId: appId ?? void 0 })) ?? [];
  const plain = checks?.contexts.map((name) => ({ name, appId: void 0 })) ?? [];
  return [...named, ...plain];
}

// packages/forge/refs.ts
var COMMIT_LIKE = /^[0-9a-f]{40}$/;
async function branchHead(octokit, repository, branch) {
  const place = { ...ownerAndRepo(repository), ref: `heads/${branch}` };
  const answer = await callUnlessMissing(`read branch ${branch} of ${repository}`, () => octokit.rest.git.getRef(place));
  return answer === void 0 ? void 0 : parseCommit(answer.data.object.sha);
}

// packages/forge/git-trees.ts
var TYPES = {
  "040000": "directory",
  "120000": "symlink",
  "160000": "submodule"
};
var DEFAULT_MAX_BYTES = 1024 * 1024;
function createTreeReader(octokit) {
  const known = /* @__PURE__ */ new Map();
  const treeOf = (repository, sha) => {
    const key = `${repository} ${sha}`;
    const tree = known.get(key) ?? fetchTree(octokit, repository, sha);
    known.set(key, tree);
    tree.catch(() => known.delete(key));
    return tree;
  };
  const entry = async (repository, ref, path) => {
    const commit = await commitOf(octokit, repository, ref);
    return commit === void 0 ? void 0 : walk(repository, commit, splitPath(path), treeOf);
  };
  return {
    entry,
    list: async (repository, ref, path) => {
      const directory = path.replaceAll(/^\/+|\/+$|^\.$/g, "");
      const found = directory === "" ? await commitOf(octokit, repository, ref) : await directoryAt(entry, repository, ref, directory);
      const entries = found === void 0 ? [] : await treeOf(repository, found) ?? [];
      const prefix = directory === "" ? "" : `${directory}/`;
      return entries.map(({ name, type }) => ({ path: `${prefix}${name}`, type }));
    },
    file: async (repository, ref, path, maxBytes = DEFAULT_MAX_BYTES) => {
      const found = await entry(repository, ref, path);
      if (found === void 0 || found.type === "directory") return void 0;
      if (found.type !== "file") throw refused(repository, path, found.type);
      return fetchBlob(octokit, repository, path, found, maxBytes);
    }
  };
}
async function commitOf(octokit, repository, ref) {
  return COMMIT_LIKE.test(ref) ? ref : branchHead(octokit, repository, ref.replace(/^refs\/heads\//, ""));
}
async function directoryAt(entry, repository, ref, path) {
  const found = await entry(repository, ref, path);
  if (found === void 0 || found.type === "file") return void 0;
  if (found.type !== "directory") throw refused(repository, path, found.type);
  return found.sha;
}
async function walk(repository, root, parts, treeOf) {
  const [name = "", ...rest] = parts;
  const found = (await treeOf(repository, root))?.find((one) => one.name === name);
  if (found === void 0 || rest.length === 0) return found;
  if (found.type === "file") return void 0;
  if (found.type !== "directory") throw refused(repository, name, found.type);
  return walk(repository, found.sha, rest, treeOf);
}
async function fetchTree(octokit, repository, sha) {
  const place = { ...ownerAndRepo(repository), tree_sha: sha };
  const answer = await callUnlessMissing(`read tree ${sha} of ${repository}`, () => octokit.rest.git.getTree(place));
  if (answer?.data.truncated === true) {
    throw forgeError("forge-incomplete", { repository, sha }, `${repository}: GitHub lists tree ${sha} only in part`);
  }
  return answer?.data.tree.map(({ path, mode, sha: id, size }) => ({
    name: path,
    type: TYPES[mode] ?? "file",
    mode,
    sha: id,
    size: size ?? 0
  }));
}
async function fetchBlob(octokit, repository, path, { sha, size }, maxBytes) {
  if (size > maxBytes) {
    const facts = { repository, path, size, limit: maxBytes };
    throw forgeError(
      "forge-file-too-large",
      facts,
      `${path} of ${repository} has ${size} bytes, the limit is ${maxBytes}`
    );
  }
  const place = { ...ownerAndRepo(repository), file_sha: sha };
  const { data } = await call(`read ${path} of ${repository}`, () => octokit.rest.git.getBlob(place));
  return Buffer.from(data.content, "base64");
}
function splitPath(path) {
  const parts = path.split("/");
  if (!parts.some((part) => part === "" || part === "." || part === ".." || part.toLowerCase() === ".git")) return parts;
  throw forgeError(
    "forge-path-refused",
    { path },
    `not a path of a file in a repository: ${JSON.stringify(path.slice(0, 200))}`
  );
}
function refused(repository, path, type) {
  return forgeError("forge-path-refused", { repository, path, type }, `${path} of ${repository} is a ${type}`);
}

// packages/forge/commits.ts
var MOVED = /not a fast forward|Reference does not exist|Reference already exists|cannot be updated|cannot lock ref/i;
var RULES = /rule violations|protected branch/i;
async function commitFiles(octokit, trees, request) {
  const { repository, branch, expectedHead, message } = request;
  const place = ownerAndRepo(repository);
  const head = await currentHead(octokit, request);
  const changes = await Promise.all(request.files.map((file) => writeBlob(octokit, trees, request, file)));
  const what = `commit to ${branch} of ${repository}`;
  const parent = await call(what, () => octokit.rest.git.getCommit({ ...place, commit_sha: expectedHead }));
  const base = parent.data.tree.sha;
  const tree = await call(what, () => octokit.rest.git.createTree({ ...place, base_tree: base, tree: changes }));
  if (tree.data.sha === base && request.createBranch !== true) return expectedHead;
  const made = { ...place, message, tree: tree.data.sha, parents: [expectedHead] };
  const { data } = await call(what, () => octokit.rest.git.createCommit(made));
  const sha = parseCommit(data.sha);
  await moveBranch(octokit, request, head, sha);
  return sha;
}
async function currentHead(octokit, request) {
  const { repository, branch, expectedHead } = request;
  const head = await branchHead(octokit, repository, branch);
  const fine = head === void 0 ? request.createBranch === true : head === expectedHead || request.force === true;
  if (fine) return head;
  throw conflict(request, head ?? null);
}
async function writeBlob(octokit, trees, { repository, expectedHead }, { path, content }) {
  splitPath(path);
  const known = await trees.entry(repository, expectedHead, path);
  if (known !== void 0 && known.type !== "file") {
    throw forgeError(
      "forge-path-refused",
      { repository, path, type: known.type },
      `${path} of ${repository} is a ${known.type}`
    );
  }
  const change = { path, mode: known?.mode === "100755" ? "100755" : "100644", type: "blob" };
  if (content === null) return { ...change, sha: null };
  const blob = { ...ownerAndRepo(repository), content: Buffer.from(content).toString("base64"), encoding: "base64" };
  const { data } = await call(`write ${path} of ${repository}`, () => octokit.rest.git.createBlob(blob));
  return { ...change, sha: data.sha };
}
async function moveBranch(octokit, request, head, sha) {
  const { repository, branch, force = false } = request;
  const place = ownerAndRepo(repository);
  try {
    if (head === void 0) await octokit.rest.git.createRef({ ...place, ref: `refs/heads/${branch}`, sha });
    else await octokit.rest.git.updateRef({ ...place, ref: `heads/${branch}`, sha, force });
  } catch (error) {
    if (isAmbiguous(error) && await branchHead(octokit, repository, branch) === sha) return;
    throw refusedPush(request, error);
  }
}
function isAmbiguous(error) {
  const status = refusalOf(error)?.status;
  return status === void 0 || status >= 500;
}
function refusedPush(request, error) {
  const refusal = refusalOf(error);
  const what = `push to ${request.branch} of ${request.repository}`;
  if (refusal === void 0 || refusal.status !== 409 && refusal.status !== 422) return translate(what, error);
  if (RULES.test(refusal.reason)) {
    return forgeError("push-refused", { what, reason: refusal.reason }, `${what}: ${refusal.reason}`, { cause: error });
  }
  return MOVED.test(refusal.reason) ? conflict(request, null) : translate(what, error);
}
function conflict(request, found) {
  const { repository, branch, expectedHead } = request;
  const facts = { repository, branch, expected: expectedHead, found };
  return forgeError("push-conflict", facts, `${branch} of ${repository} is no longer at ${expectedHead}`);
}

// packages/forge/pull-requests.ts
var BODY_LIMIT = 65536;
function pullRequests(octokit) {
  const { pulls, issues } = octokit.rest;
  const update = async ({ title, body, ...name }) => {
    const change = { ...pullPlace(name), ...title === void 0 ? {} : { title }, ...bodyField(body) };
    return read((await call(`update ${show(name)}`, () => pulls.update(change))).data);
  };
  return {
    changedFiles: (repository, number) => changedFiles(octokit, { repository, number }),
    pullRequest: async (repository, number) => {
      const name = { repository, number };
      return read((await call(`read ${show(name)}`, () => pulls.get(pullPlace(name)))).data);
    },
    findPullRequest: (place) => find(octokit, place),
    openPullRequest: (request) => open(octokit, update, request),
    updatePullRequest: update,
    closePullRequest: async (name) => {
      await call(`close ${show(name)}`, () => pulls.update({ ...pullPlace(name), state: "closed" }));
    },
    comment: async ({ body, ...name }) => {
      const text = clip(body, BODY_LIMIT);
      await call(`comment on ${show(name)}`, () => issues.createComment({ ...issuePlace(name), body: text }));
    },
    addLabels: async ({ labels, ...name }) => {
      await call(`label ${show(name)}`, () => issues.addLabels({ ...issuePlace(name), labels: [...labels] }));
    },
    requestReviewers: async ({ reviewers, ...name }) => {
      const asked = { ...pullPlace(name), ...reviewersOf(reviewers) };
      await call(`ask for reviews of ${show(name)}`, () => pulls.requestReviewers(asked));
    }
  };
}
async function changedFiles(octokit, name) {
  const what = `list the files of ${show(name)}`;
  const { data: pull } = await call(what, () => octokit.rest.pulls.get(pullPlace(name)));
  const pages = { ...pullPlace(name), per_page: 100 };
  const files = await call(what, () => octokit.paginate(octokit.rest.pulls.listFiles, pages));
  if (files.length !== pull.changed_files) {
    const facts = { ...name, listed: files.length, changed: pull.changed_files };
    throw forgeError(
      "forge-incomplete",
      facts,
      `${show(name)}: ${files.length} of ${pull.changed_files} files are listed`
    );
  }
  return files.map(({ filename, previous_filename: previousPath, status }) => ({
    path: filename,
    status,
    ...previousPath === void 0 ? {} : { previousPath }
  }));
}
async function find(octokit, { repository, head, base }) {
  const place = ownerAndRepo(repository);
  const query = { ...place, state: "open", head: `${place.owner}:${head}`, base, per_page: 1 };
  const what = `find the pull request from ${head} to ${base} of ${repository}`;
  const [found] = (await call(what, () => octokit.rest.pulls.list(query))).data;
  return found === void 0 ? void 0 : readListed(found);
}
async function open(octokit, update, request) {
  const { repository, head, base, title, draft = false } = request;
  const made = { ...ownerAndRepo(repository), head, base, title, draft, ...bodyField(request.body) };
  try {
    return read((await octokit.rest.pulls.create(made)).data);
  } catch (error) {
    const existing = await find(octokit, request);
    if (existing !== void 0) return update({ repository, number: existing.number, title, body: request.body });
    throw refusedPull(`open a pull request from ${head} to ${base} of ${repository}`, error);
  }
}
function refusedPull(what, error) {
  const refusal = refusalOf(error);
  const byRule = refusal?.status === 422 || refusal?.status === 403 && /not permitted to create/i.test(refusal.reason);
  if (refusal === void 0 || !byRule) return translate(what, error);
  return forgeError("pull-request-refused", { what, reason: refusal.reason }, `${what}: ${refusal.reason}`, {
    cause: error
  });
}
function bodyField(body) {
  return body === void 0 ? {} : { body: clip(body, BODY_LIMIT) };
}
function reviewersOf(names) {
  const plain = names.map((name) => name.replace(/^@/, ""));
  return {
    reviewers: plain.filter((name) => !name.includes("/")),
    team_reviewers: plain.filter((name) => name.includes("/")).map((name) => name.slice(name.indexOf("/") + 1))
  };
}
function pullPlace(name) {
  return { ...ownerAndRepo(name.repository), pull_number: name.number };
}
function issuePlace(name) {
  return { ...ownerAndRepo(name.repository), issue_number: name.number };
}
function show({ repository, number }) {
  return `${repository}#${number}`;
}
function readListed(data) {
  return read({ ...data, merged: data.merged_at !== null });
}
function read(data) {
  return {
    number: data.number,
    url: data.html_url,
    title: data.title,
    body: data.body ?? "",
    state: data.state === "open" ? "open" : "closed",
    merged: data.merged,
    ...mergeFields(data),
    draft: data.draft ?? false,
    author: data.user?.login ?? "ghost",
    labels: data.labels.flatMap(({ name }) => name ?? []),
    headRef: data.head.ref,
    headSha: parseCommit(data.head.sha),
    headRepositoryId: data.head.repo?.id,
    baseRef: data.base.ref,
    baseSha: parseCommit(data.base.sha)
  };
}
function mergeFields(data) {
  if (!data.merged) return { mergedAt: void 0, mergeCommit: void 0, mergedBy: void 0 };
  return {
    mergedAt: data.merged_at ?? void 0,
    mergeCommit: data.merge_commit_sha === null ? void 0 : parseCommit(data.merge_commit_sha),
    mergedBy: data.merged_by?.login
  };
}

// packages/forge/history.ts
var PAGE = 100;
function histories(octokit) {
  return {
    commitsTouching: (repository, branch, path, limit) => commitsTouching(octokit, { repository, branch, path, limit }),
    commitFacts: (repository, sha) => commitFacts(octokit, repository, sha),
    pullRequestsOf: async (repository, sha) => {
      const place = { ...ownerAndRepo(repository), commit_sha: sha, per_page: PAGE };
      const what = `find the pull requests of ${sha} of ${repository}`;
      const { repos } = octokit.rest;
      return (await call(what, () => octokit.paginate(repos.listPullRequestsAssociatedWithCommit, place))).map(
        readListed
      );
    },
    approvals: (repository, number) => approvals(octokit, repository, number)
  };
}
async function commitsTouching(octokit, request) {
  const { repository, branch, path, limit } = request;
  const place = { ...ownerAndRepo(repository), sha: branch, path, per_page: Math.min(limit + 1, PAGE) };
  const commits = [];
  await call(`read the history of ${path} of ${repository}`, async () => {
    for await (const { data } of octokit.paginate.iterator(octokit.rest.repos.listCommits, place)) {
      commits.push(...data.map(readCommit));
      if (commits.length > limit) return;
    }
  });
  return { commits: commits.slice(0, limit), complete: commits.length <= limit };
}
async function commitFacts(octokit, repository, sha) {
  try {
    return readCommit((await octokit.rest.repos.getCommit({ ...ownerAndRepo(repository), ref: sha })).data);
  } catch (error) {
    if (refusalOf(error)?.status === 422) return void 0;
    throw translate(`read commit ${sha} of ${repository}`, error);
  }
}
async function approvals(octokit, repository, number) {
  const place = { ...ownerAndRepo(repository), pull_number: number, per_page: PAGE };
  const what = `read the reviews of ${repository}#${String(number)}`;
  const reviews = await call(what, () => octokit.paginate(octokit.rest.pulls.listReviews, place));
  const last = /* @__PURE__ */ new Map();
  for (const { state, user, submitted_at: at, commit_id: commit } of reviews) {
    if (state === "COMMENTED" || state === "PENDING") continue;
    const by = user?.login ?? "ghost";
    last.set(by, state === "APPROVED" ? { by, at: at ?? "", ...commitField(commit) } : void 0);
  }
  return [...last.values()].filter((approval) => approval !== void 0);
}
function commitField(commit) {
  return commit === null ? {} : { commit: parseCommit(commit) };
}
function readCommit({ sha, html_url: url, commit, author }) {
  return {
    sha: parseCommit(sha),
    url,
    subject: commit.message.split("\n")[0] ?? "",
    author: author?.login ?? commit.author?.name ?? "unknown",
    committedAt: commit.committer?.date ?? ""
  };
}

// packages/forge/github-forge.ts
function createGitHubForge(ports) {
  const octokit = connect(ports, ports.token);
  const trees = createTreeReader(octokit);
  return {
    repository: async (name) => {
      const place = ownerAndRepo(name);
      const { data } = await call(`read repository ${name}`, () => octokit.rest.repos.get(place));
      return {
        fullName: data.full_name,
        id: data.id,
        defaultBranch: data.default_branch,
        visibility: visibilityOf(data)
      };
    },
    branchHead: (repository, branch) => branchHead(octokit, repository, branch),
    readFile: trees.file,
    listDirectory: trees.list,
    commit: (request) => commitFiles(octokit, trees, request),
    ...histories(octokit),
    ...pullRequests(octokit),
    publishCheck: (request) => publishCheck(octokit, request),
    requiredCheckSource: (repository, branch, name) => requiredCheckSource(octokit, repository, branch, name)
  };
}
function visibilityOf(data) {
  if (data.visibility === "internal") return "internal";
  return data.private ? "private" : "public";
}
function isPkcs1(privateKey){return privateKey.includes("-----BEGIN RSA PRIVATE KEY-----")}function isOpenSsh(privateKey){return privateKey.includes("-----BEGIN OPENSSH PRIVATE KEY-----")}function string2ArrayBuffer(str){const buf=new ArrayBuffer(str.length);const bufView=new Uint8Array(buf);for(let i=0,strLen=str.length;i<strLen;i++){bufView[i]=str.charCodeAt(i)}return buf}function getDERfromPEM(pem){const pemB64=pem.trim().split("\n").slice(1,-1).join("");const decoded=atob(pemB64);return string2ArrayBuffer(decoded)}function getEncodedMessage(header,payload){return`${base64encodeJSON(header)}.${base64encodeJSON(payload)}`}function base64encode(buffer){var binary="";var bytes=new Uint8Array(buffer);var len=bytes.byteLength;for(var i=0;i<len;i++){binary+=String.fromCharCode(bytes[i])}return fromBase64(btoa(binary))}function fromBase64(base64){return base64.replace(/=/g,"").replace(/\+/g,"-").replace(/\//g,"_")}function base64encodeJSON(obj){return fromBase64(btoa(JSON.stringify(obj)))}import{subtle}from"node:crypto";import{createPrivateKey}from"node:crypto";function convertPrivateKey(privateKey){if(!isPkcs1(privateKey))return privateKey;return createPrivateKey(privateKey).export({type:"pkcs8",format:"pem"})}async function getToken({privateKey,payload}){const convertedPrivateKey=convertPrivateKey(privateKey);if(isPkcs1(convertedPrivateKey)){throw new Error("[universal-github-app-jwt] Private Key is in PKCS#1 format, but only PKCS#8 is supported. See https://github.com/gr2m/universal-github-app-jwt#private-key-formats")}if(isOpenSsh(convertedPrivateKey)){throw new Error("[universal-github-app-jwt] Private Key is in OpenSSH format, but only PKCS#8 is supported. See https://github.com/gr2m/universal-github-app-jwt#private-key-formats")}const algorithm={name:"RSASSA-PKCS1-v1_5",hash:{name:"SHA-256"}};const header={alg:"RS256",typ:"JWT"};const privateKeyDER=getDERfromPEM(convertedPrivateKey);const importedKey=await subtle.importKey("pkcs8",privateKeyDER,algorithm,false,["sign"]);const encodedMessage=getEncodedMessage(header,payload);const encodedMessageArrBuf=string2ArrayBuffer(encodedMessage);const signatureArrBuf=await subtle.sign(algorithm.name,importedKey,encodedMessageArrBuf);const encodedSignature=base64encode(signatureArrBuf);return`${encodedMessage}.${encodedSignature}`}async function githubAppJwt({id,privateKey,now=Math.floor(Date.now()/1e3)}){const privateKeyWithNewlines=privateKey.replace(/\\n/g,"\n");const nowWithSafetyMargin=now-30;const expiration=nowWithSafetyMargin+60*10;const payload={iat:nowWithSafetyMargin,exp:expiration,iss:id};const token=await getToken({privateKey:privateKeyWithNewlines,payload});return{appId:id,expiration,token}}
// packages/forge/installation-token.ts
async function createInstallationToken(request, ports) {
  const { appId, repository, permissions } = request;
  const place = ownerAndRepo(repository);
  const octokit = connect(ports, await signJwt(request, ports.clock ?? systemClock));
  const what = `find the installation of App ${appId} on ${repository}`;
  const { data: installation } = await call(what, () => octokit.rest.apps.getRepoInstallation(place));
  const wanted = { installation_id: installation.id, repositories: [place.repo], permissions: { ...permissions } };
  const asked = Object.entries(permissions).map(([name, access]) => `${name}: ${access}`);
  const task = `get a token of App ${appId} for ${repository} with ${asked.join(", ")}`;
  const { data } = await call(task, () => octokit.rest.apps.createInstallationAccessToken(wanted));
  return { token: data.token, expiresAt: data.expires_at };
}
async function signJwt({ appId, privateKey }, clock) {
  try {
    const now = Math.floor(clock.now().getTime() / 1e3);
    const { token } = await githubAppJwt({ id: appId, privateKey, now });
    return token;
  } catch (cause) {
    throw forgeError("forge-unauthorized", { appId }, `the private key of App ${appId} cannot be read`, {
      cause,
      remedy: "Give the private key of the App as GitHub handed it out, a PEM with its line breaks."
    });
  }
}

// packages/connections/forge.ts
async function connectForge(runner, access, repository, permissions) {
  const http = connectHttp(runner);
  const { apiUrl } = runner.context;
  if (access.kind === "token") return createGitHubForge({ http, token: access.token, apiUrl });
  const { appId, privateKey } = access;
  const { token } = await createInstallationToken({ appId, privateKey, repository, permissions }, { http, apiUrl });
  runner.mask(token);
  return createGitHubForge({ http, token, apiUrl });
}

// packages/promotion/overlay-file.ts
async function readOverlayAt(forge, repository, commit, overlay) {
  const file = await findOverlayAt(forge, repository, commit, overlay);
  if (file !== void 0) return file;
  throw promotionError(
    "overlay-absent",
    { repository, commit, overlay },
    `${repository} has no kustomization at ${overlay} (${commit})`
  );
}
async function findOverlayAt(forge, repository, commit, overlay) {
  const path = /\.ya?ml$/.test(overlay) ? overlay : await kustomizationPath(forge, repository, commit, overlay);
  if (path === void 0) return void 0;
  const bytes = await forge.readFile(repository, commit, path);
  return bytes === void 0 ? void 0 : { path, bytes };
}
async function kustomizationPath(forge, repository, commit, overlay) {
  const directory = overlay.replace(/\/+$/, "");
  const entries = await forge.listDirectory(repository, commit, directory);
  const names = entries.filter(({ type }) => type === "file").map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  const name = kustomizationIn(names);
  return name === void 0 ? void 0 : `${directory}/${name}`;
}

export {
  overlayError,
  KUSTOMIZATION_NAMES,
  kustomizationIn,
  parseKustomization,
  entryValue,
  UNSET_DIGEST,
  readOverlayImages,
  readConfigAt,
  environmentOf,
  updatesFor,
  overlayNameOf,
  imageByOverlayName,
  connectForge,
  readOverlayAt,
  findOverlayAt
};
