import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  minute,
  plural,
  short,
  size
} from "./chunk-ELEXUCDR.js";
import {
  blocks,
  code,
  heading,
  joined,
  md,
  table
} from "./chunk-LMKEVEGF.js";

// packages/report/evidence-summary.ts
function signatureSummary(report) {
  return String(
    blocks(
      heading(3, `Signed: ${plural(new Set(report.signatures.map(({ image }) => image)).size, "image")}`),
      md`By ${code(report.identity)} (issuer ${code(report.issuer)}).`,
      evidenceTable(report.signatures),
      report.verifyCommand === void 0 ? md`` : md`Check it: ${code(report.verifyCommand)}`
    )
  );
}
function attestationSummary(attestations) {
  const images = new Set(attestations.map(({ image }) => image)).size;
  return String(
    blocks(
      heading(3, `Attested: ${plural(attestations.length, "attestation")} on ${plural(images, "image")}`),
      evidenceTable(attestations)
    )
  );
}
function copySummary(copies) {
  const unequal = copies.filter(({ equal }) => !equal).length;
  const title = unequal === 0 ? `Copied: ${plural(copies.length, "image")}, every digest equal` : `Copied, but ${plural(unequal, "digest")} differ`;
  return String(blocks(heading(3, title), ...copies.map(copySection)));
}
function copySection({ from, to, digest, equal, platforms, tags, tally }) {
  const cells = [code(short(from)), equal ? "equal" : md`**different**`, joined(platforms), joined(tags.map(code))];
  return blocks(
    code(`${to}@${digest}`),
    table(["From", "Compared", "Platforms", "Tags", "Moved"], [[...cells, moved(tally)]])
  );
}
function moved({ manifests, blobs, mounted, referrers, bytes }) {
  if (manifests + blobs + mounted + referrers === 0) return "nothing: all was there";
  const parts = [
    plural(manifests, "manifest"),
    plural(blobs, "blob"),
    `${mounted} mounted`,
    plural(referrers, "referrer")
  ];
  return `${parts.join(", ")}, ${size(bytes)}`;
}
function evidenceTable(rows) {
  const images = [...new Set(rows.map(({ image }) => image))];
  return blocks(
    ...images.map(
      (image) => imageSection(
        image,
        rows.filter((row) => row.image === image)
      )
    )
  );
}
function imageSection(image, rows) {
  const cells = rows.map(({ predicateType, format, digest, logIndex, time, existing }) => [
    predicateType === void 0 ? "" : code(predicateType),
    existing === true ? `${format}, was there` : format,
    code(short(digest)),
    logIndex ?? "",
    time === void 0 ? "" : minute(time)
  ]);
  return blocks(code(image), table(["Predicate", "Stored as", "Manifest", "Log entry", "At"], cells));
}

export {
  signatureSummary,
  attestationSummary,
  copySummary
};
