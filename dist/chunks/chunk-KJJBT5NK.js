import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  BUNDLE_LIMIT,
  LEGACY_LAYERS,
  appendLayer,
  attachBundle,
  collectOwnType,
  evidenceError,
  evidenceName,
  evidenceOf,
  legacyEncoding,
  readBundle2 as readBundle,
  readReferrer
} from "./chunk-JP5D7BLO.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  LEGACY_TAG
} from "./chunk-3PGUMVOA.js";
import {
  systemClock
} from "./chunk-HEW256BD.js";
import {
  sameJson
} from "./chunk-HIKYTEVY.js";
import {
  hexOf
} from "./chunk-OXU5TALQ.js";

// packages/evidence/formats.ts
function assertWritable(formats, signer) {
  if (signer.writesLegacy || !formats.includes("legacy")) return;
  throw evidenceError("legacy-needs-log", {}, "the legacy format needs a Rekor v1 log, and the instance has none");
}

// packages/evidence/predicate-text.ts
var written = /* @__PURE__ */ new WeakMap();
function predicateText(predicate) {
  if (typeof predicate !== "object" || predicate === null) return JSON.stringify(predicate);
  const text = written.get(predicate) ?? JSON.stringify(predicate);
  written.set(predicate, text);
  return text;
}

// packages/evidence/budget.ts
var REFERRER_BUDGET = 40;
var WARNING_SHARE = 0.75;
function evidenceBudget({ referrers }) {
  const limit = REFERRER_BUDGET;
  const state = referrers >= limit ? "spent" : referrers >= limit * WARNING_SHARE ? "low" : "ample";
  return { referrers, limit, state };
}
function assertBudget(found, warn = () => void 0) {
  const { referrers, limit, state } = evidenceBudget(found);
  const { digest } = found.image;
  const message = `${digest} has ${String(referrers)} referrers, and ${String(limit)} are the most that promo fills`;
  if (state === "spent") throw evidenceError("evidence-budget-spent", { digest, referrers, limit }, message);
  if (state === "low") warn(message);
}

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
function sameSigner(claims, signer, commit = "same") {
  if (signer.kind !== "certificate") return false;
  const compared = COMPARED.filter((claim) => commit === "same" || claim !== "sourceRepositoryDigest");
  return compared.every((claim) => claims[claim] === signer.claims[claim]);
}

// packages/evidence/own-evidence.ts
async function ownEvidence({ valid, keyed }, isWanted, signer, commit = "same") {
  const candidates = [...valid, ...keyed].filter(isWanted);
  if (candidates.length === 0) return [];
  const identity = await signer.identity();
  return candidates.filter((each) => isBy(each, identity, commit)).toSorted((a, b) => timeOf(b) - timeOf(a));
}
function isBy(evidence, signer, commit) {
  if ("claims" in evidence) return sameSigner(evidence.claims, signer, commit);
  return signer.kind === "key" && evidence.signer.keyId === signer.keyId;
}
function timeOf({ signedAt }) {
  return signedAt?.getTime() ?? 0;
}

// packages/evidence/statement.ts
function writeStatement(input) {
  const subject = input.subjects.map(({ name, digest, annotations }) => ({
    ...name === void 0 ? {} : { name },
    digest: { sha256: hexOf(digest) },
    ...annotations === void 0 || Object.keys(annotations).length === 0 ? {} : { annotations }
  }));
  const head = JSON.stringify({ _type: "https://in-toto.io/Statement/v1", subject, predicateType: input.predicateType });
  return Buffer.from(`${head.slice(0, -1)},"predicate":${predicateText(input.predicate)}}`);
}

