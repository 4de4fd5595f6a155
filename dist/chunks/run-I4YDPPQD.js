import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  buildDocument
} from "./chunk-VENDK4WI.js";
import {
  runOf,
  sourceOf
} from "./chunk-PJQO5S3Q.js";
import {
  platformsOf
} from "./chunk-EUCQ6E3T.js";
import {
  provenancePredicate,
  sameProvenance
} from "./chunk-JBL6OI42.js";
import {
  attestationOutputs,
  signatureOutputs
} from "./chunk-7IGWNCXJ.js";
import {
  readEvidenceFile
} from "./chunk-75CKH7IJ.js";
import "./chunk-JYRT3JDU.js";
import {
  signatureSummary
} from "./chunk-3A6LAFK3.js";
import {
  attestDigest,
  attestImages,
  sameJson,
  sameSigner,
  uniqueImages,
  unverifiable
} from "./chunk-S3K3E4NO.js";
import {
  BUILD_FILE
} from "./chunk-LTZ2N3I6.js";
import {
  connectSigner,
  connectTrust
} from "./chunk-24SYZAJ4.js";
import {
  LEGACY_LAYERS,
  appendLayer,
  collectEvidence,
  evidenceError,
  pLimit
} from "./chunk-UALYIEFP.js";
import {
  lineError
} from "./chunk-XXLMK6K6.js";
import {
  fetchArtifact
} from "./chunk-CAG52SSZ.js";
import {
  connectRegistries
} from "./chunk-7TMHU4DY.js";
import "./chunk-PGEZG4ZO.js";
import "./chunk-IINPSLZS.js";
import "./chunk-OGBC3QXO.js";
import "./chunk-CKUSWQA4.js";
import {
  LEGACY_TAG
} from "./chunk-PVD3OVMN.js";
import "./chunk-DO3XTPCD.js";
import "./chunk-HEW256BD.js";
import "./chunk-OK4PU4RV.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-I5IMM5EW.js";
import "./chunk-6KQTMOMT.js";
import "./chunk-I64QWTYC.js";
import "./chunk-K6BTLXDG.js";
import "./chunk-VKODZR62.js";
import {
  PREDICATE_TYPES
} from "./chunk-UNQFLU53.js";
import "./chunk-UGVYJCQN.js";
import "./chunk-4BJTVHOZ.js";
import "./chunk-3EB54RJX.js";
import {
  actionError
} from "./chunk-UHXN7FVG.js";
import {
  parseCommit
} from "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  canonicalName,
  pinImage
} from "./chunk-VNZST3SK.js";
import "./chunk-POLS6557.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/evidence/simple-signing.ts
function simpleSigningPayload(image, annotations) {
  return Buffer.from(
    JSON.stringify({
      critical: {
        identity: { "docker-reference": canonicalName(image) },
        image: { "docker-manifest-digest": image.digest },
        type: "cosign container image signature"
      },
      optional: Object.keys(annotations).length === 0 ? null : annotations
    })
  );
}

// packages/evidence/sign.ts
var PARALLEL_DIGESTS = 4;
async function signImages(request, ports) {
  const images = uniqueImages(request.recursive ? await withPlatforms(request.images, ports) : request.images);
  const limit = pLimit(PARALLEL_DIGESTS);
  const written = await Promise.all(images.map((image) => limit(() => signDigest(image, request, ports))));
  return written.flat();
}
async function withPlatforms(images, ports) {
  const all = await Promise.all(
    images.map(async (image) => {
      const platforms = await platformsOf(ports.registry, image);
      return [image, ...platforms.map(({ digest }) => pinImage(image.name, digest))];
    })
  );
  return all.flat();
}
async function signDigest(image, request, ports) {
  const written = [];
  if (request.formats.includes("bundle")) written.push(await signBundle(image, request, ports));
  if (request.formats.includes("legacy")) written.push(await signLegacy(image, request, ports));
  return written;
}
async function signBundle(image, { annotations }, ports) {
  const subject = { digest: image.digest, annotations };
  const predicateType = PREDICATE_TYPES.signature;
  const done = await attestDigest({ image, subject, predicateType, predicate: {}, formats: ["bundle"] }, ports);
  const manifest = done.stored.find(({ format }) => format === "bundle")?.manifest;
  if (manifest === void 0)
    throw evidenceError("evidence-not-stored", { digest: image.digest }, "the signature has no manifest");
  const { logIndex, signedAt, existing } = done;
  return { image, format: "bundle", manifest, logIndex, signedAt, existing };
}
async function signLegacy(image, { annotations }, ports) {
  const present = await existingSignature(image, annotations, ports);
  if (present !== void 0) {
    const { manifest: manifest2, signedAt: signedAt2 } = present;
    return { image, format: "legacy", manifest: manifest2, logIndex: "", signedAt: signedAt2, existing: true };
  }
  const { layer, logIndex } = await ports.signer.signPayload(simpleSigningPayload(image, annotations));
  const signedAt = verifiedTime(image, () => ports.trust.verifyLegacySignature(layer).signedAt);
  const tag = LEGACY_TAG.signature(image.digest);
  const name = ports.evidenceRepository ?? image.name;
  const manifest = await appendLayer(ports, name, tag, { ...layer, mediaType: LEGACY_LAYERS.signature });
  return { image, format: "legacy", manifest, logIndex, signedAt, existing: false };
}
async function existingSignature(image, annotations, ports) {
  const { valid } = await collectEvidence(image, ports);
  const candidates = valid.filter(
    (each) => each.storage === "legacy" && each.predicate === null && each.predicateType === PREDICATE_TYPES.signature && sameJson(each.annotations, annotations)
  );
  if (candidates.length === 0) return void 0;
  const { claims } = await ports.signer.identity();
  return candidates.find((each) => sameSigner(each.claims, claims));
}
function verifiedTime(image, verify) {
  try {
    return verify();
  } catch (cause) {
    throw unverifiable(image, cause);
  }
}

