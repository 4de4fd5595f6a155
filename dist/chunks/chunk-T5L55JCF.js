import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/scanners/names.ts
var SCANNER_NAMES = ["gitleaks", "checkov", "trivy", "grype"];
var SOURCE_SCANNERS = ["gitleaks", "trivy"];
var SBOM_FORMATS = ["spdx", "cyclonedx"];
var SBOM_GENERATORS = ["syft", "trivy"];

export {
  SCANNER_NAMES,
  SOURCE_SCANNERS,
  SBOM_FORMATS,
  SBOM_GENERATORS
};
