export { attestScans } from './attest-scan.ts'
export { attestTests, readTestsFile, type AttestTestsRequest } from './attest-tests.ts'
export { attestSboms, type AttestSbomRequest, type SbomSource } from './attest-sbom.ts'
export { recordBuild, type RecordedBuild } from './build.ts'
export { collectRelease, type CollectPorts, type CollectRequest } from './collect.ts'
export type { LegArtifact } from './collect-read.ts'
export type { EvidenceReader } from './evidence-reader.ts'
export { assertEvidenceCopied } from './copied-evidence.ts'
export { copyAll } from './copies.ts'
export { generateSboms } from './generate-sbom.ts'
export type { InspectedImage } from './image-bytes.ts'
export {
  decideReports,
  inspectImages,
  inspectSource,
  type Inspection,
  type InspectPorts,
  type InspectRequest,
  type PlatformSbom,
} from './inspect.ts'
export { expectedLegs, firstEnvironments, matrixOf, shardOf } from './matrix.ts'
export { makePlan, MATRIX_LIMIT, type PlanRequest } from './plan.ts'
export {
  BUILD_FILE,
  LAYOUT_DIRECTORY,
  LEG_FILE,
  RELEASE_FILE,
  REPRODUCTION_FILE,
  SCAN_FILE,
  TESTS_FILE,
} from './files.ts'
export { proveImages, readBuildFile, type Proven, type ProveRequest } from './prove.ts'
export { assertPublicLogAllowed, type LogQuestion } from './public-log.ts'
export { recordLeg, type RecordRequest } from './record.ts'
export { findSealed, type Reuse, type ReusePorts, type ReuseRequest, type SealedBuild } from './reuse.ts'
export { reuseBuild, type ReusedBuild } from './reused-build.ts'
export type { ExpectedSigner } from './sealed-by.ts'
export { readScanFile, readSbomFile, writeInspection } from './scan-files.ts'
export { scanEnding } from './scan-ending.ts'
