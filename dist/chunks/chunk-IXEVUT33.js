import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  platformsOf
} from "./chunk-XKGVJUXZ.js";
import {
  attestImages
} from "./chunk-ZOFRRFTS.js";
import {
  lineError
} from "./chunk-XXLMK6K6.js";
import {
  PREDICATE_TYPES
} from "./chunk-UNQFLU53.js";
import {
  parseJson,
  pinImage
} from "./chunk-3UPTQJXH.js";

// packages/line/attest-sbom.ts
var SBOM_DEPTH = 100;
async function attestSboms(request, source, ports) {
  const found = await Promise.all(request.images.map((image) => sbomsOf(image, request, source, ports)));
  const written = [];
  for (const { format, bytes, images } of bySbom(found.flat())) {
    const predicate = parseJson(bytes, { maxBytes: request.maxBytes, maxDepth: SBOM_DEPTH });
    const attested = await attestImages(
      { images, predicateType: PREDICATE_TYPES[format], predicate, formats: request.evidenceFormats },
      ports
    );
    written.push(...attested);
  }
  return written;
}
function bySbom(found) {
  const groups = Map.groupBy(found, ({ bytes }) => bytes);
  return [...groups].flatMap(
    ([bytes, of]) => [...Map.groupBy(of, ({ format }) => format)].map(([format, each]) => ({
      ...{ format, bytes },
      images: each.map(({ image }) => image)
    }))
  );
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
      if (bytes.byteLength > request.maxBytes) {
        throw lineError(
          "sbom-too-large",
          { platform, size: bytes.byteLength, limit: request.maxBytes },
          `the SBOM of ${platform} has ${String(bytes.byteLength)} bytes, the limit is ${String(request.maxBytes)}`
        );
      }
      return { image: pinImage(image.name, digest), format, bytes };
    })
  );
}

export {
  attestSboms
};
