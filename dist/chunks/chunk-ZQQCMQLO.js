import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  MARK_EXTENSION
} from "./chunk-5DFI25AZ.js";
import {
  environment,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  _maxLength,
  array,
  boolean,
  object,
  optional
} from "./chunk-CMTFYGHV.js";

// packages/core/mark-predicate.ts
var PROPERTY_PATTERN = /^[A-Z][A-Z0-9_]{0,99}$/;
var extension = object({
  environment,
  revoked: boolean(),
  expires: optional(time),
  reason: optional(text),
  evidenceUrl: optional(text),
  observedSince: optional(time)
});
var predicate = object({
  timeCreated: time,
  properties: array(text).check(_maxLength(200)),
  [MARK_EXTENSION]: extension
});
function environmentProperty(environment2, revoked) {
  return `PROMO_ENV_${environment2.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_${revoked ? "REVOKED" : "PASSED"}`;
}
function markPredicate(mark, verifier) {
  const { environment: environment2, revoked, expires, reason, evidenceUrl, observedSince } = mark;
  return {
    verifier: { id: verifier, policies: [] },
    timeCreated: mark.timeCreated,
    properties: [environmentProperty(environment2, revoked), ...mark.properties],
    [MARK_EXTENSION]: {
      environment: environment2,
      revoked,
      ...expires === void 0 ? {} : { expires },
      ...reason === void 0 ? {} : { reason },
      ...evidenceUrl === void 0 ? {} : { evidenceUrl },
      ...observedSince === void 0 ? {} : { observedSince }
    }
  };
}
function readMarkPredicate(value) {
  const parsed = predicate.safeParse(value);
  if (!parsed.success) return void 0;
  const { timeCreated, properties, [MARK_EXTENSION]: own } = parsed.data;
  const { environment: environment2, revoked, expires, reason, evidenceUrl, observedSince } = own;
  if (!properties.includes(environmentProperty(environment2, revoked))) return void 0;
  const others = properties.filter((property) => property !== environmentProperty(environment2, revoked));
  return { environment: environment2, revoked, timeCreated, expires, reason, evidenceUrl, observedSince, properties: others };
}

export {
  PROPERTY_PATTERN,
  markPredicate,
  readMarkPredicate
};
