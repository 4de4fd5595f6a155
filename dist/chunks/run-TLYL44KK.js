import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  attestTests
} from "./chunk-5F62X5P3.js";
import {
  scanPredicate
} from "./chunk-HZTNMCR3.js";
import {
  isDated,
  readScanPredicate
} from "./chunk-BYRFBBYG.js";
import "./chunk-UKSC2WUM.js";
import "./chunk-K35JMKYK.js";
import {
  invocationUri
} from "./chunk-E7PJ5T3I.js";
import {
  decideScan
} from "./chunk-OL3OGCVP.js";
import {
  attestationOutputs,
  connectEvidence
} from "./chunk-3CTMY3RP.js";
import "./chunk-JNHU7PUP.js";
import {
  attestationSummary
} from "./chunk-U7IU6SDP.js";
import {
  PARALLEL_DIGESTS,
  attestImages,
  uniqueImages
} from "./chunk-KJJBT5NK.js";
import {
  readScanFile
} from "./chunk-3WJNHUCF.js";
import "./chunk-K3IZWFDI.js";
import "./chunk-WGUV6V2W.js";
import {
  fetchArtifact
} from "./chunk-KU4JQCMB.js";
import "./chunk-4GRPIX2G.js";
import {
  PREDICATE_TYPE_LABEL,
  attachBundle,
  collectOwnType,
  evidenceError,
  evidenceName,
  readBundle2 as readBundle
} from "./chunk-JP5D7BLO.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import "./chunk-NQD7TOJS.js";
import "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-ELEXUCDR.js";
import "./chunk-37R5YAIF.js";
import {
  EMPTY_JSON,
  archiveTag,
  blobOf
} from "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import {
  OCI_EMPTY,
  OCI_MANIFEST
} from "./chunk-3ACOM72A.js";
import {
  isJsonObject
} from "./chunk-HIKYTEVY.js";
import {
  PREDICATE_TYPES,
  isPredicateType
} from "./chunk-5DFI25AZ.js";
import {
  commit,
  count,
  defineDocument,
  digest,
  documentError,
  environment,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  _enum,
  _maxLength,
  _regex,
  array,
  nullable,
  object,
  optional,
  string
} from "./chunk-CMTFYGHV.js";
import "./chunk-L6DDHFDX.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  SEVERITIES
} from "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  digestOf,
  parseImageReference,
  parseJson
} from "./chunk-OXU5TALQ.js";
import {
  asPromoError,
  isPromoError
} from "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/core/documents/promotion.ts
var gitObject = string().check(_regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
var sha256 = string().check(_regex(/^[0-9a-f]{64}$/));
var resource = object({ uri: text, digest: object({ sha256 }) });
var list = (item) => array(item).check(_maxLength(1e3));
var place = { environment, resourceUri: text };
var approval = object({
  login: text,
  /** Numeric id of the review. */
  id: optional(text),
  submittedAt: time,
  /** The head that was approved. */
  commitSha: optional(commit)
});
var promotionDocument = defineDocument("promotion", {
  promotion: object({
    /** Names it among the promotions of its environment; what `rollbackOf` refers to. */
    id: text,
    kind: _enum(["promote", "rollback", "drill"]),
    /** Absent where the digest came from a build, and from no environment. */
    from: optional(object(place)),
    to: object({
      ...place,
      /** Blobs before and after; null for a file that was not there. */
      files: list(object({ path: text, gitBlobBefore: nullable(gitObject), gitBlobAfter: gitObject }))
    })
  }),
  artifact: object({ digest, srcRef: optional(text), dstRef: text, tag: optional(text) }),
  /** What the environment held before; absent for its first digest. */
  previous: optional(object({ digest })),
  change: optional(
    object({
      /** URL; absent where it was pushed. */
      pullRequest: optional(text),
      headSha: optional(commit),
      mergeSha: commit,
      author: text,
      approvals: list(approval)
    })
  ),
  policy: resource,
  /** The attested verdict that let it pass, by the digest of the manifest that holds it. */
  verdict: optional(resource),
  exceptions: list(object({ id: text, expires: time })),
  rollbackOf: optional(text),
  holds: list(text),
  /** Digest of the attestation of the promotion before; absent for the first of its environment, whose index is 0. */
  chain: optional(object({ prevDigest: optional(digest), index: count })),
  times: object({
    requested: optional(time),
    verified: optional(time),
    merged: optional(time),
    deployed: optional(time)
  })
});

// packages/core/promotion-predicate.ts
function checkPromotionPredicate(value, subject) {
  const members = isJsonObject(value) ? value : {};
  const promotion = promotionDocument.check({ ...members, schema: promotionDocument.schemaId });
  assertSound(promotion, subject);
  return promotion;
}
function assertSound(promotion, subject) {
  const faults = faultsOf(promotion, subject);
  if (faults.length === 0) return;
  const text2 = `invalid ${promotionDocument.kind} document: ${faults.join("; ")}`;
  throw documentError("document-invalid", { kind: promotionDocument.kind, faults }, text2);
}
function faultsOf({ promotion, artifact, rollbackOf, chain }, subject) {
  const { kind, from, to } = promotion;
  const refs = [artifact.srcRef, artifact.dstRef].filter((reference) => reference !== void 0);
  const checks = [
    [artifact.digest === subject, "/artifact/digest is not the subject"],
    [refs.every((reference) => names(reference, subject)), "/artifact refers to another digest"],
    [kind !== "promote" || rollbackOf === void 0, "/rollbackOf is not of a promotion forwards"],
    [kind !== "promote" || from?.environment !== to.environment, "/promotion goes from an environment to itself"],
    [(chain?.index ?? 0) === 0 || chain?.prevDigest !== void 0, "/chain/prevDigest is missing"],
    [chain?.index !== 0 || chain.prevDigest === void 0, "/chain/prevDigest is before the first"]
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault);
}
function names(reference, digest2) {
  const at = reference.indexOf("@");
  return at < 0 || reference.slice(at + 1) === digest2;
}

// packages/policy/same-standing.ts
var COMPARED = [
  "subject",
  "issuer",
  "buildSignerUri",
  "buildSignerDigest",
  "runnerEnvironment",
  "sourceRepositoryId",
  "sourceRepositoryRef",
  "environment"
];
function sameStanding(a, b) {
  if (a.kind === "key" || b.kind === "key") return a.kind === "key" && b.kind === "key" && a.keyId === b.keyId;
  return COMPARED.every((claim) => a.claims[claim] === b.claims[claim]);
}

// packages/policy/scan-gravity.ts
var DAY_MS = 864e5;
var POLICIES = SEVERITIES.flatMap((failOn) => [true, false].map((ignoreUnfixed) => ({ failOn, ignoreUnfixed })));
function gravityOf(scan) {
  const found = [...scan.findings, ...scan.suppressed.map(({ finding }) => finding)];
  const refusing = POLICIES.filter((policy) => decideScan(found, scan.tools, policy).decision.outcome !== "pass");
  return {
    refusedBy: new Set(refusing.map(({ failOn, ignoreUnfixed }) => `${failOn} ${String(ignoreUnfixed)}`)),
    seen: new Set(scan.tools.flatMap(({ target }) => scan.targets[target]?.digest ?? [])),
    databaseDays: Math.max(0, ...scan.tools.map(databaseDays))
  };
}
var GRAVEST = {
  refusedBy: new Set(POLICIES.map(({ failOn, ignoreUnfixed }) => `${failOn} ${String(ignoreUnfixed)}`)),
  seen: /* @__PURE__ */ new Set(),
  databaseDays: Infinity
};
function isAsGrave(scan, other) {
  return other.refusedBy.isSubsetOf(scan.refusedBy) && scan.seen.isSubsetOf(other.seen) && scan.databaseDays >= other.databaseDays;
}
function databaseDays({ database, finishedAt }) {
  return database === void 0 ? 0 : Math.ceil((Date.parse(finishedAt) - Date.parse(database.updatedAt)) / DAY_MS);
}

// packages/policy/superseded-scans.ts
function supersededScans(evidence, own, isMovable) {
  const gone = [];
  let staying = rank(evidence, own, isMovable);
  for (let next = findSuperseded(staying); next !== void 0; next = findSuperseded(staying)) {
    const { fact } = next;
    gone.push(fact);
    staying = staying.filter((each) => each.fact !== fact);
  }
  return gone;
}
function findSuperseded(staying) {
  return staying.find(
    (scan) => scan.isOwn && scan.isMovable && isSuperseded(scan, staying) && !uncoversLess(scan, staying)
  );
}
function rank(evidence, own, isMovable) {
  return evidence.filter((fact) => isDated(fact)).filter(({ predicateType }) => isPredicateType(predicateType, PREDICATE_TYPES.scan)).toSorted((a, b) => a.signedAt.getTime() - b.signedAt.getTime()).map((fact) => {
    const scan = readScanPredicate(fact.predicate);
    const gravity = scan === void 0 ? GRAVEST : gravityOf(scan);
    return { fact, scan, gravity, isOwn: sameStanding(fact.signer, own), isMovable: isMovable(fact) };
  });
}
function isSuperseded(old, staying) {
  const { scan, gravity, fact } = old;
  if (scan === void 0) return false;
  return staying.some(
    (each) => each.isOwn && each.isMovable && each.fact.signedAt > fact.signedAt && each.scan !== void 0 && isFinished(each.scan) && toolsOf(each.scan) === toolsOf(scan) && gravity.seen.isSubsetOf(each.gravity.seen)
  );
}
function uncoversLess(scan, staying) {
  const older = staying.filter((each) => each !== scan && each.fact.signedAt <= scan.fact.signedAt).toReversed();
  const shield = older.findIndex(({ isOwn }) => isOwn);
  const uncovered = shield < 0 ? older : older.slice(0, shield + 1);
  return uncovered.some(({ gravity }) => !isAsGrave(gravity, scan.gravity));
}
function isFinished({ tools }) {
  return tools.length > 0 && tools.every(({ complete, outcome }) => complete && outcome === "pass");
}
function toolsOf({ tools }) {
  return [...new Set(tools.map(({ name }) => name))].sort().join(" ");
}

// packages/evidence/archive-place.ts
var ARCHIVE_TYPE = "application/vnd.promo.evidence-archive.v1";
var IMAGE_LABEL = "promo.evidence-archive.image";
function archivePlace(image) {
  const empty = { mediaType: OCI_EMPTY, digest: digestOf(EMPTY_JSON), size: EMPTY_JSON.byteLength };
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: ARCHIVE_TYPE,
    config: empty,
    layers: [empty],
    annotations: { [IMAGE_LABEL]: image }
  };
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  return { bytes, descriptor: { mediaType: OCI_MANIFEST, digest: digestOf(bytes), size: bytes.byteLength } };
}
async function openArchive(registry, name, image) {
  const { descriptor, bytes } = archivePlace(image);
  const tag = archiveTag(image);
  const found = await registry.resolve(parseImageReference(`${name}:${tag}`));
  if (found?.digest === descriptor.digest) return descriptor;
  if (found !== void 0) {
    const facts = { name, tag, found: found.digest, wanted: descriptor.digest };
    throw evidenceError("evidence-archive-taken", facts, `${name}:${tag} names ${found.digest}, which is no archive`);
  }
  await registry.putBlob(name, blobOf(EMPTY_JSON));
  await registry.putManifest(name, bytes, OCI_MANIFEST, tag);
  return descriptor;
}

