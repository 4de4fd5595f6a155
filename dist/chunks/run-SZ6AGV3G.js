import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  readScanFile
} from "./chunk-3WJNHUCF.js";
import "./chunk-K3IZWFDI.js";
import {
  fetchArtifact
} from "./chunk-KU4JQCMB.js";
import {
  legDocument
} from "./chunk-S44MJVGJ.js";
import {
  legSummary
} from "./chunk-UEEWKCQD.js";
import {
  runOf,
  sourceOf
} from "./chunk-PJQO5S3Q.js";
import {
  platformsOf
} from "./chunk-DJNNUIWM.js";
import {
  connectRegistries
} from "./chunk-NQD7TOJS.js";
import "./chunk-MS44U55T.js";
import {
  LEG_FILE
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
import "./chunk-YZ3BQTF4.js";
import "./chunk-QBJQ2CKM.js";
import "./chunk-3ACOM72A.js";
import "./chunk-HIKYTEVY.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import "./chunk-L6DDHFDX.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  attemptName
} from "./chunk-RM445475.js";
import "./chunk-36ANPUK7.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import "./chunk-OXU5TALQ.js";
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
