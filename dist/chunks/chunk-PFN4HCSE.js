import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  SBOM_MEDIA_TYPES,
  referencePredicate
} from "./chunk-HZTWHQCX.js";
import {
  PARALLEL_DIGESTS,
  attestImages,
  subjectOf,
  uniqueImages
} from "./chunk-KJJBT5NK.js";
import {
  platformsOf
} from "./chunk-DJNNUIWM.js";
import {
  evidenceName
} from "./chunk-JP5D7BLO.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  lineError
} from "./chunk-MS44U55T.js";
import {
  blobLocation
} from "./chunk-37R5YAIF.js";
import {
  PREDICATE_TYPES,
  REFERENCE_ATTESTER
} from "./chunk-5DFI25AZ.js";
import {
  digestOf,
  parseJson,
  pinImage
} from "./chunk-OXU5TALQ.js";

// packages/evidence/attest-reference.ts
async function attestReference({ images, document, attester, formats }, ports) {
  const unique = uniqueImages(images);
  await pLimit(PARALLEL_DIGESTS).map(unique, (image) => attachDocument(image, document, ports));
  const digest = digestOf(document.bytes);
  const { mediaType } = document;
  const places = Map.groupBy(unique, (image) => blobLocation(evidenceName(image, ports), digest));
  const written = await Promise.all(
    [...places].map(
      ([downloadLocation, there]) => attestImages(
        {
          images: there,
          predicateType: PREDICATE_TYPES.reference,
          predicate: referencePredicate(attester, [{ downloadLocation, mediaType, digest }]),
          formats
        },
        ports
      )
    )
  );
  return written.flat();
}
async function attachDocument(image, { bytes, mediaType }, ports) {
  const subject = await subjectOf(image, ports);
  const artifact = { artifactType: mediaType, payload: bytes, annotations: {} };
  await ports.registry.attach(evidenceName(image, ports), subject, artifact);
}

// packages/line/attest-sbom.ts
var SBOM_DEPTH = 100;
async function attestSboms(request, source, ports) {
  const found = (await Promise.all(request.images.map((image) => sbomsOf(image, request, source, ports)))).flat();
  if (request.onTooLarge === "fail") found.forEach((sbom) => assertSize(sbom, request));
  const written = [];
  for (const sbom of bySbom(found)) written.push(...await attestSbom(sbom, request, ports));
  return written;
}
function attestSbom({ format, bytes, images }, { maxBytes, evidenceFormats: formats }, ports) {
  if (bytes.byteLength > maxBytes) {
    const document = { bytes, mediaType: SBOM_MEDIA_TYPES[format] };
    return attestReference({ images, document, attester: REFERENCE_ATTESTER, formats }, ports);
  }
  const predicate = parseJson(bytes, { maxBytes, maxDepth: SBOM_DEPTH });
  return attestImages({ images, predicateType: PREDICATE_TYPES[format], predicate, formats }, ports);
}
function assertSize({ platform, bytes }, { maxBytes: limit }) {
  const size = bytes.byteLength;
  if (size <= limit) return;
  const message = `the SBOM of ${platform} has ${String(size)} bytes, the limit is ${String(limit)}`;
  throw lineError("sbom-too-large", { platform, size, limit }, message);
}
function bySbom(found) {
  const equal = Map.groupBy(found, ({ format, bytes }) => `${format} ${digestOf(bytes)}`);
  return [...equal.values()].flatMap((group) => {
    const images = group.map(({ image }) => image);
    return group.slice(0, 1).map(({ format, bytes }) => ({ format, bytes, images }));
  });
}
async function sbomsOf(image, request, source, ports) {
  const platforms = await platformsOf(ports.registry, image);
  const wanted = platforms.flatMap(
    ({ platform, digest }) => request.formats.map((format) => ({ platform, digest, format }))
  );
  return Promise.all(
    wanted.map(async ({ platform, digest, format }) => {
      const bytes = await source(digest, format, image);
      if (bytes === void 0)
        throw lineError(
          "sbom-lacking",
          { platform, digest, format },
          `there is no ${format} SBOM of ${platform} (${digest})`
        );
      return { image: pinImage(image.name, digest), platform, format, bytes };
    })
  );
}

export {
  attestSboms
};
