import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  plural,
  shortDigest
} from "./chunk-ELEXUCDR.js";
import {
  prose
} from "./chunk-36ANPUK7.js";
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
  "file-time": "files have other times: let the build see the commit (checkout) or give it SOURCE_DATE_EPOCH. The driver `docker` of buildx writes neither into files: use another.",
  config: "the configuration of the image differs: write no time, host or random value into labels and variables.",
  "config-time": "the configuration holds the time of the build: let the build see the commit (checkout) or give it SOURCE_DATE_EPOCH, which BuildKit knows since 0.11.",
  packing: "the same files are packed otherwise: let the builder sort entries and compress with one release and level.",
  unread: "a layer could not be compared entry by entry."
};
var WARNED = 3;
var NAMED_LAYERS = 3;
function reproductionWarning({ causes, first, second }) {
  const named = causes.slice(0, WARNED).map((cause) => `- ${CAUSES[cause]}`);
  const more = causes.length - named.length;
  const rest = more > 0 ? [`- and ${plural(more, "more cause")}`] : [];
  return [`Not reproduced: a second build gave ${second}, not ${first}.`, ...named, ...rest].join("\n");
}
function reproductionSummary({ reproduced, causes, platforms }) {
  if (reproduced)
    return blocks(
      heading(4, "Reproduced"),
      md`A second, cold build gave the same config and layers, byte by byte: ${joined(platforms.map(({ platform }) => platform))}.`
    );
  return blocks(
    heading(4, "Not reproduced: a second, cold build gave other bytes"),
    table(
      ["Platform", "Reproduced", "Config", "Layers"],
      platforms.map((each) => [each.platform, ...platformCells(each)])
    ),
    bullets(causes.map((cause) => prose(CAUSES[cause]))),
    ...platforms.flatMap(({ platform, layers }) => layers.map((layer) => layerDetails(platform, layer)))
  );
}
function platformCells({ reproduced, only, config, layers }) {
  if (only !== void 0) return ["no", "", `only the ${only} build has it`];
  return [reproduced ? "yes" : "no", configCell(config), layersCell(layers)];
}
function configCell(config) {
  const own = config.filter((pointer) => !pointer.startsWith("/rootfs/diff_ids"));
  return own.length === 0 ? "same" : code(own.map((pointer) => pointer || "the whole").join(", "));
}
function layersCell(layers) {
  if (layers.length === 0) return "same";
  const named = layers.slice(0, NAMED_LAYERS).map((layer) => md`layer ${layer.index + 1}: ${firstDifference(layer)}`);
  const more = layers.length - named.length;
  return joined(more > 0 ? [...named, `and ${plural(more, "more layer")}`] : named, "; ");
}
function firstDifference({ first, second, entries, differing, unread }) {
  if (first === null || second === null) return `only in the ${first === null ? "second" : "first"} build`;
  const entry = entries.find(({ path }) => !path.endsWith("/")) ?? entries[0];
  if (unread !== void 0) return unread;
  if (entry === void 0) return differing === 0 ? "packed otherwise" : counted(differing);
  const more = differing - 1;
  const named = md`${code(entry.path)} (${words(entry)})`;
  return more > 0 ? md`${named} and ${more} more` : named;
}
function layerDetails(platform, { index, first, second, entries, differing, unread }) {
  const title = `${platform}, layer ${index + 1}: ${unread ?? counted(differing)}`;
  const rest = differing - entries.length;
  return details(
    title,
    blocks(
      md`First build ${layerName(first)}, second build ${layerName(second)}.`,
      table(
        ["Path", "Differs in"],
        entries.map((entry) => [code(entry.path), words(entry)])
      ),
      rest > 0 ? md`_and ${rest} more_` : md``
    )
  );
}
function layerName(digest) {
  return digest === null ? "none" : shortDigest(digest);
}
function counted(differing) {
  return plural(differing, "entry", "entries");
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
  const rows = platforms.map(({ platform, digest }) => [platform, shortDigest(digest)]);
  return String(
    blocks(
      heading(3, md`${reused === void 0 ? "Built" : "Sealed already, not built again:"} ${code(build.leg)}`),
      code(`${image.name}@${image.digest}`),
      table(["Platform", "Digest"], rows),
      md`By ${builderWords(builder)}, ${cache === "none" ? "without a shared cache" : "with a shared cache"}${reproduction === void 0 ? reproductions(reproduced) : ""}.`,
      reused === void 0 ? md`` : md`Built by ${link("an earlier run", reused.invocation)}, as its signed provenance says.`,
      reproduction === void 0 ? md`` : reproductionSummary(reproduction)
    )
  );
}
function builderWords({ name, version, driver, buildkit }) {
  const behind = [driver, buildkit === void 0 ? void 0 : `BuildKit ${buildkit}`].filter(
    (word) => word !== void 0
  );
  return `${name} ${version}${behind.length === 0 ? "" : ` (${behind.join(", ")})`}`;
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