// packages/evidence/signed-bundle.ts
async function signShared(statement, ports) {
  const { predicateType, subjects } = statement;
  const signed = await ports.signer.signStatement(writeStatement(statement));
  assertSize(signed.bundle);
  const signedAt = assertVerifies(
    subjects.map(({ digest }) => digest),
    signed.bundle,
    ports
  );
  const { bundle: bytes, logIndex } = signed;
  const legacy = lazily(() => signed.legacy());
  return { bytes, predicateType, legacy, logIndex, signedAt, readBackFrom: /* @__PURE__ */ new Set() };
}
function storedBefore(bytes, predicateType, signedAt) {
  const legacy = lazily(() => legacyEncoding(bytes));
  return { bytes, predicateType, legacy, logIndex: "", signedAt, readBackFrom: /* @__PURE__ */ new Set() };
}
function lazily(make) {
  let made;
  return () => (made ??= { value: make() }).value;
}
function assertSize(bundle) {
  if (bundle.byteLength <= BUNDLE_LIMIT) return;
  const facts = { size: bundle.byteLength, limit: BUNDLE_LIMIT };
  throw evidenceError(
    "evidence-too-large",
    facts,
    `the bundle has ${String(bundle.byteLength)} bytes, the limit is ${String(BUNDLE_LIMIT)}`
  );
}
function assertVerifies(digests, bundle, ports) {
  return verifying(digests, () => {
    const verified = ports.trust.verifyBundle(bundle, ports.keys);
    return digests.map((digest) => evidenceOf(verified, digest, digest).signedAt)[0];
  });
}
function verifying(digests, verify) {
  try {
    return verify();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown";
    const of = digests.join(", ");
    throw evidenceError("evidence-unverifiable", { digests }, `the new signature of ${of} does not verify: ${reason}`, {
      cause
    });
  }
}

// packages/evidence/present.ts
async function findPresent(stated, word, ports) {
  const found = await collectOwnType(stated.image, word.predicateType, ports);
  const evidence = word.again === true ? [] : await equalEvidence(stated, word, found, ports);
  const lacking = word.formats.filter((format) => !evidence.some((each) => each.format === format));
  if (lacking.includes("bundle")) assertBudget(found, ports.warn);
  const bundle = lacking.length === 0 ? void 0 : await readStored(stated, evidence, ports);
  return { stated, evidence, lacking, bundle };
}
async function readStored({ image }, evidence, ports) {
  const stored = evidence.find(({ format }) => format === "bundle");
  if (stored === void 0) return void 0;
  const found = await readReferrer(ports, evidenceName(image, ports), image.digest, { digest: stored.manifest });
  return found === void 0 ? void 0 : storedBefore(found.bundle, found.evidence.predicateType, stored.signedAt);
}
async function equalEvidence({ subject }, { predicateType, predicate, sameWord = sameJson }, found, { signer }) {
  const isEqual = (each) => each.predicateType === predicateType && sameWord(each.predicate, predicate) && sameJson(each.annotations, subject.annotations ?? {});
  const own = await ownEvidence(found, isEqual, signer);
  return own.filter((each, index) => own.findIndex(({ storage }) => storage === each.storage) === index).map(({ storage, manifest, signedAt }) => ({ format: storage, manifest, signedAt }));
}

// packages/evidence/store-evidence.ts
async function storeEvidence(image, bundle, lacking, ports) {
  const stored = [];
  if (lacking.includes("bundle")) stored.push(await storeBundle(image, bundle, ports));
  if (lacking.includes("legacy")) stored.push(await storeLegacy(image, bundle, ports));
  return stored;
}
async function storeBundle(image, bundle, ports) {
  const name = evidenceName(image, ports);
  const subject = await subjectOf(image, ports);
  const created = bundle.signedAt ?? (ports.clock ?? systemClock).now();
  const { bytes, predicateType } = bundle;
  const manifest = await attachBundle(ports.registry, name, subject, { bytes, predicateType, created });
  if (!bundle.readBackFrom.has(name)) await assertReadBack(name, { subject: image.digest, manifest }, bundle, ports);
  return { format: "bundle", manifest };
}
async function assertReadBack(name, { subject, manifest }, { bytes, readBackFrom }, { registry }) {
  const found = await readBundle(registry, name, subject, { digest: manifest });
  if (found === void 0 || Buffer.compare(found, bytes) !== 0) {
    throw evidenceError(
      "evidence-not-stored",
      { name, manifest },
      `${name}@${manifest} does not hold the bundle that was attached`
    );
  }
  readBackFrom.add(name);
}
async function storeLegacy(image, bundle, ports) {
  const layer = bundle.legacy();
  if (layer === void 0)
    throw evidenceError("legacy-needs-log", { digest: image.digest }, "the signature has no entry of a Rekor v1 log");
  const tag = LEGACY_TAG.attestation(image.digest);
  const name = evidenceName(image, ports);
  const manifest = await appendLayer(ports.registry, name, tag, { ...layer, mediaType: LEGACY_LAYERS.attestation });
  return { format: "legacy", manifest };
}
async function subjectOf(image, ports) {
  const { mediaType, digest, bytes } = await ports.registry.manifest(image.name, image.digest);
  return { mediaType, digest, size: bytes.byteLength };
}

