import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  scanDocument
} from "./chunk-K3IZWFDI.js";
import {
  evidenceError
} from "./chunk-JP5D7BLO.js";
import {
  LEG_BUILD_TYPE
} from "./chunk-5DFI25AZ.js";
import {
  object,
  unknown
} from "./chunk-CMTFYGHV.js";

// packages/evidence/scan-predicate.ts
var SCANNER_URI = LEG_BUILD_TYPE.replace("buildtypes/leg/v1", "scan/v1");
function scanPredicate(scan, image, invocation) {
  assertAbout(scan, image.digest);
  const databases = scan.tools.flatMap(({ name, database }) => database === void 0 ? [] : [{ name, ...database }]);
  const oldest = databases.map(({ updatedAt }) => updatedAt).toSorted(byTime)[0];
  return {
    invocation: {
      parameters: [`fail-on=${scan.decision.failOn}`, `ignore-unfixed=${String(scan.decision.ignoreUnfixed)}`],
      uri: invocation?.uri ?? "",
      event_id: invocation?.eventId ?? "",
      "builder.id": invocation?.builderId ?? ""
    },
    scanner: {
      uri: SCANNER_URI,
      version: toolNames(scan).join(", "),
      db: {
        uri: "",
        version: [...new Set(databases.map(({ name, version }) => `${name} ${version}`))].join(", "),
        ...oldest === void 0 ? {} : { lastUpdate: oldest }
      },
      result: jsonOf(scan)
    },
    metadata: {
      scanStartedOn: scan.tools.map(({ startedAt }) => startedAt).toSorted(byTime)[0] ?? "",
      scanFinishedOn: scan.tools.map(({ finishedAt }) => finishedAt).toSorted(byTime).at(-1) ?? ""
    }
  };
}
var predicateShape = object({ scanner: object({ result: unknown() }) });
function readScanPredicate(predicate) {
  const parsed = predicateShape.safeParse(predicate);
  if (!parsed.success) return void 0;
  const { result } = parsed.data.scanner;
  const isOurs = typeof result === "object" && result !== null && "schema" in result && result.schema === scanDocument.schemaId;
  return isOurs ? scanDocument.check(result) : void 0;
}
function assertAbout(scan, digest) {
  const foreign = scan.targets.find((target) => target.digest !== digest && target.imageDigest !== digest);
  if (foreign === void 0 && scan.targets.length > 0) return;
  const found = foreign?.imageDigest ?? foreign?.digest ?? "nothing";
  throw evidenceError(
    "predicate-mismatch",
    { found, wanted: digest },
    `the scan document is about ${found}, not ${digest}`
  );
}
function toolNames(scan) {
  return [...new Set(scan.tools.map(({ name, version }) => `${name} ${version}`))];
}
function byTime(a, b) {
  return Date.parse(a) - Date.parse(b);
}
function jsonOf(scan) {
  return JSON.parse(JSON.stringify(scan));
}

export {
  scanPredicate,
  readScanPredicate
};
