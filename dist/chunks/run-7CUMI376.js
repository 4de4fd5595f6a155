import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  attestTests
} from "./chunk-A3RIEO7C.js";
import {
  scanPredicate
} from "./chunk-EYJZ6ZYY.js";
import "./chunk-QLKJ5XCC.js";
import {
  invocationUri
} from "./chunk-EAZOUHSD.js";
import {
  attestationOutputs,
  connectEvidence
} from "./chunk-AQIPLHLF.js";
import {
  attestImages
} from "./chunk-ZOFRRFTS.js";
import {
  readScanFile
} from "./chunk-Y3PRVWH3.js";
import "./chunk-4XDQ36QB.js";
import "./chunk-DR7KKRUV.js";
import "./chunk-GPEPVZA7.js";
import "./chunk-JZA7TCL7.js";
import "./chunk-7CT5TMES.js";
import "./chunk-HBD3IOFE.js";
import "./chunk-XXLMK6K6.js";
import {
  attestationSummary
} from "./chunk-3A6LAFK3.js";
import {
  fetchArtifact
} from "./chunk-CAG52SSZ.js";
import "./chunk-H5KNOTAR.js";
import "./chunk-PGEZG4ZO.js";
import "./chunk-VFUMXG24.js";
import "./chunk-DGDRGQZL.js";
import "./chunk-EDXPA3IU.js";
import "./chunk-TDKOCVXK.js";
import "./chunk-IDNWYDXQ.js";
import "./chunk-7BO4NGTS.js";
import "./chunk-HEW256BD.js";
import "./chunk-OK4PU4RV.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-IA5OQQX7.js";
import "./chunk-C74C5SFX.js";
import "./chunk-VKODZR62.js";
import {
  PREDICATE_TYPES
} from "./chunk-UNQFLU53.js";
import "./chunk-FPVADS5E.js";
import "./chunk-UG7ONX7C.js";
import "./chunk-3EB54RJX.js";
import {
  actionError
} from "./chunk-LSCOCW4K.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  parseJson
} from "./chunk-3UPTQJXH.js";
import "./chunk-POLS6557.js";
import {
  asPromoError
} from "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/line/attest-scan.ts
async function attestScans(request, ports) {
  const written = [];
  for (const image of request.images) {
    const { scan } = await readScanFile(request.directory, image);
    const predicate = scanPredicate(scan, image);
    written.push(
      ...await attestImages(
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
    return attestImages({ images, predicateType, predicate, formats: evidenceFormats }, ports);
  }
  if (from !== void 0 && predicateType === PREDICATE_TYPES.scan) {
    return attestScans({ images, directory: await fetchArtifact(runner, from), evidenceFormats }, ports);
  }
  if (from !== void 0 && predicateType === PREDICATE_TYPES.tests) {
    const { sha: commit, runId, runAttempt, repository, serverUrl } = runner.context;
    const url = invocationUri(serverUrl, repository.fullName, { id: runId, attempt: runAttempt });
    return attestTests(
      { images, directory: await fetchArtifact(runner, from), commit, runId, url, evidenceFormats },
      ports
    );
  }
  throw actionError("predicate-missing", { predicateType }, `there is no predicate of type ${predicateType}`);
}
export {
  run
};