// packages/evidence/attest.ts
var PARALLEL_DIGESTS = 12;
var PARALLEL_LARGE = 3;
var LARGE = 256 * 1024;
var SUBJECTS = 256;
async function attestImages(request, ports) {
  const { images, ...word } = request;
  const stated = uniqueImages(images).map((image) => ({ image, subject: { name: image.name, digest: image.digest } }));
  return attestStated(stated, word, ports);
}
async function attestStated(stated, word, ports) {
  assertWritable(word.formats, ports.signer);
  const repositories = pLimit(predicateText(word.predicate).length > LARGE ? PARALLEL_LARGE : PARALLEL_DIGESTS);
  const limit = pLimit(PARALLEL_DIGESTS);
  const together = Map.groupBy(stated, ({ image }) => image.name);
  const written2 = await Promise.all(
    [...together.values()].map((group) => repositories(() => attestTogether(group, word, ports, limit)))
  );
  const byImage = new Map(written2.flat().map((each) => [each.image, each]));
  return stated.flatMap(({ image }) => byImage.get(image) ?? []);
}
async function attestTogether(group, word, ports, limit) {
  const { predicateType, predicate } = word;
  const present = await Promise.all(group.map((stated) => limit(() => findPresent(stated, word, ports))));
  const written2 = await Promise.all(
    present.filter((each) => !isUnsigned(each)).map((each) => limit(() => complete(each, word.predicateType, ports)))
  );
  for (const unsigned of inPieces(present.filter(isUnsigned), SUBJECTS)) {
    const bundle = await signShared(
      { predicateType, predicate, subjects: unsigned.map(({ stated }) => stated.subject) },
      ports
    );
    const [first, ...others] = unsigned.map((each) => () => write(each, bundle, ports));
    if (first !== void 0) written2.push(await first());
    written2.push(...await Promise.all(others.map((each) => limit(each))));
  }
  return written2;
}
function isUnsigned({ lacking, bundle }) {
  return lacking.length > 0 && bundle === void 0;
}
async function complete(present, predicateType, ports) {
  if (present.bundle !== void 0) return write(present, present.bundle, ports);
  const { stated, evidence } = present;
  const signedAt = evidence[0]?.signedAt;
  return { image: stated.image, predicateType, stored: evidence.map(placeOf), logIndex: "", signedAt, existing: true };
}
async function write({ stated: { image }, evidence, lacking }, bundle, ports) {
  const added = await storeEvidence(image, bundle, lacking, ports);
  const { predicateType, logIndex, signedAt } = bundle;
  return { image, predicateType, stored: [...evidence.map(placeOf), ...added], logIndex, signedAt, existing: false };
}
function placeOf({ format, manifest }) {
  return { format, manifest };
}
function inPieces(list, size) {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, piece) => list.slice(piece * size, (piece + 1) * size));
}
function uniqueImages(images) {
  return [...new Map(images.map((image) => [`${image.registry}/${image.repository}@${image.digest}`, image])).values()];
}

export {
  assertWritable,
  ownEvidence,
  verifying,
  subjectOf,
  PARALLEL_DIGESTS,
  attestImages,
  attestStated,
  uniqueImages
};
