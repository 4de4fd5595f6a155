import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  legDocument
} from "./chunk-S44MJVGJ.js";
import {
  otherwise,
  sealedOtherwise
} from "./chunk-MAB5WDF5.js";
import {
  releaseSummary
} from "./chunk-UEEWKCQD.js";
import {
  runOf,
  sourceOf
} from "./chunk-PJQO5S3Q.js";
import {
  platformsOf,
  readOnce
} from "./chunk-DJNNUIWM.js";
import {
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
import {
  lineError
} from "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import {
  LEG_FILE,
  RELEASE_FILE
} from "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-ELEXUCDR.js";
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
import {
  normalPlatform
} from "./chunk-YZ3BQTF4.js";
import "./chunk-QBJQ2CKM.js";
import "./chunk-3ACOM72A.js";
import {
  memberOf
} from "./chunk-HIKYTEVY.js";
import {
  PREDICATE_TYPES,
  isPredicateType
} from "./chunk-5DFI25AZ.js";
import {
  releaseDocument
} from "./chunk-LDRIFAFW.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import {
  newestAttempts
} from "./chunk-RM445475.js";
import "./chunk-36ANPUK7.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import {
  digestOf,
  isTag,
  pinImage
} from "./chunk-OXU5TALQ.js";
import {
  PromoError,
  asPromoError
} from "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/collect-digests/run.ts
import { mkdtemp, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// packages/connections/leg-artifacts.ts
import { readFile } from "node:fs/promises";
import { join } from "node:path";
var DOWNLOADS_AT_ONCE = 16;
async function downloadLegs(prefix, expected, runner) {
  const newest = newestAttempts(await runner.artifacts.list(`${prefix}-`), prefix, runner.context.runAttempt);
  const limit = pLimit(DOWNLOADS_AT_ONCE);
  return Promise.all(
    newest.map(
      ({ leg, attempt, artifact }) => limit(async () => {
        const { name, digest } = artifact;
        if (!expected.some((planned) => planned === leg)) return { name, leg, attempt, text: new Uint8Array() };
        const directory = await runner.artifacts.download(name, digest === void 0 ? {} : { digest });
        const text = await readFile(join(directory, LEG_FILE)).catch(nothing);
        return { name, leg, attempt, text };
      })
    )
  );
}
function nothing(error) {
  const code = error instanceof Error && "code" in error ? error.code : void 0;
  if (code === "ENOENT" || code === "EISDIR") return new Uint8Array();
  throw error;
}

// packages/line/collect-proof.ts
async function proofFault(leg, request, ports) {
  const image = pinImage(leg.image.name, leg.image.digest);
  try {
    await ports.registry.manifest(image.name, image.digest);
    if (request.verify === "registry") return void 0;
    const { valid } = await ports.evidence(image);
    return judgeProvenance(leg, request, valid);
  } catch (error) {
    return asPromoError(error);
  }
}
function judgeProvenance(leg, request, found) {
  const provenance = found.filter(({ predicateType }) => isPredicateType(predicateType, PREDICATE_TYPES.provenance));
  const ofThisRun = provenance.filter(({ claims }) => differences(claims, request).length === 0);
  if (ofThisRun.length === 0) {
    const differ = provenance.map(({ claims }) => differences(claims, request).join(", "));
    return lineError(
      "leg-unproven",
      { leg: leg.leg, digest: leg.image.digest, differ },
      `${leg.leg}: ${describe(provenance.length, differ)}`
    );
  }
  const sealedFor = ofThisRun.map(({ predicate }) => parameters(predicate));
  if (sealedFor.some(({ leg: name, image }) => name === leg.leg && image === leg.image.name)) return void 0;
  return lineError(
    "leg-swapped",
    { leg: leg.leg, sealedFor },
    `${leg.leg} names a digest that was sealed for ${[...new Set(sealedFor.map(sealedName))].join(", ")}`
  );
}
function sealedName({ leg, image }) {
  return `${JSON.stringify(leg)} as ${JSON.stringify(image)}`;
}
function describe(count, differ) {
  return count === 0 ? "the digest carries no valid provenance" : `no provenance is of this run: ${differ.join(" / ")}`;
}
function differences(claims, { source, run: run2, signer }) {
  return [
    ...sealedOtherwise(claims, { source, signer }),
    ...otherwise([["run", isThisRun(claims.runInvocationUri, source, run2, signer), claims.runInvocationUri]])
  ];
}
function isThisRun(found, source, run2, signer) {
  const prefix = `${signer.serverUrl}/${source.repository}/actions/runs/${run2.id}/attempts/`;
  const attempt = found?.startsWith(prefix) === true ? Number(found.slice(prefix.length)) : Number.NaN;
  return attempt >= 1 && attempt <= run2.attempt;
}
function parameters(predicate) {
  const external = memberOf(memberOf(predicate, "buildDefinition"), "externalParameters");
  return { leg: memberOf(external, "leg"), image: memberOf(external, "image") };
}

// packages/line/collect-read.ts
function readLegArtifact(artifact, expected) {
  let leg;
  try {
    leg = legDocument.read(artifact.text);
  } catch (cause) {
    const why = asPromoError(cause).message;
    return {
      fault: lineError("leg-invalid", { artifact: artifact.name }, `${artifact.name} cannot be read: ${why}`, {
        cause
      })
    };
  }
  if (leg.leg !== artifact.leg) {
    return {
      fault: lineError(
        "leg-swapped",
        { artifact: artifact.name, found: leg.leg },
        `${artifact.name} holds the document of ${leg.leg}`
      )
    };
  }
  const foreign = foreignFacts(leg, expected);
  if (foreign.length === 0) return { leg };
  return {
    fault: lineError(
      "leg-foreign",
      { artifact: artifact.name, foreign },
      `${artifact.name} is of another ${foreign.join(", ")}`
    )
  };
}
function foreignFacts(leg, { source, run: run2 }) {
  return [
    ...leg.run.id === run2.id ? [] : ["run"],
    ...leg.run.attempt <= run2.attempt ? [] : ["attempt"],
    ...leg.source.sha === source.sha ? [] : ["commit"],
    ...leg.source.repositoryId === source.repositoryId ? [] : ["repository"]
  ];
}

// packages/line/collect.ts
var CHECKS_AT_ONCE = 16;
async function collectRelease(request, ports) {
  const faults = [...missingLegs(request), ...duplicateLegs(request)];
  const legs = [];
  const limit = pLimit(CHECKS_AT_ONCE);
  const judged = await Promise.all(request.artifacts.map((artifact) => limit(() => judge(artifact, request, ports))));
  for (const { leg, fault } of judged) {
    if (fault !== void 0) faults.push(fault);
    else if (leg !== void 0) legs.push(leg);
  }
  faults.push(...duplicateDigests(legs));
  const [first, ...others] = worstFirst(faults);
  if (first !== void 0) throw joined(first, others);
  return releaseDocument.create({
    source: request.source,
    run: request.run,
    images: [...new Set(request.expected)].flatMap((name) => legs.filter(({ leg }) => leg === name)).map(({ leg, image, platforms, tags }) => ({ leg, ...image, platforms, tags })),
    collectedAt: formatTime(ports.clock.now())
  });
}
async function judge(artifact, request, ports) {
  if (!request.expected.some((leg) => leg === artifact.leg)) {
    return {
      fault: lineError(
        "leg-unexpected",
        { artifact: artifact.name, leg: artifact.leg },
        `${JSON.stringify(artifact.name.slice(0, 100))} is of a leg that nobody planned`
      )
    };
  }
  const read = readLegArtifact(artifact, request);
  if (read.fault !== void 0) return { fault: read.fault };
  const look = { ...ports, registry: readOnce(ports.registry) };
  const fault = request.verify === "none" ? void 0 : await proofFault(read.leg, request, look);
  if (fault !== void 0) return { fault };
  try {
    const leg = await confirmed(read.leg, request, look);
    const lacking = lackingPlatforms(leg, request);
    return lacking === void 0 ? { leg } : { fault: lacking };
  } catch (error) {
    return { fault: asPromoError(error) };
  }
}
async function confirmed(leg, { verify }, { registry }) {
  const tags = leg.tags.filter(isTag);
  if (verify === "none") return { ...leg, tags };
  const found = await platformsOf(registry, pinImage(leg.image.name, leg.image.digest));
  return { ...leg, tags, platforms: found.map(({ platform, digest, size }) => ({ platform, digest, size })) };
}
function lackingPlatforms({ leg, platforms }, { requirePlatforms }) {
  const found = platforms.map(({ platform }) => normalPlatform(platform));
  const lacking = requirePlatforms.filter((wanted) => !found.includes(normalPlatform(wanted)));
  if (lacking.length === 0) return void 0;
  return lineError("leg-invalid", { leg, lacking }, `${leg} lacks ${lacking.join(", ")}`);
}
function duplicateLegs({ artifacts }) {
  const legs = artifacts.map(({ leg }) => leg);
  const twice = artifacts.filter(({ leg }, index) => legs.indexOf(leg) !== index);
  return twice.map(({ leg, name }) => lineError("leg-duplicate", { leg, artifact: name }, `${leg} left ${name} too`));
}
function missingLegs({ expected, artifacts }) {
  const found = artifacts.map(({ leg }) => leg);
  const missing = expected.filter((leg) => !found.includes(leg));
  return missing.length === 0 ? [] : [lineError("leg-missing", { expected, found, missing }, `no digest from ${missing.join(", ")}`)];
}
function duplicateDigests(legs) {
  const keys = legs.map(({ image }) => `${image.name}@${image.digest}`);
  const twice = legs.filter((_leg, index) => keys.indexOf(keys[index] ?? "") !== index);
  return twice.map(
    ({ leg, image }) => lineError(
      "leg-duplicate",
      { leg, image },
      `${leg} names ${image.name}@${image.digest}, which another leg names too`
    )
  );
}
function worstFirst(faults) {
  return faults.toSorted((a, b) => Number(b.ending === "findings") - Number(a.ending === "findings"));
}
function joined(first, others) {
  const faults = [first, ...others];
  const message = faults.map((fault) => `${fault.code}: ${fault.message}`).join("; ");
  const facts = { faults: faults.map((fault) => ({ code: fault.code, message: fault.message, facts: fault.facts })) };
  return new PromoError(first.code, first, facts, message);
}

// actions/collect-digests/run.ts
async function run(request, runner) {
  const { expected, verify, requirePlatforms } = request;
  const signer = { workflow: request.signer, commit: request.signerCommit, serverUrl: runner.context.serverUrl };
  const artifacts = await downloadLegs(request.artifactPrefix, expected, runner);
  const source = sourceOf(runner);
  const release = await collectRelease(
    { expected, artifacts, source, run: runOf(runner), signer, verify, requirePlatforms },
    await portsFor(request, runner)
  );
  runner.outputs(await writeRelease(release, request, runner));
  await runner.summary(releaseSummary(release));
}
async function portsFor(request, runner) {
  const registry = connectRegistries(runner, request.registry);
  if (request.verify !== "certificate") {
    return {
      registry,
      clock: systemClock,
      evidence: (image) => Promise.resolve({ image, valid: [], keyed: [], invalid: [], foreign: [], referrers: 0 })
    };
  }
  const trust = await connectTrust(runner, request);
  return { registry, clock: systemClock, evidence: (image) => collectEvidence(image, { registry, trust }) };
}
async function writeRelease(release, request, runner) {
  const directory = await mkdtemp(join2(runner.context.temp, "promo-release-"));
  const path = join2(directory, RELEASE_FILE);
  const text = releaseDocument.write(release);
  await writeFile(path, text);
  const uploaded = request.artifact === void 0 ? void 0 : await runner.artifacts.upload(request.artifact, directory);
  return {
    release: path,
    images: Object.fromEntries(release.images.map(({ leg, name, digest }) => [leg, `${name}@${digest}`])),
    count: release.images.length,
    "release-digest": digestOf(text),
    "artifact-digest": uploaded?.digest ?? ""
  };
}
export {
  run
};
