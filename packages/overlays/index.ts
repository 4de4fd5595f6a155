export { setOverlayImages, type EditOptions, type ImageChange, type ImageUpdate, type OverlayEdit } from './edit.ts'
export { overlayError } from './errors.ts'
export { KUSTOMIZATION_NAMES, kustomizationIn } from './kustomization.ts'
export { readOverlayImages, UNSET_DIGEST, type OverlayImage } from './read.ts'
