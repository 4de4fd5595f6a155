import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  sameJson,
  sameSigner
} from "./chunk-GPEPVZA7.js";
import {
  BUNDLE_LIMIT,
  LEGACY_LAYERS,
  appendLayer,
  attachBundle,
  collectOwnType,
  evidenceError,
  evidenceOf,
  legacyEncoding,
  readBundle2 as readBundle,
  readReferrer
} from "./chunk-Z5YBIPIK.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  LEGACY_TAG
} from "./chunk-IDNWYDXQ.js";
import {
  systemClock
} from "./chunk-HEW256BD.js";
import {
  hexOf
} from "./chunk-3UPTQJXH.js";

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

// packages/evidence/formats.ts
function assertWritable(formats, signer) {
  if (signer.writesLegacy || !formats.includes("legacy")) return;
  throw evidenceError("legacy-needs-log", {}, "the legacy format needs a Rekor v1 log, and the instance has none");
}

// packages/evidence/own-evidence.ts
async function ownEvidence({ valid, keyed }, isWanted, signer) {
  const candidates = [...valid, ...keyed].filter(isWanted);
  if (candidates.length === 0) return [];
  const identity = await signer.identity();
  return candidates.filter((each) => isBy(each, identity)).toSorted((a, b) => timeOf(b) - timeOf(a));
}
function isBy(evidence, signer) {
  if ("claims" in evidence) return sameSigner(evidence.claims, signer);
  return signer.kind === "key" && evidence.signer.keyId === signer.keyId;
}
function timeOf({ signedAt }) {
  return signedAt?.getTime() ?? 0;
}

// packages/evidence/predicate-text.ts
var written = /* @__PURE__ */ new WeakMap();
function predicateText(predicate) {
  if (typeof predicate !== "object" || predicate === null) return JSON.stringify(predicate);
  const text = written.get(predicate) ?? JSON.stringify(predicate);
  written.set(predicate, text);
  return text;
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

// packages/evidence/attest.ts
var PARALLEL_DIGESTS = 12;
var PARALLEL_LARGE = 3;
var LARGE = 256 * 1024;
async function attestImages(request, ports) {
  assertWritable(request.formats, ports.signer);
  const { predicateType, predicate, formats, sameWord = sameJson, again = false } = request;
  const limit = pLimit(predicateText(predicate).length > LARGE ? PARALLEL_LARGE : PARALLEL_DIGESTS);
  return Promise.all(
    uniqueImages(request.images).map(
      (image) => limit(
        () => attestDigest(
          {
            image,
            subject: { name: image.name, digest: image.digest },
            predicateType,
            predicate,
            formats,
            sameWord,
            again
          },
          ports
        )
      )
    )
  );
}
async function attestDigest(wanted, ports) {
  const { image, predicateType, formats } = wanted;
  const name = ports.evidenceRepository ?? image.name;
  const found = await collectOwnType(image, predicateType, ports);
  const present = wanted.again === true ? [] : await equalEvidence(wanted, found, ports);
  const lacking = formats.filter((format) => !present.some(({ storage }) => storage === format));
  const [newest] = present;
  if (lacking.length === 0 && newest !== void 0) {
    const stored2 = present.map(({ storage, manifest }) => ({ format: storage, manifest }));
    return { image, predicateType, stored: stored2, logIndex: "", signedAt: newest.signedAt, existing: true };
  }
  if (lacking.includes("bundle")) assertBudget(found, ports.warn);
  const bundle = await bundleFor(wanted, present, name, ports);
  const stored = present.map(({ storage, manifest }) => ({ format: storage, manifest }));
  if (lacking.includes("bundle")) stored.push(await storeBundle(wanted, bundle, name, ports));
  if (lacking.includes("legacy")) stored.push(await storeLegacy(image, bundle, name, ports));
  return { image, predicateType, stored, logIndex: bundle.logIndex, signedAt: bundle.signedAt, existing: false };
}
async function equalEvidence(wanted, found, ports) {
  const { sameWord = sameJson } = wanted;
  const isEqual = (each) => each.predicateType === wanted.predicateType && sameWord(each.predicate, wanted.predicate) && sameJson(each.annotations, wanted.subject.annotations ?? {});
  const own = await ownEvidence(found, isEqual, ports.signer);
  return own.filter((each, index) => own.findIndex(({ storage }) => storage === each.storage) === index);
}
async function bundleFor(wanted, present, name, ports) {
  const stored = present.find(({ storage }) => storage === "bundle");
  if (stored !== void 0) {
    const found = await readReferrer(ports, name, wanted.image.digest, { digest: stored.manifest });
    if (found !== void 0) return completed(found.bundle, stored);
  }
  const { subject, predicateType, predicate } = wanted;
  const signed = await ports.signer.signStatement(writeStatement({ subjects: [subject], predicateType, predicate }));
  assertSize(signed.bundle);
  const signedAt = assertVerifies(wanted, signed.bundle, ports);
  return { bytes: signed.bundle, legacy: () => signed.legacy(), logIndex: signed.logIndex, signedAt };
}
function completed(bytes, { signedAt }) {
  return { bytes, legacy: () => legacyEncoding(bytes), logIndex: "", signedAt };
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
function assertVerifies(wanted, bundle, ports) {
  try {
    return evidenceOf(ports.trust.verifyBundle(bundle, ports.keys), wanted.image.digest, wanted.image.digest).signedAt;
  } catch (cause) {
    throw unverifiable(wanted.image, cause);
  }
}
function unverifiable(image, cause) {
  const reason = cause instanceof Error ? cause.message : "unknown";
  return evidenceError(
    "evidence-unverifiable",
    { digest: image.digest },
    `the new signature of ${image.digest} does not verify: ${reason}`,
    { cause }
  );
}
async function storeBundle(wanted, bundle, name, ports) {
  const { image, predicateType } = wanted;
  const subject = await subjectOf(image, ports);
  const created = bundle.signedAt ?? (ports.clock ?? systemClock).now();
  const manifest = await attachBundle(ports.registry, name, subject, { bytes: bundle.bytes, predicateType, created });
  const found = await readBundle(ports.registry, name, image.digest, { digest: manifest });
  if (found === void 0 || Buffer.compare(found, bundle.bytes) !== 0) {
    throw evidenceError(
      "evidence-not-stored",
      { name, manifest },
      `${name}@${manifest} does not hold the bundle that was attached`
    );
  }
  return { format: "bundle", manifest };
}
async function storeLegacy(image, bundle, name, ports) {
  const layer = bundle.legacy();
  if (layer === void 0)
    throw evidenceError("legacy-needs-log", { digest: image.digest }, "the signature has no entry of a Rekor v1 log");
  const tag = LEGACY_TAG.attestation(image.digest);
  const manifest = await appendLayer(ports, name, tag, { ...layer, mediaType: LEGACY_LAYERS.attestation });
  return { format: "legacy", manifest };
}
async function subjectOf(image, ports) {
  const { mediaType, digest, bytes } = await ports.registry.manifest(image.name, image.digest);
  return { mediaType, digest, size: bytes.byteLength };
}
function uniqueImages(images) {
  return [...new Map(images.map((image) => [`${image.registry}/${image.repository}@${image.digest}`, image])).values()];
}

export {
  assertWritable,
  ownEvidence,
  PARALLEL_DIGESTS,
  attestImages,
  attestDigest,
  unverifiable,
  uniqueImages
};