// packages/evidence/archive.ts
var MANIFEST_LABEL = "promo.evidence-archive.manifest";
async function archiveScans(image, ports) {
  const archived = [];
  try {
    for (const scan of await findSuperseded2(image, ports)) {
      if (!await moveToArchive(image, scan, ports)) break;
      archived.push(scan.manifest);
    }
  } catch (error) {
    if (!isPromoError(error) || error.code === "internal-error") throw error;
    const remedy = "the scan that was attested counts; older ones stay beside it";
    ports.warn?.(`superseded scans of ${image.digest} are not archived (${error.code}: ${error.message}): ${remedy}`);
  }
  return archived;
}
async function findSuperseded2(image, ports) {
  const name = evidenceName(image, ports);
  const listed = await ports.registry.referrers(name, image.digest);
  const labels = listed.map(({ annotations }) => annotations?.[PREDICATE_TYPE_LABEL] ?? PREDICATE_TYPES.scan);
  if (labels.filter((label) => label === PREDICATE_TYPES.scan).length < 2) return [];
  const found = await collectOwnType(image, PREDICATE_TYPES.scan, ports);
  if (found.invalid.length > 0) {
    const [first] = found.invalid;
    const why = `${first?.digest ?? ""} ${first?.code ?? ""}`;
    ports.warn?.(`superseded scans of ${image.digest} stay: evidence beside them does not verify (${why})`);
    return [];
  }
  return supersededScans(factsOf(found), await ports.signer.identity(), ({ storage }) => storage === "bundle");
}
function factsOf({ valid, keyed }) {
  return [
    ...valid.map(({ claims, ...fact }) => ({ ...fact, signer: { kind: "certificate", claims } })),
    ...keyed
  ];
}
async function moveToArchive(image, scan, ports) {
  const { registry } = ports;
  const name = evidenceName(image, ports);
  if ((await registry.referrers(name, scan.manifest)).length > 0) return false;
  const bundle = await readBundle(registry, name, image.digest, { digest: scan.manifest });
  if (bundle === void 0 || scan.signedAt === void 0) return false;
  const place2 = await openArchive(registry, name, image.digest);
  const { predicateType, signedAt: created } = scan;
  const copy = { bytes: bundle, predicateType, created, annotations: { [MANIFEST_LABEL]: scan.manifest } };
  const manifest = await attachBundle(registry, name, place2, copy);
  await assertArchived(registry, name, { place: place2.digest, manifest, bundle });
  await registry.unlist(name, image.digest, scan.manifest);
  return true;
}
async function assertArchived(registry, name, { place: place2, manifest, bundle }) {
  const found = await readBundle(registry, name, place2, { digest: manifest });
  if (found !== void 0 && Buffer.compare(found, bundle) === 0) return;
  const text2 = `${name}@${manifest} does not hold the bundle that was archived`;
  throw evidenceError("evidence-not-stored", { name, manifest }, text2);
}

