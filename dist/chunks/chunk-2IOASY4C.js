import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  runnerError
} from "./chunk-A2Z5YZBB.js";
import {
  parseJson
} from "./chunk-OXU5TALQ.js";

// packages/runner/event.ts
import { readFileSync, statSync } from "node:fs";
var EVENT_SIZE_LIMIT = 26 * 1024 * 1024;
function readEvent(path) {
  if (path === void 0 || path === "") return null;
  try {
    if (statSync(path).size > EVENT_SIZE_LIMIT) return null;
    return parseJson(readFileSync(path), { maxBytes: EVENT_SIZE_LIMIT });
  } catch {
    return null;
  }
}
function repositoryFacts(event) {
  const repository = member(event, "repository");
  const branch = member(repository, "default_branch");
  return { visibility: visibilityOf(repository), defaultBranch: typeof branch === "string" ? branch : void 0 };
}
function visibilityOf(repository) {
  const visibility = member(repository, "visibility");
  if (visibility === "public" || visibility === "private" || visibility === "internal") return visibility;
  const isPrivate = member(repository, "private");
  return isPrivate === true ? "private" : isPrivate === false ? "public" : "unknown";
}
function pullRequestOf(event) {
  const pull = member(event, "pull_request");
  const head = member(pull, "head");
  const base = member(pull, "base");
  const number = member(pull, "number");
  if (typeof number !== "number") return void 0;
  return {
    number,
    headSha: text(head, "sha"),
    headRef: text(head, "ref"),
    headRepositoryId: identifier(member(head, "repo")),
    baseRef: text(base, "ref"),
    baseSha: text(base, "sha"),
    baseRepositoryId: identifier(member(base, "repo"))
  };
}
function mergeGroupOf(event) {
  const group = member(event, "merge_group");
  if (group === null) return void 0;
  return {
    headSha: text(group, "head_sha"),
    headRef: text(group, "head_ref"),
    baseSha: text(group, "base_sha"),
    baseRef: text(group, "base_ref")
  };
}
function member(value, key) {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return null;
  const found = Reflect.get(value, key);
  return found;
}
function text(value, key) {
  const found = member(value, key);
  return typeof found === "string" ? found : "";
}
function identifier(repository) {
  const id = member(repository, "id");
  return typeof id === "number" || typeof id === "string" ? String(id) : void 0;
}

// packages/runner/trusted-event.ts
var PRIVILEGED_EVENTS = /* @__PURE__ */ new Set(["pull_request_target", "workflow_run"]);
function untrustedEvent(context) {
  const { eventName, pullRequest } = context;
  if (PRIVILEGED_EVENTS.has(eventName)) return refuse(eventName, `refused on ${eventName}`);
  const concerns = eventName.startsWith("pull_request") || member(context.event, "pull_request") !== null;
  if (!concerns) return void 0;
  if (pullRequest?.headRepositoryId === void 0 || pullRequest.baseRepositoryId === void 0) {
    return refuse(eventName, "the repository of the pull request is not known");
  }
  if (pullRequest.headRepositoryId === pullRequest.baseRepositoryId) return void 0;
  return refuse(eventName, `the pull request comes from repository ${pullRequest.headRepositoryId}, not from this one`);
}
function refuse(eventName, message) {
  return runnerError("untrusted-event", { eventName }, message);
}

export {
  readEvent,
  repositoryFacts,
  pullRequestOf,
  mergeGroupOf,
  untrustedEvent
};