// packages/line/prove.ts
async function proveImages(request, ports) {
  const attestations = request.provenance === void 0 ? [] : await attestProvenance(request, request.provenance, ports);
  const { images, recursive, annotations, evidenceFormats: formats } = request;
  return { attestations, signatures: await signImages({ images, recursive, annotations, formats }, ports) };
}
async function attestProvenance(request, { build, source, run: run2, inputs, serverUrl }, ports) {
  const { claims } = await ports.signer.identity();
  const signer = signingWorkflow(claims, serverUrl);
  const predicate = provenancePredicate({
    build,
    source,
    run: { ...run2, workflowSha: signer.commit },
    builder: { serverUrl, workflow: signer.workflow },
    inputs,
    github: { event_name: claims.buildTrigger ?? "", runner_environment: claims.runnerEnvironment ?? "" }
  });
  for (const image of request.images) assertSameImage(build, image);
  return attestImages(
    {
      images: request.images,
      predicateType: PREDICATE_TYPES.provenance,
      predicate,
      formats: request.evidenceFormats,
      sameWord: sameProvenance
    },
    ports
  );
}
function signingWorkflow({ buildSignerUri, buildSignerDigest }, serverUrl) {
  const [workflow] = (buildSignerUri ?? "").split("@");
  if (workflow?.startsWith(`${serverUrl}/`) === true && buildSignerDigest !== void 0) {
    return { workflow: workflow.slice(serverUrl.length + 1), commit: parseCommit(buildSignerDigest) };
  }
  throw lineError(
    "identity-without-workflow",
    { found: buildSignerUri },
    "the certificate names no workflow of this server"
  );
}
async function readBuildFile(directory) {
  return buildDocument.read(await readEvidenceFile(directory, BUILD_FILE));
}
function assertSameImage(build, image) {
  if (build.image.name === image.name && build.image.digest === image.digest) return;
  const found = `${build.image.name}@${build.image.digest}`;
  throw lineError(
    "build-of-other-image",
    { wanted: `${image.name}@${image.digest}`, found },
    `the build record is of ${found}`
  );
}

// actions/keyless-sign/verify-command.ts
function verifyCommand(image, { subject, issuer }) {
  if (image === void 0) return "";
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  return `cosign verify --certificate-identity ${quoted(subject)} --certificate-oidc-issuer ${quoted(issuer)} ${image.name}@${image.digest}`;
}

// actions/keyless-sign/run.ts
async function run(request, runner) {
  const signer = connectSigner(runner, request.sigstore);
  const { subject, issuer } = await signer.identity();
  const ports = {
    registry: connectRegistries(runner, request.registry),
    trust: await connectTrust(runner, request.sigstore),
    signer,
    ...request.evidenceRepository === void 0 ? {} : { evidenceRepository: request.evidenceRepository }
  };
  const proven = await proveImages(await proveRequest(request, runner), ports);
  const signatures = signatureOutputs(proven.signatures);
  const attestations = attestationOutputs(proven.attestations);
  const command = verifyCommand(request.images[0], { subject, issuer });
  runner.outputs({ signatures, attestations, identity: subject, issuer, "verify-command": command });
  const rows = [...attestations, ...signatures];
  await runner.summary(signatureSummary({ identity: subject, issuer, signatures: rows, verifyCommand: command }));
}
async function proveRequest(request, runner) {
  const { images, recursive, evidenceFormats, parameters, from } = request;
  const annotations = Object.fromEntries(request.annotations);
  if (!request.provenance) return { images, recursive, evidenceFormats, annotations, provenance: void 0 };
  if (from === void 0)
    throw actionError("build-record-missing", {}, "there is no build record to make provenance from");
  const build = await readBuildFile(await fetchArtifact(runner, from));
  const { serverUrl } = runner.context;
  const provenance = { inputs: parameters, build, source: sourceOf(runner), run: runOf(runner), serverUrl };
  return { images, recursive, evidenceFormats, annotations, provenance };
}
export {
  run
};