// packages/evidence/attest-superseding.ts
async function attestSuperseding(request, ports) {
  const written = await attestImages(request, ports).catch(async (error) => {
    if (!isPromoError(error) || error.code !== "evidence-budget-spent") throw error;
    if (await archiveAll(request.images, ports) === 0) throw error;
    return attestImages(request, ports);
  });
  await archiveAll(request.images, ports);
  return written;
}
async function archiveAll(images, ports) {
  const limit = pLimit(PARALLEL_DIGESTS);
  const archived = await Promise.all(uniqueImages(images).map((image) => limit(() => archiveScans(image, ports))));
  return archived.flat().length;
}

// packages/line/attest-scan.ts
async function attestScans(request, ports) {
  const written = [];
  for (const image of request.images) {
    const { scan } = await readScanFile(request.directory, image);
    const predicate = scanPredicate(scan, image);
    written.push(
      ...await attestSuperseding(
        { images: [image], predicateType: PREDICATE_TYPES.scan, predicate, formats: request.evidenceFormats },
        ports
      )
    );
  }
  return written;
}

// actions/attest/present.ts
async function findPresent(images, registry) {
  const answers = await Promise.allSettled(images.map((image) => registry.resolve(image)));
  const which = (is) => images.filter((_image, index) => answers.slice(index, index + 1).some(is));
  return {
    present: which((answer) => answer.status === "fulfilled" && answer.value !== void 0),
    absent: which((answer) => answer.status === "fulfilled" && answer.value === void 0),
    fault: answers.find((answer) => answer.status === "rejected")?.reason
  };
}

