import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  decideScan
} from "./chunk-OL3OGCVP.js";
import {
  connectScanners
} from "./chunk-TQ5RLWKI.js";
import {
  writeInspection
} from "./chunk-3WJNHUCF.js";
import {
  scanDocument
} from "./chunk-K3IZWFDI.js";
import "./chunk-7TEDVJBB.js";
import {
  exportLayout,
  splitLayout
} from "./chunk-7ZNFDOTX.js";
import {
  fetchArtifact
} from "./chunk-KU4JQCMB.js";
import {
  layoutPlatforms,
  platformsOf
} from "./chunk-DJNNUIWM.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  connectRegistries
} from "./chunk-NQD7TOJS.js";
import {
  lineError
} from "./chunk-MS44U55T.js";
import "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import {
  minute,
  plural,
  shortDigest
} from "./chunk-ELEXUCDR.js";
import "./chunk-KQDODOTH.js";
import "./chunk-ML4JDDSM.js";
import "./chunk-37R5YAIF.js";
import "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import {
  SOURCE_SCANNERS
} from "./chunk-T5L55JCF.js";
import "./chunk-YZ3BQTF4.js";
import {
  layoutImage,
  openLayout
} from "./chunk-QBJQ2CKM.js";
import "./chunk-3ACOM72A.js";
import "./chunk-HIKYTEVY.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import "./chunk-L6DDHFDX.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  workspacePath
} from "./chunk-ICYJJHEH.js";
import {
  prose
} from "./chunk-36ANPUK7.js";
import {
  SEVERITIES
} from "./chunk-535AGLRV.js";
import {
  blocks,
  code,
  details,
  heading,
  joined,
  link,
  md,
  table,
  visible
} from "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import {
  formatImage,
  hexOf,
  pinImage
} from "./chunk-OXU5TALQ.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/scan-gate/run.ts
import { mkdir as mkdir2, mkdtemp, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// packages/line/image-bytes.ts
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
async function exportPlatforms(inspected, ports) {
  if (inspected.kind === "registry") return exportFromRegistry(inspected, ports);
  const layout = await openLayout(inspected.path);
  try {
    return await exportFromLayout(inspected, layout, ports);
  } finally {
    await layout.close();
  }
}
async function exportFromRegistry({ image, from }, ports) {
  const { registry } = ports;
  const targets2 = [];
  for (const found of await platformsOf(registry, pinImage(from, image.digest))) {
    const layout = await layoutFor(found.digest, ports);
    await exportLayout(registry, pinImage(from, found.digest), layout);
    ports.log(`exported ${found.platform} of ${formatImage(pinImage(from, image.digest))}`);
    targets2.push(targetOf(found, layout, { image, digest: image.digest, shown: image.name }));
  }
  return targets2;
}
async function exportFromLayout({ image, shown }, source, ports) {
  const { digest } = layoutImage(source);
  if (image !== void 0 && image.digest !== digest) {
    throw lineError(
      "layout-of-other-image",
      { wanted: image.digest, found: digest },
      `the layout holds ${digest}, not ${image.digest}`
    );
  }
  const targets2 = [];
  for (const found of await layoutPlatforms(source)) {
    const layout = await layoutFor(found.digest, ports);
    await splitLayout(source, found, layout);
    ports.log(`exported ${found.platform} of ${shown}`);
    targets2.push(targetOf(found, layout, { image, digest, shown }));
  }
  return targets2;
}
async function layoutFor(digest, { directory }) {
  const layout = join(directory, hexOf(digest));
  await mkdir(layout, { recursive: true });
  return layout;
}
function targetOf({ platform, digest, mediaType }, layout, named) {
  const { image, shown } = named;
  return {
    target: {
      kind: "image",
      ...image === void 0 ? { path: shown } : { image: image.name },
      digest,
      imageDigest: named.digest,
      platform,
      mediaType,
      tagsAtScan: image?.tag === void 0 ? [] : [image.tag]
    },
    subject: { kind: "image", layout, platform, digest, image: shown }
  };
}

// packages/line/inspect.ts
var SCANS_AT_ONCE = 2;
async function inspectImages(images, request, ports) {
  const subjects = (await Promise.all(images.map((image) => exportPlatforms(image, ports)))).flat();
  const scanned = await scanAll(subjects, request.scanners, ports);
  const limit = pLimit(SCANS_AT_ONCE);
  const sboms = await Promise.all(
    subjects.map(
      ({ subject: subject2 }) => limit(() => request.sboms.length === 0 ? Promise.resolve([]) : makeSboms(subject2, request.sboms, ports))
    )
  );
  return {
    scan: decide(
      subjects.map(({ target }) => target),
      scanned,
      request.options
    ),
    sboms: sboms.flat()
  };
}
async function inspectSource(path, shown, request, ports) {
  const target = { kind: "path", path: shown, tagsAtScan: [] };
  const scanned = await scanAll([{ target, subject: { kind: "source", path } }], request.scanners, ports);
  return { scan: decide([target], scanned, request.options), sboms: [] };
}
async function scanAll(subjects, scanners, ports) {
  const limit = pLimit(SCANS_AT_ONCE);
  const jobs = subjects.flatMap(({ subject: subject2 }, target) => scanners.map((scanner) => ({ subject: subject2, target, scanner })));
  return Promise.all(
    jobs.map(
      ({ subject: subject2, target, scanner }) => limit(async () => {
        const scanned = await ports.scanners.scan(scanner, subject2);
        ports.log(`${scanner}: ${String(scanned.findings.length)} findings, ${scanned.tool.outcome}`);
        return { ...scanned, target };
      })
    )
  );
}
async function makeSboms(subject2, formats, ports) {
  const { sboms } = await ports.scanners.sbom(subject2, formats);
  return sboms.map((sbom) => ({ ...sbom, digest: subject2.digest, platform: subject2.platform }));
}
function decide(targets2, scanned, options) {
  const tools2 = scanned.map(({ tool, target }) => ({ ...tool, target }));
  const findings = scanned.flatMap(
    ({ findings: found, target }) => found.map((finding) => ({ ...finding, target }))
  );
  const inline = scanned.flatMap(
    ({ suppressed: suppressed2 = [], target }) => suppressed2.map(({ finding, reason }) => ({ finding: { ...finding, target }, by: "inline", reason }))
  );
  const decided = decideScan(findings, tools2, options);
  return scanDocument.create({
    targets: [...targets2],
    tools: [...tools2],
    findings: [...decided.findings],
    suppressed: [...inline, ...decided.suppressed],
    counts: decided.counts,
    decision: decided.decision
  });
}

// packages/line/scan-ending.ts
function scanEnding(scan) {
  const { outcome, failing, failOn } = scan.decision;
  if (outcome === "pass") return void 0;
  if (outcome === "findings") {
    const rules = [
      ...new Set(scan.findings.filter(({ fingerprint }) => failing.includes(fingerprint)).map(({ ruleId: ruleId2 }) => ruleId2))
    ];
    const message = `${String(failing.length)} findings of severity ${failOn} or worse: ${rules.slice(0, 5).join(", ")}`;
    return { error: lineError("scan-findings-reported", { counts: scan.counts, rules }, message) };
  }
  const broken = scan.tools.filter(({ complete, outcome: ended }) => !complete || ended !== "pass");
  const reasons = broken.map(({ name, error }) => `${name}: ${error?.code ?? "incomplete"}`);
  return {
    error: lineError("scan-incomplete-reported", { reasons }, `the scan is not complete: ${reasons.join(", ")}`)
  };
}

// packages/report/scan-summary.ts
function scanSummary(scan) {
  const failing = failingFindings(scan);
  const wanted = new Set(scan.decision.failing);
  const others = scan.findings.filter(({ fingerprint }) => !wanted.has(fingerprint));
  return String(
    blocks(
      heading(3, headline(scan, failing.length)),
      counts(scan),
      findingTable(scan, failing),
      nextSteps(scan, failing),
      others.length === 0 ? md`` : details(`${plural(others.length, "finding")} below the threshold`, findingTable(scan, others)),
      suppressed(scan),
      details(
        `${plural(scan.targets.length, "target")}, ${plural(scan.tools.length, "tool run")}`,
        blocks(targets(scan), tools(scan))
      )
    )
  );
}
function failingFindings(scan) {
  const wanted = new Set(scan.decision.failing);
  return scan.findings.filter(({ fingerprint }) => wanted.has(fingerprint)).toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
function headline(scan, failing) {
  const { outcome, failOn } = scan.decision;
  if (outcome === "pass") return `Scan passed: nothing at ${failOn} or worse`;
  if (outcome === "findings") return `Scan refused: ${plural(failing, "finding")} at ${failOn} or worse`;
  const broken = scan.tools.filter(isBroken).map(({ name }) => name);
  return `Scan not decided: ${broken.length === 0 ? "it is incomplete" : `${[...new Set(broken)].join(", ")} did not finish`}`;
}
function counts(scan) {
  const row = SEVERITIES.map((severity) => scan.counts[severity] === 0 ? "0" : md`**${scan.counts[severity]}**`);
  return table([...SEVERITIES, "suppressed"], [[...row, String(scan.suppressed.length)]]);
}
function findingTable(scan, findings) {
  return table(
    ["Severity", "Finding", "In", "Fixed by", "Target", "What"],
    findings.map((finding) => [
      finding.severity,
      finding.url === void 0 ? code(finding.ruleId) : link(code(finding.ruleId), finding.url),
      subject(finding),
      finding.package === void 0 || finding.package.fixed.length === 0 ? "" : joined(finding.package.fixed.map(code)),
      targetName(scan.targets[finding.target]),
      finding.title
    ])
  );
}
function subject({ package: found, location }) {
  if (found !== void 0) return code(`${found.name} ${found.installed}`);
  if (location?.path === void 0) return location?.resource === void 0 ? "" : code(location.resource);
  return code(location.startLine === void 0 ? location.path : `${location.path}:${location.startLine}`);
}
function nextSteps(scan, failing) {
  if (scan.decision.outcome === "pass") return md``;
  if (scan.decision.outcome !== "findings") {
    return md`**What to do:** run the job again; a scan that is not complete is never a pass. The tools below say what failed.`;
  }
  const fixable = failing.filter((finding) => (finding.package?.fixed.length ?? 0) > 0).length;
  const advice = fixable > 0 ? `${fixable} of ${failing.length} have a fix: update the packages or the base image and build again.` : "None has a fixed version yet: remove the package, change the base image, or fix the place named above.";
  return md`**What to do:** ${advice} A finding that must be accepted needs an entry with reason, owner and expiry in the exceptions file of the base branch.`;
}
function suppressed(scan) {
  if (scan.suppressed.length === 0) return md``;
  const rows = scan.suppressed.map(({ finding, by, reason, expires }) => [
    finding.severity,
    code(finding.ruleId),
    subject(finding),
    by,
    expires === void 0 ? "never" : minute(expires),
    reason
  ]);
  const body = table(["Severity", "Finding", "In", "Suppressed by", "Until", "Reason"], rows);
  return details(plural(scan.suppressed.length, "suppressed finding"), body);
}
function targets(scan) {
  const rows = scan.targets.map((target) => [
    targetName(target),
    target.platform ?? "",
    target.digest === void 0 ? "" : shortDigest(target.digest)
  ]);
  return table(["Target", "Platform", "Digest"], rows);
}
function tools(scan) {
  const rows = scan.tools.map((tool) => [
    `${tool.name} ${tool.version}`,
    targetName(scan.targets[tool.target]),
    tool.database === void 0 ? "" : minute(tool.database.updatedAt),
    tool.complete ? tool.outcome : `${tool.outcome}, incomplete`,
    tool.error === void 0 ? "" : md`${code(tool.error.code)} ${prose(tool.error.message)}`
  ]);
  return table(["Tool", "Target", "Database of", "Outcome", "Error"], rows);
}
function targetName(target) {
  if (target === void 0) return "";
  if (target.image === void 0) return code(target.path ?? ".");
  const digest = target.imageDigest ?? target.digest;
  return code(
    digest === void 0 ? target.image : formatImage(pinImage(target.image, digest)).replace(/(@sha256:[0-9a-f]{12}).*/, "$1")
  );
}
function isBroken(tool) {
  return !tool.complete || tool.outcome === "infrastructure" || tool.outcome === "configuration";
}

// packages/report/sarif-location.ts
function locationsOf(finding, target) {
  const inside = finding.location?.path ?? finding.package?.path;
  if (target?.image === void 0) return [locationOf(inside ?? target?.path ?? ".", regionOf(finding))];
  const location = locationOf(target.image, { startLine: 1 });
  return [inside === void 0 ? location : { ...location, message: { text: visible(inside) } }];
}
function locationOf(path, region) {
  return { physicalLocation: { artifactLocation: { uri: relativeUri(path) }, region } };
}
function regionOf({ location }) {
  const startLine = Math.max(location?.startLine ?? 1, 1);
  const endLine = location?.endLine;
  return endLine === void 0 || endLine < startLine ? { startLine } : { startLine, endLine };
}
function relativeUri(path) {
  const segments = visible(path).replaceAll("\\", "/").split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  return segments.map((segment) => encodeURIComponent(segment)).join("/") || "repository";
}

// packages/report/sarif.ts
var RESULT_LIMIT = 25e3;
var RUN_LIMIT = 20;
var SECURITY_SEVERITY = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  negligible: "0.1",
  unknown: "7.0"
};
var LEVELS = {
  critical: "error",
  high: "error",
  unknown: "error",
  medium: "warning",
  low: "note",
  negligible: "note"
};
function toSarif(scan) {
  const names = [...new Set(scan.tools.map(({ name }) => name))].slice(0, RUN_LIMIT);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: names.map((name) => toRun(scan, name))
  };
}
function toRun(scan, name) {
  const open = scan.findings.filter(({ tool }) => tool === name).map((finding) => ({ finding, suppressed: void 0 }));
  const closed = scan.suppressed.filter(({ finding }) => finding.tool === name).map((suppressed2) => ({ finding: suppressed2.finding, suppressed: suppressed2 }));
  const entries = [...open.toSorted(worstFirst), ...closed.toSorted(worstFirst)].slice(0, RESULT_LIMIT);
  const rules = rulesOf(entries.map(({ finding }) => finding));
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const tools2 = scan.tools.filter((tool) => tool.name === name);
  return {
    tool: { driver: { name: visible(name), version: visible(tools2[0]?.version ?? ""), rules } },
    automationDetails: { id: `promo/${visible(name)}/` },
    invocations: [{ executionSuccessful: tools2.every(({ complete }) => complete) }],
    results: entries.map(
      ({ finding, suppressed: suppressed2 }) => toResult(scan, finding, suppressed2, index.get(ruleId(finding)) ?? 0)
    )
  };
}
function rulesOf(findings) {
  const worst = /* @__PURE__ */ new Map();
  for (const finding of findings) {
    const known = worst.get(ruleId(finding));
    if (known === void 0 || rank(finding.severity) < rank(known.severity)) worst.set(ruleId(finding), finding);
  }
  return [...worst.values()].map((finding) => ({
    id: ruleId(finding),
    shortDescription: { text: visible(finding.title) || ruleId(finding) },
    ...finding.url !== void 0 && URL.parse(finding.url)?.protocol === "https:" ? { helpUri: finding.url } : {},
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: { "security-severity": SECURITY_SEVERITY[finding.severity], tags: ["security", finding.kind] }
  }));
}
function toResult(scan, finding, suppressed2, ruleIndex) {
  return {
    ruleId: ruleId(finding),
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: messageOf(finding) },
    locations: locationsOf(finding, scan.targets[finding.target]),
    partialFingerprints: { "promoFinding/v1": finding.fingerprint },
    ...suppressed2 === void 0 ? {} : { suppressions: [suppressionOf(suppressed2)] }
  };
}
function suppressionOf({ by, reason }) {
  return {
    kind: by === "inline" ? "inSource" : "external",
    status: "accepted",
    justification: visible(`${by}: ${reason}`)
  };
}
function messageOf({ title, package: found, severity }) {
  const fixed = found === void 0 || found.fixed.length === 0 ? "" : `, fixed in ${found.fixed.join(", ")}`;
  const where = found === void 0 ? "" : ` in ${found.name} ${found.installed}${fixed}`;
  return visible(`${severity}: ${title}${where}`).replaceAll(/[[\]\\]/g, "\\$&");
}
function ruleId(finding) {
  return visible(finding.ruleId) || "unnamed";
}
function worstFirst(a, b) {
  return rank(a.finding.severity) - rank(b.finding.severity);
}
function rank(severity) {
  return SEVERITIES.indexOf(severity);
}

