import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseBranch,
  refused
} from "./chunk-EHEY55MU.js";

// actions/workflow.ts
var WORKFLOW = /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}\/\.github\/workflows\/[A-Za-z0-9._-]{1,200}\.ya?ml$/;
function parseWorkflow(text) {
  if (WORKFLOW.test(text)) return text;
  throw refused(text, "`owner/repo/.github/workflows/file.yml`");
}
function parseSigner(text) {
  return parseWorkflow(text.includes("@") ? parseWorkflowRef(text).split("@")[0] ?? "" : text);
}
function parseWorkflowRef(text) {
  const at = text.indexOf("@");
  const ref = /^(?:refs\/(?:heads|tags|pull)\/)?(.+)$/.exec(text.slice(at + 1))?.[1];
  if (at < 0 || ref === void 0) throw refused(text, "`owner/repo/.github/workflows/file.yml@ref`");
  parseWorkflow(text.slice(0, at));
  parseBranch(ref);
  return text;
}

export {
  parseWorkflow,
  parseSigner,
  parseWorkflowRef
};
