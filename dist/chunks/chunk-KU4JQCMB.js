import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  connectionError
} from "./chunk-L6DDHFDX.js";

// packages/connections/artifacts.ts
async function fetchArtifact(runner, from) {
  const listed = await runner.artifacts.list(from.name);
  const candidates = listed.filter(({ name }) => name === from.name || isAttemptOf(name, from.name));
  const exact = candidates.find(({ digest }) => digest === from.digest);
  const chosen = exact ?? candidates[0];
  if (chosen === void 0) {
    throw connectionError(
      "artifact-not-found",
      { name: from.name, digest: from.digest },
      `this run has no artifact ${from.name}`
    );
  }
  return runner.artifacts.download(chosen.name, { digest: from.digest });
}
function isAttemptOf(name, base) {
  return name.startsWith(`${base}-`) && /^[1-9][0-9]*$/.test(name.slice(base.length + 1));
}

export {
  fetchArtifact
};
