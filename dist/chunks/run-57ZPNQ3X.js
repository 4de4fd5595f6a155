import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  imagesOfOverlay
} from "./chunk-WXLEEPBL.js";
import {
  attestImages
} from "./chunk-KJJBT5NK.js";
import {
  openPromoted
} from "./chunk-OUMR3CHG.js";
import {
  connectForge,
  environmentOf,
  readConfigAt
} from "./chunk-FXAMNVZD.js";
import "./chunk-ARX5WIIS.js";
import "./chunk-MM7H6SUN.js";
import "./chunk-WGUV6V2W.js";
import "./chunk-KU4JQCMB.js";
import {
  connectSigner,
  connectTrust
} from "./chunk-4GRPIX2G.js";
import {
  collectEvidence
} from "./chunk-JP5D7BLO.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  connectRegistries
} from "./chunk-NQD7TOJS.js";
import "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import {
  minute,
  plural
} from "./chunk-ELEXUCDR.js";
import "./chunk-R2QD4G32.js";
import "./chunk-37R5YAIF.js";
import "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import {
  formatTime,
  systemClock
} from "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-3ACOM72A.js";
import "./chunk-HIKYTEVY.js";
import {
  assertObserved
} from "./chunk-QSARDUBN.js";
import {
  promotionError
} from "./chunk-DL4OCOAT.js";
import {
  markPredicate,
  readMarkPredicate
} from "./chunk-ZQQCMQLO.js";
import {
  PREDICATE_TYPES,
  isPredicateType
} from "./chunk-5DFI25AZ.js";
import "./chunk-LDRIFAFW.js";
import {
  defineDocument,
  digest,
  environment,
  imageName,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  array,
  boolean,
  nullable,
  object
} from "./chunk-CMTFYGHV.js";
import "./chunk-L6DDHFDX.js";
import "./chunk-MHAMTB5W.js";
import "./chunk-535AGLRV.js";
import {
  blocks,
  code,
  heading,
  joined,
  md,
  table
} from "./chunk-LMKEVEGF.js";
import {
  pinImage
} from "./chunk-OXU5TALQ.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/core/documents/mark.ts
var markDocument = defineDocument("mark", {
  environment,
  image: object({ name: imageName, digest }),
  properties: array(text),
  /** When it was signed, as its timestamp or log entry says. */
  markedAt: time,
  /** Null for a revocation. */
  expiresAt: nullable(time),
  revoked: boolean(),
  reason: text,
  evidenceUrl: text,
  observedSince: nullable(time),
  /** Manifests that hold it, one for each format. */
  evidence: array(object({ format: text, digest })),
  logIndex: text,
  /** An earlier attempt of the same run had signed it. */
  existing: boolean()
});

// packages/promotion/earlier-mark.ts
function earlierMark(found, wanted, run2) {
  const marks = found.flatMap((evidence) => marksIn(evidence, wanted));
  const own = marks.filter(({ mark, evidence }) => isOfRun(evidence, run2) && saysSame(mark, wanted));
  const [newest] = own.toSorted((a, b) => timeOf(b) - timeOf(a));
  if (newest === void 0) return void 0;
  const isUndone = marks.some((each) => each.mark.revoked !== wanted.revoked && timeOf(each) >= timeOf(newest));
  return isUndone ? void 0 : newest.mark;
}
function marksIn(evidence, { environment: environment2 }) {
  if (!isPredicateType(evidence.predicateType, PREDICATE_TYPES.mark)) return [];
  const mark = readMarkPredicate(evidence.predicate);
  if (mark?.environment !== environment2 || evidence.claims.environment !== environment2) return [];
  return [{ mark, evidence }];
}
function isOfRun({ claims }, run2) {
  const invocation = claims.runInvocationUri ?? "";
  return claims.subject === run2.subject && invocation !== "" && withoutAttempt(invocation) === withoutAttempt(run2.invocation);
}
function withoutAttempt(invocation) {
  return invocation.replace(/\/attempts\/\d+$/, "");
}
function saysSame(a, b) {
  const said = ({ properties, revoked, reason, evidenceUrl, observedSince }) => JSON.stringify([[...properties].sort(), revoked, reason, evidenceUrl, observedSince]);
  return said(a) === said(b);
}
function timeOf({ evidence }) {
  return evidence.signedAt.getTime();
}

