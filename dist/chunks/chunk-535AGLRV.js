import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/core/names.ts
var COMMIT_PATTERN = /^[0-9a-f]{40}$/;
var NAME_PATTERN = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
var REPOSITORY_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
var nameError = defineErrors("core", {
  "commit-invalid": { ending: "configuration", remedy: "Give a full commit id of 40 lower-case hexadecimal digits." },
  "name-invalid": {
    ending: "configuration",
    remedy: "Use lower-case letters, digits, `.`, `_` and `-`, starting and ending with a letter or digit, at most 64 characters."
  },
  "repository-invalid": { ending: "configuration", remedy: "Write the repository as `owner/name`." }
});
function parseCommit(text) {
  if (COMMIT_PATTERN.test(text)) return text;
  throw nameError("commit-invalid", { found: clip(text) }, `not a commit id: ${JSON.stringify(clip(text))}`);
}
function parseLegName(text) {
  return parseName(text, "leg");
}
function parseEnvironmentName(text) {
  return parseName(text, "environment");
}
function parseRepositoryName(text) {
  if (REPOSITORY_PATTERN.test(text)) return text;
  throw nameError("repository-invalid", { found: clip(text) }, `not a repository: ${JSON.stringify(clip(text))}`);
}
function parseName(text, kind) {
  if (NAME_PATTERN.test(text)) return text;
  throw nameError("name-invalid", { kind, found: clip(text) }, `not a name of a ${kind}: ${JSON.stringify(clip(text))}`);
}
function clip(text) {
  return text.slice(0, 100);
}

// packages/core/severity.ts
var SEVERITIES = ["critical", "high", "medium", "low", "negligible", "unknown"];
var RANK = { critical: 5, high: 4, unknown: 4, medium: 3, low: 2, negligible: 1 };
function isSeverity(text) {
  return SEVERITIES.some((severity) => severity === text);
}
function reaches(severity, threshold) {
  return RANK[severity] >= RANK[threshold];
}

export {
  COMMIT_PATTERN,
  NAME_PATTERN,
  REPOSITORY_PATTERN,
  parseCommit,
  parseLegName,
  parseEnvironmentName,
  parseRepositoryName,
  SEVERITIES,
  isSeverity,
  reaches
};
