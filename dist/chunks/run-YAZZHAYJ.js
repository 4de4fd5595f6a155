import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  provenancePredicate,
  sameProvenance
} from "./chunk-E7PJ5T3I.js";
import {
  attestSboms
} from "./chunk-PFN4HCSE.js";
import "./chunk-HZTWHQCX.js";
import {
  attestationOutputs,
  connectEvidence,
  signatureOutputs
} from "./chunk-3CTMY3RP.js";
import "./chunk-JNHU7PUP.js";
import {
  signatureSummary
} from "./chunk-U7IU6SDP.js";
import {
  PARALLEL_DIGESTS,
  assertWritable,
  attestImages,
  attestStated,
  ownEvidence,
  uniqueImages,
  verifying
} from "./chunk-KJJBT5NK.js";
import {
  readEvidenceFile
} from "./chunk-3WJNHUCF.js";
import "./chunk-K3IZWFDI.js";
import {
  buildDocument
} from "./chunk-A2O3JWNX.js";
import {
  fetchArtifact
} from "./chunk-KU4JQCMB.js";
import {
  runOf,
  sourceOf
} from "./chunk-PJQO5S3Q.js";
import {
  platformsOf
} from "./chunk-DJNNUIWM.js";
import "./chunk-4GRPIX2G.js";
import {
  LEGACY_LAYERS,
  appendLayer,
  collectOwnType,
  evidenceError,
  evidenceName
} from "./chunk-JP5D7BLO.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import "./chunk-NQD7TOJS.js";
import {
  lineError
} from "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import {
  BUILD_FILE
} from "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-ELEXUCDR.js";
import "./chunk-37R5YAIF.js";
import {
  LEGACY_TAG
} from "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-YZ3BQTF4.js";
import "./chunk-QBJQ2CKM.js";
import "./chunk-3ACOM72A.js";
import {
  sameJson
} from "./chunk-HIKYTEVY.js";
import {
  PREDICATE_TYPES
} from "./chunk-5DFI25AZ.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import "./chunk-L6DDHFDX.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  parseCommit
} from "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  canonicalName,
  parseJson,
  pinImage
} from "./chunk-OXU5TALQ.js";
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
async function signImages(request, ports) {
  assertWritable(request.formats, ports.signer);
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
async function signBundle(image, { annotations, again = false }, ports) {
  const subject = { digest: image.digest, annotations };
  const predicateType = PREDICATE_TYPES.signature;
  const [done] = await attestStated(
    [{ image, subject }],
    { predicateType, predicate: {}, formats: ["bundle"], again },
    ports
  );
  const manifest = done?.stored.find(({ format }) => format === "bundle")?.manifest;
  if (done === void 0 || manifest === void 0)
    throw evidenceError("evidence-not-stored", { digest: image.digest }, "the signature has no manifest");
  const { logIndex, signedAt, existing } = done;
  return { image, format: "bundle", manifest, logIndex, signedAt, existing };
}
async function signLegacy(image, { annotations, again = false }, ports) {
  const present = again ? void 0 : await existingSignature(image, annotations, ports);
  if (present !== void 0) {
    const { manifest: manifest2, signedAt: signedAt2 } = present;
    return { image, format: "legacy", manifest: manifest2, logIndex: "", signedAt: signedAt2, existing: true };
  }
  const { layer, logIndex } = await ports.signer.signPayload(simpleSigningPayload(image, annotations));
  const { signedAt } = verifying([image.digest], () => ports.trust.verifyLegacySignature(layer, ports.keys));
  const tag = LEGACY_TAG.signature(image.digest);
  const name = evidenceName(image, ports);
  const manifest = await appendLayer(ports.registry, name, tag, { ...layer, mediaType: LEGACY_LAYERS.signature });
  return { image, format: "legacy", manifest, logIndex, signedAt, existing: false };
}
async function existingSignature(image, annotations, ports) {
  const isSignature = (each) => each.storage === "legacy" && each.predicate === null && each.predicateType === PREDICATE_TYPES.signature && sameJson(each.annotations, annotations);
  const found = await collectOwnType(image, PREDICATE_TYPES.signature, ports);
  const [newest] = await ownEvidence(found, isSignature, ports.signer);
  return newest;
}

// packages/line/prove.ts
async function proveImages(request, ports) {
  const attestations = request.provenance === void 0 ? [] : await attestProvenance(request, request.provenance, ports);
  const { images, recursive, annotations, evidenceFormats: formats, again = false } = request;
  return { attestations, signatures: await signImages({ images, recursive, annotations, formats, again }, ports) };
}
async function attestProvenance(request, { build, source, run: run2, inputs, serverUrl }, ports) {
  const identity = await ports.signer.identity();
  if (identity.kind === "key") throw withoutWorkflow("a key", "a key names no workflow: provenance needs a certificate");
  const { claims } = identity;
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
      sameWord: sameProvenance,
      again: request.again ?? false
    },
    ports
  );
}
function signingWorkflow({ buildSignerUri, buildSignerDigest }, serverUrl) {
  const [workflow] = (buildSignerUri ?? "").split("@");
  if (workflow?.startsWith(`${serverUrl}/`) === true && buildSignerDigest !== void 0) {
    return { workflow: workflow.slice(serverUrl.length + 1), commit: parseCommit(buildSignerDigest) };
  }
  throw withoutWorkflow(buildSignerUri, "the certificate names no workflow of this server");
}
function withoutWorkflow(found, message) {
  return lineError("identity-without-workflow", { found }, message);
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

// actions/keyless-sign/sbom.ts
var ATTESTED_LIMIT = 7e6;
var READ_LIMIT = 64 * 1024 * 1024;
async function attestSbom({ images, evidenceFormats, sbom }, ports) {
  if (sbom === void 0) return [];
  const bytes = new TextEncoder().encode(sbom);
  const request = { images, formats: [formatOf(sbom)], evidenceFormats };
  const size = { maxBytes: ATTESTED_LIMIT, onTooLarge: "reference" };
  return attestSboms({ ...request, ...size }, () => Promise.resolve(bytes), ports);
}
function formatOf(text) {
  const document = parseJson(text, { maxBytes: READ_LIMIT, maxDepth: 100 });
  const members = typeof document === "object" && document !== null ? new Map(Object.entries(document)) : /* @__PURE__ */ new Map();
  if (typeof members.get("spdxVersion") === "string") return "spdx";
  if (members.get("bomFormat") === "CycloneDX") return "cyclonedx";
  throw actionError("sbom-unknown", {}, "`sbom` is neither SPDX nor CycloneDX as JSON");
}

// actions/keyless-sign/signer-outputs.ts
function signerOutputs(identity) {
  if (identity.kind === "key") return { identity: identity.keyId, issuer: "" };
  return { identity: identity.claims.subject, issuer: identity.claims.issuer };
}

// actions/keyless-sign/verify-command.ts
function verifyCommand(image, identity, isLogged) {
  if (image === void 0) return "";
  return `cosign verify ${signerOptions(identity, isLogged)} ${image.name}@${image.digest}`;
}
function signerOptions(identity, isLogged) {
  if (identity.kind === "key") {
    const { hash = "sha256" } = identity.algorithm;
    const digest = hash === "sha256" ? "" : ` --signature-digest-algorithm ${hash}`;
    return `--key cosign.pub${digest}${isLogged ? "" : " --insecure-ignore-tlog"}`;
  }
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const { subject, issuer } = identity.claims;
  return `--certificate-identity ${quoted(subject)} --certificate-oidc-issuer ${quoted(issuer)}`;
}

// actions/keyless-sign/run.ts
async function run(request, runner) {
  const ports = await connectEvidence(runner, request);
  const identity = await ports.signer.identity();
  const sboms = await attestSbom(request, ports);
  const proven = await proveImages(await proveRequest(request, runner), ports);
  const signatures = signatureOutputs(proven.signatures);
  const attestations = attestationOutputs([...sboms, ...proven.attestations]);
  const command = verifyCommand(request.images[0], identity, ports.signer.isLogged);
  const signer = signerOutputs(identity);
  runner.outputs({ signatures, attestations, ...signer, "verify-command": command });
  const rows = [...attestations, ...signatures];
  await runner.summary(signatureSummary({ ...signer, signatures: rows, verifyCommand: command }));
}
async function proveRequest(request, runner) {
  const { images, recursive, evidenceFormats, parameters, from } = request;
  const signing = { images, recursive, evidenceFormats, again: !request.skipIfSigned };
  const annotations = Object.fromEntries(request.annotations);
  if (!request.provenance) return { ...signing, annotations, provenance: void 0 };
  if (from === void 0)
    throw actionError("build-record-missing", {}, "there is no build record to make provenance from");
  const build = await readBuildFile(await fetchArtifact(runner, from));
  const { serverUrl } = runner.context;
  const provenance = { inputs: parameters, build, source: sourceOf(runner), run: runOf(runner), serverUrl };
  return { ...signing, annotations, provenance };
}
export {
  run
};