// actions/scan-gate/annotate.ts
function annotateFindings(scan, runner) {
  for (const tool of scan.tools.filter(({ complete }) => !complete)) {
    runner.annotate("error", `${tool.name} did not finish: ${tool.error?.message ?? "no reason given"}`);
  }
  const failing = scan.findings.filter(({ fingerprint }) => scan.decision.failing.includes(fingerprint));
  for (const finding of failing) runner.annotate("error", describe(finding), placeOf(finding));
}
function describe({ ruleId: ruleId2, title, package: found }) {
  if (found === void 0) return `${ruleId2}: ${title}`;
  const fix = found.fixed.length === 0 ? "no fixed version" : `fixed in ${found.fixed.join(", ")}`;
  return `${ruleId2} in ${found.name} ${found.installed} (${fix}): ${title}`;
}
function placeOf({ location }) {
  if (location?.path === void 0) return void 0;
  const { path: file, startLine, endLine } = location;
  return { file, ...startLine === void 0 ? {} : { startLine }, ...endLine === void 0 ? {} : { endLine } };
}

// actions/scan-gate/images.ts
async function inspectedImages({ images, quarantine, layout, from }, runner) {
  if (layout === void 0) return images.map((image) => ({ kind: "registry", image, from: quarantine ?? image.name }));
  if (images.length > 1 || quarantine !== void 0)
    throw actionError("layout-not-single", { images: images.length }, "`layout` is given with other images");
  const directory = from === void 0 ? runner.context.workspace : await fetchArtifact(runner, from);
  return [{ kind: "layout", path: workspacePath(layout, directory), shown: layout, image: images[0] }];
}

