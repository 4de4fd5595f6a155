import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  testsDocument,
  testsPredicate
} from "./chunk-UKSC2WUM.js";
import {
  attestImages
} from "./chunk-KJJBT5NK.js";
import {
  readEvidenceFile
} from "./chunk-3WJNHUCF.js";
import {
  lineError
} from "./chunk-MS44U55T.js";
import {
  TESTS_FILE
} from "./chunk-JZA7TCL7.js";
import {
  PREDICATE_TYPES
} from "./chunk-5DFI25AZ.js";

// packages/line/attest-tests.ts
async function attestTests(request, ports) {
  const tests = await readTestsFile(request.directory);
  assertAttestable(tests, request);
  const { images, evidenceFormats: formats } = request;
  const predicate = testsPredicate(tests, request.url);
  return attestImages({ images, predicateType: PREDICATE_TYPES.tests, predicate, formats }, ports);
}
async function readTestsFile(directory) {
  return testsDocument.read(await readEvidenceFile(directory, TESTS_FILE));
}
function assertAttestable({ source, run, decision }, { commit, runId }) {
  if (source?.sha !== commit || run?.id !== runId) {
    const found = `commit ${source?.sha ?? "unknown"} in run ${run?.id ?? "unknown"}`;
    throw lineError(
      "tests-of-other-commit",
      { found, commit, runId },
      `the tests are of ${found}, not of commit ${commit} in run ${runId}`
    );
  }
  if (decision.outcome === "pass") return;
  throw lineError(
    "tests-not-passed",
    { reasons: decision.reasons },
    `the tests did not pass: ${decision.reasons.join("; ")}`
  );
}

export {
  attestTests,
  readTestsFile
};
