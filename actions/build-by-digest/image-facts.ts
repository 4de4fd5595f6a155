import { formatTime } from '@promo/core'

export interface SourceFacts {
  readonly serverUrl: string
  readonly repository: string
  readonly sha: string
  /** Seconds since 1970; undefined where the commit is not checked out. */
  readonly commitTime: number | undefined
}

/**
 * What every image says of its source, as `key=value` (OCI image-spec, annotations.md): which repository, which commit, and
 * when. The time is the commit's: the same commit gives the same image, whenever it is built.
 */
export function sourceFacts({ serverUrl, repository, sha, commitTime }: SourceFacts): readonly string[] {
  const prefix = 'org.opencontainers.image'
  return [
    `${prefix}.source=${serverUrl}/${repository}`,
    `${prefix}.revision=${sha}`,
    ...(commitTime === undefined ? [] : [`${prefix}.created=${formatTime(new Date(commitTime * 1000))}`]),
  ]
}

/** The facts whose key nobody gave: what the caller writes wins, at whatever level an annotation stands. */
export function withoutGiven(facts: readonly string[], given: readonly string[]): readonly string[] {
  const keys = new Set(given.map((each) => keyOf(each)))
  return facts.filter((fact) => !keys.has(keyOf(fact)))
}

/** `TYPE[PLATFORM],…:key=value` is how buildx writes an annotation (docker/buildx, docs/reference/buildx_build.md). */
function keyOf(text: string): string {
  const key = text.slice(0, text.indexOf('='))
  return key.slice(key.lastIndexOf(':') + 1)
}
