import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  legDocument
} from "./chunk-2NXK4XLQ.js";
import {
  legSummary
} from "./chunk-6IRGQIB4.js";
import {
  runOf,
  sourceOf
} from "./chunk-PJQO5S3Q.js";
import {
  platformsOf
} from "./chunk-XKGVJUXZ.js";
import {
  readScanFile
} from "./chunk-Y3PRVWH3.js";
import "./chunk-DR7KKRUV.js";
import {
  LEG_FILE
} from "./chunk-JZA7TCL7.js";
import "./chunk-XXLMK6K6.js";
import {
  fetchArtifact
} from "./chunk-CAG52SSZ.js";
import {
  connectRegistries
} from "./chunk-H5KNOTAR.js";
import "./chunk-PGEZG4ZO.js";
import "./chunk-DGDRGQZL.js";
import "./chunk-EDXPA3IU.js";
import "./chunk-TDKOCVXK.js";
import "./chunk-IDNWYDXQ.js";
import "./chunk-7BO4NGTS.js";
import {
  formatTime,
  systemClock
} from "./chunk-HEW256BD.js";
import "./chunk-OK4PU4RV.js";
import "./chunk-IA5OQQX7.js";
import "./chunk-6KQTMOMT.js";
import "./chunk-CNTYEA3I.js";
import "./chunk-C74C5SFX.js";
import "./chunk-VKODZR62.js";
import "./chunk-FPVADS5E.js";
import "./chunk-UG7ONX7C.js";
import "./chunk-3EB54RJX.js";
import {
  actionError
} from "./chunk-LSCOCW4K.js";
import {
  attemptName
} from "./chunk-XKXTO5WA.js";
import "./chunk-N5XMRB3H.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import "./chunk-3UPTQJXH.js";
import "./chunk-POLS6557.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/record-digest/run.ts
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";

// packages/line/record.ts
async function recordLeg(request, ports) {
  const { image, scan } = request;
  const platforms = await platformsOf(ports.registry, image);
  return legDocument.create({
    leg: request.leg,
    image: { name: image.name, digest: image.digest },
    tags: [...request.tags],
    platforms: platforms.map(({ platform, digest, size }) => ({ platform, digest, size })),
    source: request.source,
    run: request.run,
    sealedAt: formatTime(ports.clock.now()),
    scan: scan === void 0 ? null : { outcome: scan.scan.decision.outcome, counts: scan.scan.counts, reportDigest: scan.digest },
    evidence: [...request.evidence]
  });
}

// actions/record-digest/run.ts
async function run(request, runner) {
  const [image, ...others] = request.images;
  if (image === void 0 || others.length > 0)
    throw actionError("leg-not-single", { images: request.images.length }, "a leg has exactly one image");
  const ports = { registry: connectRegistries(runner, request.registry), clock: systemClock };
  const leg = await recordLeg(await recordRequest(image, request, runner), ports);
  const directory = await mkdtemp(join(runner.context.temp, "promo-leg-"));
  const document = join(directory, LEG_FILE);
  await writeFile(document, legDocument.write(leg));
  const name = attemptName(request.artifactPrefix, request.leg, runner.context.runAttempt);
  await runner.artifacts.upload(name, directory);
  runner.outputs({ "leg-document": document, "artifact-name": name });
  await runner.summary(legSummary(leg));
}
async function recordRequest(image, request, runner) {
  const { leg, tags, evidence, workflowRef, workflowSha, from } = request;
  const workflow = workflowRef === void 0 || workflowSha === void 0 ? void 0 : { ref: workflowRef, sha: workflowSha };
  const scan = from === void 0 ? void 0 : await readScanFile(await fetchArtifact(runner, from), image);
  return { leg, image, tags, evidence, source: sourceOf(runner), run: runOf(runner, workflow), scan };
}
export {
  run
};
