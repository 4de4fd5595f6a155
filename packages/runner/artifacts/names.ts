import { runnerError } from '../errors.ts'

/** Stricter than the service (which forbids only what NTFS cannot store), so that a name is also a safe file name. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_-])?$/

/** Returns the name; throws `artifact-invalid`. */
export function parseArtifactName(text: string): string {
  if (NAME.test(text)) return text
  const found = text.slice(0, 100)
  throw runnerError('artifact-invalid', { found }, `${JSON.stringify(found)} is not a name of an artifact`)
}

/** The name of what one leg leaves in one attempt of the run: `<prefix>-<leg>-<attempt>`. */
export function attemptName(prefix: string, leg: string, attempt: number): string {
  return parseArtifactName(`${prefix}-${leg}-${attempt}`)
}

/**
 * Of artifacts named `<prefix>-<leg>-<attempt>`, the one of the newest attempt of each leg, and none from an attempt
 * after this one. A leg that passed at once keeps the artifact of its first attempt when others are run again.
 */
export function newestAttempts<A extends { readonly name: string }>(
  artifacts: readonly A[],
  prefix: string,
  attempt: number,
): readonly { readonly leg: string; readonly attempt: number; readonly artifact: A }[] {
  const newest = new Map<string, { leg: string; attempt: number; artifact: A }>()
  for (const artifact of artifacts) {
    const match = artifact.name.startsWith(`${prefix}-`)
      ? /^(.+)-([1-9][0-9]{0,5})$/.exec(artifact.name.slice(prefix.length + 1))
      : null
    const [, leg, written] = match ?? []
    if (leg === undefined || Number(written) > attempt) continue
    if (Number(written) > (newest.get(leg)?.attempt ?? 0)) newest.set(leg, { leg, attempt: Number(written), artifact })
  }
  return [...newest.values()].sort((a, b) => a.leg.localeCompare(b.leg))
}
