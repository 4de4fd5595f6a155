export { chainSummary } from './chain-summary.ts'
export { chainTree } from './chain-tree.ts'
export { chainHeadline } from './chain-words.ts'
export {
  attestationSummary,
  copySummary,
  signatureSummary,
  type CopyReport,
  type SignatureReport,
  type WrittenEvidenceRow,
} from './evidence-summary.ts'
export { failureSummary } from './failure.ts'
export { gateHeadline, gateSummary } from './gate-summary.ts'
export {
  blocks,
  bullets,
  code,
  details,
  escape,
  heading,
  joined,
  link,
  Markdown,
  md,
  table,
  type Content,
} from './markdown.ts'
export { markSummary } from './mark-summary.ts'
export {
  bumpSummary,
  pullRequestBody,
  pullRequestSummary,
  type OpenedReport,
  type OverlayUpdate,
  type PromotedImage,
  type PullRequestReport,
} from './promotion-summary.ts'
export { evidenceTreeText, type EvidenceLine, type EvidenceNode } from './evidence-tree.ts'
export { prose } from './prose.ts'
export { buildSummary, legSummary, planSummary, releaseSummary } from './release-summary.ts'
export { reproductionWarning } from './reproduction-summary.ts'
export { toSarif, type SarifLog } from './sarif.ts'
export { failingFindings, scanSummary } from './scan-summary.ts'
export { testsSummary } from './tests-summary.ts'
export { wrap, type Paint, type Screen } from './tree-text.ts'
