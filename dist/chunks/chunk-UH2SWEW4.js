import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  readPublicKey
} from "./chunk-JNHU7PUP.js";
import {
  day
} from "./chunk-ARX5WIIS.js";
import {
  parseYaml
} from "./chunk-PJ22OAPH.js";
import {
  promotionError
} from "./chunk-DL4OCOAT.js";
import {
  IN_WORDS,
  describeFaults,
  digest,
  environment,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  _default,
  _minLength,
  array,
  literal,
  strictObject,
  union
} from "./chunk-CMTFYGHV.js";
import {
  decodeText
} from "./chunk-OXU5TALQ.js";
import {
  asPromoError,
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/core/revocations.ts
var revocationsError = defineErrors("core", {
  "revocations-invalid": {
    ending: "configuration",
    remedy: "Correct the file that `revocations` of promo.yaml names, at the places named. While it cannot be read, nothing is promoted."
  }
});
var reason = text.check(_minLength(1));
var revokedDigest = strictObject({ digest, reason, at: day });
var revokedMark = strictObject({ environment, digest, reason, at: union([day, time]) });
var revocationsSchema = strictObject({
  version: literal(1),
  digests: _default(array(revokedDigest), []),
  marks: _default(array(revokedMark), [])
});
var NO_REVOCATIONS = { version: 1, digests: [], marks: [] };
function readRevocations(input) {
  const parsed = revocationsSchema.safeParse(parseYaml(input), IN_WORDS);
  if (parsed.success) return parsed.data;
  const faults = describeFaults(parsed.error.issues);
  throw revocationsError("revocations-invalid", { faults }, `the revocations are not valid: ${faults.join("; ")}`);
}

// packages/promotion/revocations-file.ts
async function readRevocationsAt(forge, repository, commit, { revocations: path }) {
  if (path === void 0) return NO_REVOCATIONS;
  const bytes = await forge.readFile(repository, commit, path);
  if (bytes !== void 0) return readRevocations(bytes);
  throw promotionError("revocations-absent", { repository, commit, path }, `${repository} has no ${path} at ${commit}`);
}

// packages/promotion/trust-file.ts
var KEY_LIMIT = 64 * 1024;
function readTrustAt(forge, repository, commit, config) {
  return readTrust(config, (path) => forge.readFile(repository, commit, path));
}
async function readTrust({ trust }, read) {
  const keys = await Promise.all(trust.keys.map(async (entry) => ({ entry, key: await readKey(entry, read) })));
  const ids = keys.map(({ key }) => key.keyId);
  const repeated = keys.filter(({ key }, index) => ids.indexOf(key.keyId) !== index).map(({ entry }) => entry.id);
  if (repeated.length > 0)
    throw promotionError("trust-key-repeated", { repeated }, `${repeated.join(", ")} is a key that is listed before`);
  const file = { signers: trust.signers, keys: keys.map(({ entry, key: { keyId } }) => ({ ...entry, keyId })) };
  return { file, accepted: { keys: keys.map(({ key }) => key), unlogged: true } };
}
async function readKey({ id, "public-key": path }, read) {
  const bytes = await read(path);
  if (bytes === void 0) throw promotionError("trust-key-absent", { id, path }, `key ${id}: there is no ${path}`);
  try {
    return readPublicKey(decodeText(bytes, KEY_LIMIT));
  } catch (cause) {
    throw promotionError("trust-key-unusable", { id, path }, `key ${id} (${path}): ${asPromoError(cause).message}`, {
      cause
    });
  }
}

// packages/policy/mark-revocation.ts
function markRevocation({ marks }, { environment: environment2, digest: digest2 }) {
  return marks.filter((each) => each.environment === environment2 && each.digest === digest2).map(({ at, reason: reason2 }) => ({ at, reason: reason2, end: new Date(at.includes("T") ? at : `${at}T23:59:59.999Z`) })).toSorted((a, b) => b.end.getTime() - a.end.getTime())[0];
}

export {
  readRevocationsAt,
  readTrustAt,
  markRevocation
};
