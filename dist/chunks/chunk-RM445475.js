import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  runnerError
} from "./chunk-A2Z5YZBB.js";

// packages/runner/artifacts/names.ts
var NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_-])?$/;
function parseArtifactName(text) {
  if (NAME.test(text)) return text;
  const found = text.slice(0, 100);
  throw runnerError("artifact-invalid", { found }, `${JSON.stringify(found)} is not a name of an artifact`);
}
function attemptName(prefix, leg, attempt) {
  return parseArtifactName(`${prefix}-${leg}-${attempt}`);
}
function newestAttempts(artifacts, prefix, attempt) {
  const newest = /* @__PURE__ */ new Map();
  for (const artifact of artifacts) {
    const match = artifact.name.startsWith(`${prefix}-`) ? /^(.+)-([1-9][0-9]{0,5})$/.exec(artifact.name.slice(prefix.length + 1)) : null;
    const [, leg, written] = match ?? [];
    if (leg === void 0 || Number(written) > attempt) continue;
    if (Number(written) > (newest.get(leg)?.attempt ?? 0)) newest.set(leg, { leg, attempt: Number(written), artifact });
  }
  return [...newest.values()].sort((a, b) => a.leg.localeCompare(b.leg));
}

export {
  parseArtifactName,
  attemptName,
  newestAttempts
};
