import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  SEVERITIES,
  reaches
} from "./chunk-535AGLRV.js";

// packages/policy/scan-decision.ts
function decideScan(found, tools, options) {
  const unique = worstOfEach(found);
  const ignored = unique.filter((finding) => options.ignoreUnfixed && isUnfixed(finding));
  const findings = unique.filter((finding) => !ignored.includes(finding)).sort(bySeverity);
  const failing = findings.filter(({ severity }) => reaches(severity, options.failOn)).map(({ fingerprint }) => fingerprint);
  const incomplete = tools.length === 0 || tools.some((tool) => !tool.complete || tool.outcome !== "pass");
  return {
    findings,
    suppressed: ignored.map((finding) => ({
      finding,
      by: "ignore-unfixed",
      reason: "no version without it has been released"
    })),
    counts: countSeverities(findings),
    decision: {
      ...options,
      outcome: incomplete ? "infrastructure" : failing.length > 0 ? "findings" : "pass",
      failing: [...new Set(failing)]
    }
  };
}
function worstOfEach(found) {
  const bestFirst = [...found].sort((a, b) => Number(isUnfixed(b)) - Number(isUnfixed(a)) || bySeverity(b, a));
  return [...new Map(bestFirst.map((finding) => [`${finding.target} ${finding.fingerprint}`, finding])).values()];
}
function countSeverities(findings) {
  const count = (wanted) => findings.filter(({ severity }) => severity === wanted).length;
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)]));
}
function isUnfixed(finding) {
  return finding.kind === "vulnerability" && (finding.package?.fixed.length ?? 0) === 0;
}
function bySeverity(a, b) {
  const rank = ({ severity }) => SEVERITIES.indexOf(severity);
  return rank(a) - rank(b) || a.fingerprint.localeCompare(b.fingerprint);
}

export {
  decideScan
};
