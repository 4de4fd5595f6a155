/** A full version as a tag is made once (`v1.4.2`); branches and short tags such as `v1` are moved to every release. */
const FIXED_TAG = /^refs\/tags\/v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?$/

/** True for refs that may name other commits tomorrow: then a match by ref alone proves little. */
export function isMovingRef(ref: string): boolean {
  return !FIXED_TAG.test(ref)
}
