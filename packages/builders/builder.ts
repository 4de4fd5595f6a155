import type { Digest, ImageName, Material, PlatformDigest } from '@promo/core'
import type { RunProgram } from '@promo/process'
import type { RegistryClient } from '@promo/registry'

export type BuildTarget =
  { readonly kind: 'registry'; readonly image: ImageName } | { readonly kind: 'layout'; readonly directory: string }

/** What every builder is asked for. Paths are absolute. */
export interface BuildRequest {
  /** Repository to push to by digest, or the directory of a fresh OCI layout that nothing pushes. */
  readonly to: BuildTarget
  readonly context: string
  /** Wanted platforms; empty means whatever the build gives. */
  readonly platforms: readonly string[]
  readonly signal?: AbortSignal
}

export interface BuilderPorts {
  readonly registry: RegistryClient
  readonly run: RunProgram
  /** Environment of the step; a builder takes what it may see. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly log: (line: string) => void
}

export interface BuilderName {
  readonly name: string
  readonly version: string
  /** Driver of buildx, and the version of the BuildKit behind it. */
  readonly driver?: string
  readonly buildkit?: string
}

/** What a builder made: pushed by digest without a tag, or saved as a layout. */
export interface Built {
  readonly digest: Digest
  readonly mediaType: string
  readonly size: number
  readonly platforms: readonly PlatformDigest[]
  readonly builder: BuilderName
  readonly cache: 'none' | 'shared'
  readonly materials: readonly Material[]
  /** False when the builder reports no materials: provenance then says so. */
  readonly materialsComplete: boolean
}
