import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  BUNDLE_LIMIT,
  LEGACY_ANNOTATIONS,
  LEGACY_LAYERS,
  appendLayer,
  attachBundle,
  collectEvidence,
  envelopeText,
  evidenceError,
  evidenceOf,
  legacyMaterial,
  pLimit,
  readBundle,
  readReferrer,
  readStatement,
  require_dist2 as require_dist
} from "./chunk-UALYIEFP.js";
import {
  LEGACY_TAG
} from "./chunk-PVD3OVMN.js";
import {
  digestOf,
  hexOf
} from "./chunk-VNZST3SK.js";
import {
  __toESM
} from "./chunk-DCH3LH7I.js";

// packages/sigstore/legacy-encoding.ts
var import_core = __toESM(require_dist(), 1);
function legacyEncoding(bundle) {
  const read = readBundle(bundle);
  const material = legacyMaterial(read.bundle, import_core.pem.fromDER(Buffer.from(read.certificate)));
  if (material === void 0) return void 0;
  const { predicateType } = readStatement(read.payload);
  const annotations = {
    [LEGACY_ANNOTATIONS.signature]: "",
    ...material,
    [LEGACY_ANNOTATIONS.predicateType]: predicateType
  };
  return { payload: Buffer.from(envelopeText(read.bundle.content.dsseEnvelope)), annotations };
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
function sameSigner(a, b) {
  return COMPARED.every((claim) => a[claim] === b[claim]);
}
function sameJson(a, b) {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => sameJson(value, right.get(key) ?? null) && right.has(key));
}

// packages/evidence/statement.ts
function writeStatement(input) {
  const subject = input.subjects.map(({ name, digest, annotations }) => ({
    ...name === void 0 ? {} : { name },
    digest: { sha256: hexOf(digest) },
    ...annotations === void 0 || Object.keys(annotations).length === 0 ? {} : { annotations }
  }));
  const { predicateType, predicate } = input;
  return Buffer.from(JSON.stringify({ _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate }));
}

// packages/evidence/attest.ts
var PARALLEL_IMAGES = 4;
async function attestImages(request, ports) {
  const limit = pLimit(PARALLEL_IMAGES);
  const { predicateType, predicate, formats, sameWord = sameJson } = request;
  return Promise.all(
    uniqueImages(request.images).map(
      (image) => limit(
        () => attestDigest(
          { image, subject: { name: image.name, digest: image.digest }, predicateType, predicate, formats, sameWord },
          ports
        )
      )
    )
  );
}
async function attestDigest(wanted, ports) {
  const { image, predicateType, formats } = wanted;
  const name = ports.evidenceRepository ?? image.name;
  const present = await equalEvidence(wanted, ports);
  const lacking = formats.filter((format) => !present.some(({ storage }) => storage === format));
  const [newest] = present;
  if (lacking.length === 0 && newest !== void 0) {
    const stored2 = present.map(({ storage, manifest }) => ({ format: storage, manifest }));
    return { image, predicateType, stored: stored2, logIndex: "", signedAt: newest.signedAt, existing: true };
  }
  const bundle = await bundleFor(wanted, present, name, ports);
  const stored = present.map(({ storage, manifest }) => ({ format: storage, manifest }));
  if (lacking.includes("bundle")) stored.push(await storeBundle(wanted, bundle, name, ports));
  if (lacking.includes("legacy")) stored.push(await storeLegacy(image, bundle.bytes, name, ports));
  return { image, predicateType, stored, logIndex: bundle.logIndex, signedAt: bundle.signedAt, existing: false };
}
async function equalEvidence(wanted, ports) {
  const { valid } = await collectEvidence(wanted.image, ports);
  const { sameWord = sameJson } = wanted;
  const candidates = valid.filter(
    (each) => each.predicateType === wanted.predicateType && sameWord(each.predicate, wanted.predicate) && sameJson(each.annotations, wanted.subject.annotations ?? {})
  );
  if (candidates.length === 0) return [];
  const { claims } = await ports.signer.identity();
  const own = candidates.filter((each) => sameSigner(each.claims, claims));
  const newestFirst = own.toSorted((a, b) => b.signedAt.getTime() - a.signedAt.getTime());
  return newestFirst.filter((each, index) => newestFirst.findIndex(({ storage }) => storage === each.storage) === index);
}
async function bundleFor(wanted, present, name, ports) {
  const stored = present.find(({ storage }) => storage === "bundle");
  if (stored !== void 0) {
    const found = await readReferrer(ports.registry, ports.trust, name, wanted.image.digest, {
      digest: stored.manifest
    });
    if (found !== void 0) return { bytes: found.bundle, logIndex: "", signedAt: found.evidence.signedAt };
  }
  const { subject, predicateType, predicate } = wanted;
  const signed = await ports.signer.signStatement(writeStatement({ subjects: [subject], predicateType, predicate }));
  assertSize(signed.bundle);
  const signedAt = assertVerifies(wanted, signed.bundle, ports);
  return { bytes: signed.bundle, logIndex: signed.logIndex, signedAt };
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
    return evidenceOf(ports.trust.verifyBundle(bundle), wanted.image.digest, wanted.image.digest).signedAt;
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
  const manifest = await attachBundle(ports.registry, name, subject, { ...bundle, predicateType });
  const found = await readReferrer(ports.registry, ports.trust, name, image.digest, { digest: manifest });
  if (found === void 0 || digestOf(found.bundle) !== digestOf(bundle.bytes)) {
    throw evidenceError(
      "evidence-not-stored",
      { name, manifest },
      `${name}@${manifest} does not hold the bundle that was attached`
    );
  }
  return { format: "bundle", manifest };
}
async function storeLegacy(image, bundle, name, ports) {
  const layer = legacyEncoding(bundle);
  if (layer === void 0)
    throw evidenceError("legacy-needs-log", { digest: image.digest }, "the signature has no entry of a Rekor v1 log");
  ports.trust.verifyLegacyEnvelope(layer);
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
  sameSigner,
  sameJson,
  attestImages,
  attestDigest,
  unverifiable,
  uniqueImages
};