// actions/attest/run.ts
var PREDICATE_LIMIT = 7e6;
async function run(request, runner) {
  const ports = await connectEvidence(runner, request);
  const { present, absent, fault } = request.ifAbsent === "skip" ? await findPresent(request.images, ports.registry) : all(request.images);
  for (const image of absent) runner.log.info(`${image.name} does not hold ${image.digest}: nothing to attest there`);
  const attestations = attestationOutputs(await attest(present, request, runner, ports));
  runner.outputs({ attestations });
  await runner.summary(attestationSummary(attestations));
  if (fault !== void 0) throw asPromoError(fault);
}
function all(present) {
  return { present, absent: [], fault: void 0 };
}
async function attest(images, request, runner, ports) {
  const { predicateType, evidenceFormats, from } = request;
  if (request.predicate !== void 0) {
    const predicate = parseJson(request.predicate, { maxBytes: PREDICATE_LIMIT });
    if (predicateType === PREDICATE_TYPES.promotion)
      for (const { digest: digest2 } of images) checkPromotionPredicate(predicate, digest2);
    const attestAs = predicateType === PREDICATE_TYPES.scan ? attestSuperseding : attestImages;
    return attestAs({ images, predicateType, predicate, formats: evidenceFormats }, ports);
  }
  if (from !== void 0 && predicateType === PREDICATE_TYPES.scan) {
    return attestScans({ images, directory: await fetchArtifact(runner, from), evidenceFormats }, ports);
  }
  if (from !== void 0 && predicateType === PREDICATE_TYPES.tests) {
    const { sha: commit2, runId, runAttempt, repository, serverUrl } = runner.context;
    const url = invocationUri(serverUrl, repository.fullName, { id: runId, attempt: runAttempt });
    return attestTests(
      { images, directory: await fetchArtifact(runner, from), commit: commit2, runId, url, evidenceFormats },
      ports
    );
  }
  throw actionError("predicate-missing", { predicateType }, `there is no predicate of type ${predicateType}`);
}
export {
  run
};
