export { attestVerdicts } from './attest-verdicts.ts'
export { bumpByPush, headOf, type Bumped, type BumpPorts, type BumpRequest } from './bump.ts'
export { enforcementOf, publishGate, type CheckRequest } from './check.ts'
export { environmentOf, readConfigAt, type ConfigFile } from './config-file.ts'
export { promotionError } from './errors.ts'
export {
  firstRefusal,
  gateImages,
  gatePullRequest,
  type GatePorts,
  type ImagesGate,
  type PullRequestGate,
} from './gate.ts'
export { markImages, type MarkRequest } from './mark.ts'
export { nextEnvironments } from './next-environments.ts'
export { parseObserved, type ObservedImage } from './observed.ts'
export { readRevocationsAt } from './revocations-file.ts'
export { readTrust, readTrustAt, type ReadKeyFile, type ReadTrust } from './trust-file.ts'
export { imagesOfOverlay, proposedImage } from './named-images.ts'
export { openPromotion, promotionBranch, type OpenAction, type Opened, type OpenRequest } from './open-pull-request.ts'
export { findOverlayAt, readOverlayAt, type OverlayFile } from './overlay-file.ts'
export type { ProposedImage } from './proposed.ts'
export { imageByOverlayName, overlayNameOf, updatesFor, type Promoted } from './updates.ts'
export type { PortsFor } from './verdict.ts'
export { parseNamedImage, type NamedImage } from './named-image.ts'