// actions/scan-gate/outputs.ts
function outputsOf({ scan, sboms }, written) {
  const times = scan.tools.flatMap(({ database }) => database === void 0 ? [] : [database.updatedAt]).sort();
  const byPlatform = sboms.map(({ digest, platform, format }, index) => [
    `${platform} ${digest} ${format}`,
    written.sboms[index] ?? ""
  ]);
  return {
    counts: scan.counts,
    report: written.report,
    sarif: written.sarif,
    predicates: Object.fromEntries(
      scan.targets.flatMap(({ imageDigest }) => imageDigest === void 0 ? [] : [[imageDigest, written.report]])
    ),
    sboms: Object.fromEntries(byPlatform),
    suppressed: scan.suppressed.length,
    "database-updated-at": times[0] ?? "",
    "artifact-digest": written.artifactDigest ?? ""
  };
}

// actions/scan-gate/run.ts
async function run(request, runner) {
  const inspection = await inspect(request, runner);
  const directory = await mkdtemp(join2(runner.context.temp, "promo-scan-document-"));
  const written = await writeInspection(directory, inspection);
  const sarif = join2(directory, "scan.sarif");
  await writeFile(sarif, JSON.stringify(toSarif(inspection.scan)));
  const uploaded = request.artifact === void 0 ? void 0 : await runner.artifacts.upload(request.artifact, directory);
  runner.outputs(outputsOf(inspection, { ...written, sarif, artifactDigest: uploaded?.digest }));
  annotateFindings(inspection.scan, runner);
  await runner.summary(scanSummary(inspection.scan));
  return scanEnding(inspection.scan);
}
async function inspect(request, runner) {
  const scanners = await connectScanners(runner, request);
  const log = (line) => runner.log.info(line);
  const { failOn, ignoreUnfixed, sboms } = request;
  const options = { failOn, ignoreUnfixed };
  const images = await inspectedImages(request, runner);
  if (images.length === 0) {
    const names2 = request.scanners.length === 0 ? SOURCE_SCANNERS : request.scanners;
    const path = workspacePath(request.path, runner.context.workspace);
    return inspectSource(path, request.path, { scanners: names2, sboms: [], options }, { scanners, log });
  }
  const names = request.scanners.length === 0 ? ["trivy"] : request.scanners;
  const registry = connectRegistries(runner, request.registry);
  const directory = join2(runner.context.temp, "promo-layouts");
  await mkdir2(directory, { recursive: true });
  return inspectImages(images, { scanners: names, sboms, options }, { registry, scanners, directory, log });
}
export {
  run
};
