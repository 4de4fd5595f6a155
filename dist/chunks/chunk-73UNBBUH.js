import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  plural,
  shortDigest,
  size
} from "./chunk-PGEZG4ZO.js";
import {
  blocks,
  code,
  heading,
  joined,
  md,
  table
} from "./chunk-LMKEVEGF.js";

// packages/report/release-summary.ts
function releaseSummary(release) {
  const rows = release.images.map(({ leg, name, digest, platforms, tags }) => [
    code(leg),
    code(`${name}@${digest}`),
    joined(platforms.map(({ platform }) => platform)),
    joined(tags.map(code))
  ]);
  return String(
    blocks(
      heading(3, `Release collected: ${plural(release.images.length, "image")}`),
      origin(release.source),
      table(["Leg", "Image", "Platforms", "Tags"], rows)
    )
  );
}
function legSummary(leg) {
  const { image, tags, scan, evidence, platforms } = leg;
  return String(
    blocks(
      heading(3, md`Sealed ${code(leg.leg)}`),
      code(`${image.name}@${image.digest}`),
      origin(leg.source),
      md`Platforms: ${joined(platforms.map(({ platform }) => platform))}. Tags: ${tags.length === 0 ? "none" : joined(tags.map(code))}. Scan: ${scan === null ? "none" : scan.outcome}.`,
      table(
        ["Evidence", "Manifest"],
        evidence.map(({ predicateType, digest }) => [code(predicateType), code(digest)])
      )
    )
  );
}
function planSummary(plan) {
  const rows = plan.legs.map(({ leg, image, builder, platforms, environments }) => [
    code(leg),
    code(image),
    builder,
    joined(platforms),
    joined(environments)
  ]);
  const title = plan.legs.length === 0 ? "Nothing to build" : `To build: ${plural(plan.legs.length, "image")}`;
  return String(
    blocks(
      heading(3, title),
      origin(plan.source),
      table(["Leg", "Image", "Builder", "Platforms", "Environments"], rows)
    )
  );
}
function buildSummary(build) {
  const { image, platforms, builder, cache, reproduced } = build;
  const rows = platforms.map(({ platform, digest, size: bytes }) => [platform, shortDigest(digest), size(bytes)]);
  return String(
    blocks(
      heading(3, md`Built ${code(build.leg)}`),
      code(`${image.name}@${image.digest}`),
      table(["Platform", "Digest", "Size"], rows),
      md`By ${builder.name} ${builder.version}, ${cache === "none" ? "without a cache" : "with a shared cache"}${reproductions(reproduced)}.`
    )
  );
}
function reproductions(reproduced) {
  if (reproduced === null) return "";
  return reproduced ? "; a second build gave the same digest" : "; a second build gave another digest";
}
function origin({ repository, sha, ref }) {
  return md`From ${code(repository)} at ${code(sha)} (${code(ref)}).`;
}

export {
  releaseSummary,
  legSummary,
  planSummary,
  buildSummary
};
