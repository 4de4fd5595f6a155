import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  plural,
  shortDigest,
  size
} from "./chunk-PGEZG4ZO.js";
import {
  blocks,
  bullets,
  code,
  details,
  heading,
  joined,
  link,
  md,
  table
} from "./chunk-LMKEVEGF.js";

// packages/report/reproduction-summary.ts
var CAUSES = {
  "platform-set": "the builds have other platforms: name them in `platforms`.",
  "layer-count": "the builds have another number of layers: a base image moved between them; pin it by digest.",
  "file-set": "files were added or are missing: pin what the build downloads, and name no file by time or chance.",
  "file-content": "files have other content: pin base images by digest and packages by version, and take times from SOURCE_DATE_EPOCH.",
  "file-attributes": "modes, owners or other attributes differ: set them where files are copied (`--chown`, `--chmod`).",
  "file-time": "files have other times: give the build argument SOURCE_DATE_EPOCH, and `rewrite-timestamp=true` where the builder exports.",
  config: "the configuration of the image differs: write no time, host or random value into labels and variables.",
  "config-time": "the configuration holds the time of the build: give the build argument SOURCE_DATE_EPOCH.",
  packing: "the same files are packed otherwise: let the builder sort entries and compress with one release and level.",
  unread: "a layer could not be compared entry by entry."
};
var WARNED = 3;
function reproductionWarning({ causes, first, second }) {
  const named = causes.slice(0, WARNED).map((cause) => `- ${CAUSES[cause]}`);
  const more = causes.length - named.length;
  const rest = more > 0 ? [`- and ${plural(more, "more cause")}`] : [];
  return [`Not reproduced: a second build gave ${second}, not ${first}.`, ...named, ...rest].join("\n");
}
function reproductionSummary({ reproduced, causes, platforms }) {
  return blocks(
    heading(4, reproduced ? "Reproduced: a second, cold build gave the same config and layers" : "Not reproduced"),
    table(
      ["Platform", "Reproduced", "Config", "Layers that differ"],
      platforms.map((each) => [each.platform, ...platformCells(each)])
    ),
    reproduced ? md`` : bullets(causes.map((cause) => CAUSES[cause])),
    ...platforms.flatMap(({ platform, layers }) => layers.map((layer) => layerDetails(platform, layer)))
  );
}
function platformCells({ reproduced, only, config, layers }) {
  if (only !== void 0) return ["no", "", `only the ${only} build has it`];
  const pointers = config.map((pointer) => pointer || "the whole").join(", ");
  return [reproduced ? "yes" : "no", pointers === "" ? "" : code(pointers), layers.length];
}
function layerDetails(platform, { index, first, second, entries, differing, unread }) {
  const title = `${platform}, layer ${index + 1}: ${unread ?? plural(differing, "entry").replace(/entrys$/, "entries")}`;
  const digests = [first, second].map(
    (digest) => digest === null ? md`
none
        ` : shortDigest(digest)
  );
  const rest = differing - entries.length;
  return details(
    title,
    blocks(
      md`${digests[0] ?? ""} and ${digests[1] ?? ""}`,
      table(
        ["Path", "Differs in"],
        entries.map((entry) => [code(entry.path), words(entry)])
      ),
      rest > 0 ? md`_and ${rest} more_` : md``
    )
  );
}
function words({ change, attributes }) {
  return change === "changed" ? attributes.join(", ") : change;
}

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
function buildSummary(build, reproduction) {
  const { image, platforms, builder, cache, reproduced, reused } = build;
  const rows = platforms.map(({ platform, digest, size: bytes }) => [platform, shortDigest(digest), size(bytes)]);
  return String(
    blocks(
      heading(3, md`${reused === void 0 ? "Built" : "Sealed already, not built again:"} ${code(build.leg)}`),
      code(`${image.name}@${image.digest}`),
      table(["Platform", "Digest", "Size"], rows),
      md`By ${builder.name} ${builder.version}, ${cache === "none" ? "without a cache" : "with a shared cache"}${reproductions(reproduced)}.`,
      reused === void 0 ? md`` : md`Built by ${link("an earlier run", reused.invocation)}, as its signed provenance says.`,
      reproduction === void 0 ? md`` : reproductionSummary(reproduction)
    )
  );
}
function reproductions(reproduced) {
  if (reproduced === null) return "";
  return reproduced ? "; a second build gave the same bytes" : "; a second build gave other bytes";
}
function origin({ repository, sha, ref }) {
  return md`From ${code(repository)} at ${code(sha)} (${code(ref)}).`;
}

export {
  reproductionWarning,
  releaseSummary,
  legSummary,
  planSummary,
  buildSummary
};
