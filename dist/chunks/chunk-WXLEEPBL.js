import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  imageByOverlayName,
  readOverlayAt,
  readOverlayImages
} from "./chunk-FXAMNVZD.js";
import {
  promotionError
} from "./chunk-DL4OCOAT.js";
import {
  notPinned,
  parseImageName,
  sameRepository
} from "./chunk-OXU5TALQ.js";

// packages/promotion/named-images.ts
function proposedImage(config, { name, digest }) {
  const found = Object.entries(config.images).find(([, { repository }]) => sameRepository(repository, name));
  if (found !== void 0) return { leg: found[0], name, digest };
  throw promotionError("image-unknown", { name }, `promo.yaml has no image ${name}`);
}
async function imagesOfOverlay(forge, at, config, overlay) {
  const file = await readOverlayAt(forge, at.repository, at.base.commit, overlay);
  return readOverlayImages(file.bytes).map(({ name, repository, digest, line }) => {
    const known = imageByOverlayName(config, name);
    if (known === void 0)
      throw promotionError("image-unknown", { name }, `promo.yaml has no image that overlays call ${name}`);
    if (digest === void 0) throw notPinned(`${name} (line ${String(line)} of the overlay)`, "nothing");
    return { leg: known.leg, name: parseImageName(repository), digest };
  });
}

export {
  proposedImage,
  imagesOfOverlay
};
