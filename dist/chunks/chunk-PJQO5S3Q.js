import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseCommit
} from "./chunk-535AGLRV.js";

// packages/connections/context.ts
function sourceOf({ context }) {
  const { repository, sha, ref } = context;
  return { repository: repository.fullName, repositoryId: repository.id, sha, ref };
}
function runOf({ context }, workflow) {
  return {
    id: context.runId,
    attempt: context.runAttempt,
    workflowRef: workflow?.ref ?? context.workflowRef,
    workflowSha: workflow === void 0 ? context.workflowSha : parseCommit(workflow.sha)
  };
}

export {
  sourceOf,
  runOf
};
