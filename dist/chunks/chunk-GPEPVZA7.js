import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/evidence/same-claims.ts
var COMPARED = [
  "subject",
  "issuer",
  "buildSignerDigest",
  "runnerEnvironment",
  "sourceRepositoryId",
  "sourceRepositoryUri",
  "sourceRepositoryDigest",
  "sourceRepositoryRef",
  "buildConfigUri",
  "buildTrigger",
  "environment"
];
function sameSigner(claims, signer) {
  return signer.kind === "certificate" && COMPARED.every((claim) => claims[claim] === signer.claims[claim]);
}
function sameJson(a, b) {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => sameJson(value, right.get(key) ?? null) && right.has(key));
}

export {
  sameSigner,
  sameJson
};
