import type { BuildRequest } from './builder.ts'

/** What a build of a Dockerfile is asked for: the inputs of docker/build-push-action under its own names. */
export interface ImageBuildRequest extends BuildRequest {
  /** Absolute. Where relative paths in options start: those of agents, caches and contexts, as for whoever runs the builder there. */
  readonly workspace: string
  readonly file?: string
  readonly target?: string
  readonly buildArgs: readonly string[]
  readonly buildContexts: readonly string[]
  /** `id=…,src=PATH`: never the value itself. */
  readonly secrets: readonly string[]
  /** `default`, or `id=PATH` of a socket or key: what the agent lends is never a value here either. */
  readonly ssh?: readonly string[]
  readonly network?: string
  /** Privileges that the build may use, such as `network.host`. */
  readonly allow?: readonly string[]
  /** `name:address`. */
  readonly addHosts?: readonly string[]
  readonly shmSize?: string
  readonly ulimits?: readonly string[]
  readonly labels: readonly string[]
  /** `key=value`, or `TYPE:key=value` as buildx reads it (docker/buildx, docs/reference/buildx_build.md, `--annotation`). */
  readonly annotations: readonly string[]
  /** Annotations `key=value` that promo adds: on each manifest, and on the index where the builder can write there. */
  readonly facts?: readonly string[]
  readonly noCache: boolean
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly provenance: 'max' | 'min' | 'false'
  /** True when nobody asked for that provenance: a builder that cannot attest builds without. */
  readonly provenanceIsDefault?: boolean
  /** Seconds since 1970, the time of the commit (reproducible-builds.org/specs/source-date-epoch). */
  readonly sourceDate?: number
  /**
   * True: no file of the layers that this build adds is younger than `sourceDate`, wherever the builder can write that.
   * buildah does it always.
   */
  readonly rewriteTimestamp?: boolean
}
