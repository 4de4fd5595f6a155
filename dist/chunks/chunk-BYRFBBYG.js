import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  POLICY_CODES,
  gravest,
  matchSigner
} from "./chunk-K35JMKYK.js";
import {
  scanDocument
} from "./chunk-K3IZWFDI.js";
import {
  memberOf
} from "./chunk-HIKYTEVY.js";
import {
  isPredicateType
} from "./chunk-5DFI25AZ.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";

// packages/policy/scan-predicate.ts
function readScanPredicate(predicate) {
  const result = memberOf(memberOf(predicate, "scanner"), "result");
  try {
    return scanDocument.check(result);
  } catch (error) {
    if (isPromoError(error)) return void 0;
    throw error;
  }
}

// packages/policy/rule.ts
var FACT_LIMIT = 2e3;
function pass(rule, fact, expected, evidence = []) {
  return { rule, outcome: "pass", code: "", fact: clip(fact), expected, remedy: "", evidence: [...evidence] };
}
function refuse(rule, code, fact, expected, evidence = []) {
  const { ending, remedy } = POLICY_CODES[code];
  return { rule, outcome: ending, code, fact: clip(fact), expected: clip(expected), remedy, evidence: [...evidence] };
}
function clip(text) {
  return text.slice(0, FACT_LIMIT);
}

// packages/policy/accepting.ts
var KEYS = {
  "workflow commit": [/^([0-9a-f]{40}) \(/, "commits"],
  runner: [/^(self-hosted|github-hosted)$/, "runners"],
  "source ref": [/^(refs\/(?:heads|tags)\/[A-Za-z0-9._/-]{1,100})$/, "source.refs"],
  environment: [/^([a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?)$/, "environment"]
};
var STRANGER = ["issuer", "workflow", "source repository id", "key", "role"];
function acceptingChange(mismatches) {
  const nearest = [...bySigner(mismatches)].filter(([, differing2]) => differing2.every(({ claim }) => claim in KEYS && !STRANGER.includes(claim))).sort(([, a], [, b]) => a.length - b.length)[0];
  if (nearest === void 0) return void 0;
  const [signer, differing] = nearest;
  const lines = differing.map(lineFor);
  if (lines.some((line) => line === void 0)) return void 0;
  return `Signer ${signer} would accept it with ${lines.join(" and ")}: this repeats what the certificate claims, so find out first whether that is meant to be trusted.`;
}
function bySigner(mismatches) {
  const grouped = /* @__PURE__ */ new Map();
  for (const each of mismatches) grouped.set(each.signer, [...grouped.get(each.signer) ?? [], each]);
  return grouped;
}
function lineFor({ claim, found }) {
  const [pattern, key] = KEYS[claim] ?? [];
  const value = pattern?.exec(found)?.[1];
  if (value === void 0 || key === void 0) return void 0;
  return key === "environment" ? `\`environment: ${value}\`` : `\`${key}: [${value}]\``;
}

// packages/policy/trusted.ts
function trustedEvidence(input, found, predicateType, role) {
  const { sourceId, leg } = input.facts;
  const typed = found.filter((fact) => isPredicateType(fact.predicateType, predicateType));
  if (typed.length === 0) return { kind: "missing" };
  const judged = typed.map((fact) => ({
    fact,
    match: matchSigner(fact.signer, input.trust, { role, signedAt: fact.signedAt, sourceId, leg })
  }));
  const trusted = judged.filter(({ match }) => match.matched).map(({ fact }) => fact);
  if (trusted.length > 0) return { kind: "trusted", evidence: newestFirst(trusted) };
  const refused = judged.map(({ match }) => match).filter((match) => !match.matched);
  return {
    kind: "untrusted",
    evidence: typed,
    code: gravest(refused.map(({ code }) => code)),
    mismatches: refused.flatMap(({ mismatches }) => mismatches)
  };
}
function newestFirst(evidence) {
  return [...evidence].sort((a, b) => timeOf(b) - timeOf(a));
}
function timeOf({ signedAt }) {
  return signedAt?.getTime() ?? Number.MIN_SAFE_INTEGER;
}
function isDated(fact) {
  return fact.signedAt !== void 0;
}
function refuseUntrusted(rule, { code, mismatches, evidence }) {
  const { fact, expected } = describeMismatches(mismatches);
  const refused = refuse(rule, code, fact, expected, manifestsOf(evidence));
  const change = code === "signer-mismatch" ? acceptingChange(mismatches) : void 0;
  return change === void 0 ? refused : { ...refused, remedy: `${POLICY_CODES[code].remedy} ${change}` };
}
function describeMismatches(mismatches) {
  const shown = [...new Map(mismatches.map((each) => [JSON.stringify(each), each])).values()].slice(0, 6);
  return {
    fact: shown.map(({ claim, found }) => `${claim} ${found}`).join("; "),
    expected: shown.map(({ signer, claim, expected }) => `${claim} ${expected} (signer ${signer})`).join("; ")
  };
}
function manifestsOf(evidence) {
  return evidence.map(({ manifest }) => manifest);
}

export {
  readScanPredicate,
  pass,
  refuse,
  trustedEvidence,
  newestFirst,
  isDated,
  refuseUntrusted,
  describeMismatches,
  manifestsOf
};