// packages/promotion/mark.ts
var PARALLEL_IMAGES = 4;
async function markImages(request, ports) {
  assertSensible(request);
  assertObserved(request.images, request.observed);
  const identity = await ports.signer.identity();
  const claims = identity.kind === "certificate" ? identity.claims : void 0;
  assertInside(request.environment, claims?.environment);
  const run2 = { subject: claims?.subject ?? "", invocation: claims?.runInvocationUri ?? "" };
  const limit = pLimit(PARALLEL_IMAGES);
  const images = [...new Map(request.images.map((image) => [`${image.name}@${image.digest}`, image])).values()];
  return (await Promise.all(images.map((image) => limit(() => markImage(image, request, run2, ports))))).flat();
}
function assertSensible({ images, revoke, reason, properties, observed }) {
  if (images.length === 0) throw promotionError("promotion-empty", {}, "there is no digest to mark");
  const given = [...properties.length > 0 ? ["properties"] : [], ...observed.length > 0 ? ["observed"] : []];
  if (!revoke || reason !== void 0 && given.length === 0) return;
  const fault = reason === void 0 ? "a revocation gives no `reason`" : `a revocation has ${given.join(" and ")}`;
  throw promotionError("mark-revocation-invalid", { given }, fault);
}
function assertInside(environment2, found) {
  if (found === environment2) return;
  throw promotionError(
    "mark-environment-mismatch",
    { wanted: environment2, found: found ?? null },
    `the certificate is of ${found === void 0 ? "no environment" : `environment ${found}`}, the mark would be of ${environment2}`
  );
}
async function markImage(image, request, run2, ports) {
  const wanted = factsOf(request);
  const { valid } = await collectEvidence(image, ports);
  const mark = earlierMark(valid, wanted, run2) ?? wanted;
  const predicate = markPredicate(mark, run2.subject);
  const attested = { images: [image], predicateType: PREDICATE_TYPES.mark, predicate, formats: request.formats };
  return (await attestImages(attested, ports)).map((written) => documentOf(mark, written, request.at));
}
function factsOf({ environment: environment2, properties, at, validFor, revoke, ...rest }) {
  return {
    environment: environment2,
    properties,
    timeCreated: formatTime(at),
    expires: revoke ? void 0 : formatTime(new Date(at.getTime() + validFor)),
    revoked: revoke,
    reason: rest.reason,
    evidenceUrl: rest.evidenceUrl,
    observedSince: rest.observedSince === void 0 ? void 0 : formatTime(rest.observedSince)
  };
}
function documentOf(mark, { image, stored, signedAt, logIndex, existing }, at) {
  return markDocument.create({
    environment: mark.environment,
    image: { name: image.name, digest: image.digest },
    properties: [...mark.properties],
    markedAt: formatTime(signedAt ?? at),
    expiresAt: mark.expires ?? null,
    revoked: mark.revoked,
    reason: mark.reason ?? "",
    evidenceUrl: mark.evidenceUrl ?? "",
    observedSince: mark.observedSince ?? null,
    evidence: stored.map(({ format, manifest }) => ({ format, digest: manifest })),
    logIndex,
    existing
  });
}

// packages/report/mark-summary.ts
function markSummary(marks) {
  const [first] = marks;
  const done = first?.revoked === true ? "Revoked" : "Marked";
  const environment2 = first === void 0 ? "" : md` in ${first.environment}`;
  const reason = first === void 0 || first.reason === "" ? md`` : md`Because: ${first.reason}`;
  const evidence = first === void 0 || first.evidenceUrl === "" ? md`` : md`Evidence: ${code(first.evidenceUrl)}`;
  return String(
    blocks(heading(3, md`${done}: ${plural(marks.length, "image")}${environment2}`), reason, evidence, rows(marks))
  );
}
function rows(marks) {
  return table(
    ["Image", "Properties", "Signed", "Holds until", "Manifests"],
    marks.map(({ image, properties, markedAt, expiresAt, evidence, existing }) => [
      code(`${image.name}@${image.digest}`),
      joined(properties.map(code)),
      `${minute(markedAt)}${existing ? ", by an earlier attempt" : ""}`,
      expiresAt === null ? "a newer mark" : minute(expiresAt),
      joined(evidence.map(({ digest: digest2 }) => code(digest2)))
    ])
  );
}

// actions/mark-environment/marked-images.ts
async function markedImages(request, forge, runner) {
  if (request.marked === void 0) return overlayImages(request, await forge(), runner);
  const named = await openPromoted(request.marked, runner);
  if (named.kind === "lines") return named.images.map(({ image }) => image);
  if (named.kind === "release") return named.release.images.map(({ name, digest: digest2 }) => pinImage(name, digest2));
  return [];
}
async function overlayImages({ environment: environment2, overlay, config: path }, forge, { context }) {
  const { fullName: repository } = context.repository;
  const { config } = await readConfigAt(forge, repository, context.sha, path);
  const held = overlay ?? environmentOf(config, environment2).overlay;
  const images = await imagesOfOverlay(forge, { repository, base: { commit: context.sha } }, config, held);
  return images.map(({ name, digest: digest2 }) => pinImage(name, digest2));
}

// actions/mark-environment/run.ts
async function run(request, runner) {
  const { environment: environment2, evidenceFormats: formats, evidenceRepository } = request;
  const forge = () => connectForge(runner, request.forge, runner.context.repository.fullName, { contents: "read" });
  const images = await markedImages(request, forge, runner);
  const ports = {
    signer: connectSigner(runner, request.sigstore),
    warn: (message) => runner.log.warning(message),
    registry: connectRegistries(runner, request.registry),
    trust: await connectTrust(runner, request.sigstore),
    ...evidenceRepository === void 0 ? {} : { evidenceRepository }
  };
  const marks = await markImages({ ...request, images, formats, at: systemClock.now() }, ports);
  runner.outputs({ marks: marks.map((mark) => ({ ...mark })), "environment-oid": environment2 });
  await runner.summary(markSummary(marks));
}
export {
  run
};
