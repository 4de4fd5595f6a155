import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  releaseDocument
} from "./chunk-LDRIFAFW.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  fromArtifactInput
} from "./chunk-AKYFJBYT.js";
import {
  parsePinnedImage
} from "./chunk-OXU5TALQ.js";

// packages/promotion/named-image.ts
function parseNamedImage(line) {
  const at = line.indexOf("=");
  if (at < 0) return { name: void 0, image: parsePinnedImage(line) };
  return { name: line.slice(0, at).trim(), image: parsePinnedImage(line.slice(at + 1).trim()) };
}

// actions/promoted-input.ts
function promotedInput(input) {
  const fields = {
    images: input.list("images", parseNamedImage),
    release: input.document("release"),
    from: fromArtifactInput(input)
  };
  return input.all("images", fields, ({ images, release, from }) => {
    const given = [
      ...images.length === 0 ? [] : [{ kind: "lines", images }],
      ...release === void 0 ? [] : [{ kind: "release", release: releaseDocument.read(release) }],
      ...from === void 0 ? [] : [{ kind: "artifact", from }]
    ];
    if (given.length < 2) return given[0];
    throw actionError(
      "promoted-twice",
      { given: given.map(({ kind }) => kind) },
      "more than one of `images`, `release` and `from-artifact` is given"
    );
  });
}

export {
  promotedInput
};
