/** What `docker buildx inspect` says of the builder that will build (docker/buildx, commands/inspect.go). */
export interface BuildxDriver {
  /** `docker`, `docker-container`, `remote`, `kubernetes`, … */
  readonly name: string
  /** Version of BuildKit; several, when its nodes differ; absent when it does not say. */
  readonly buildkit: string | undefined
  /**
   * Whether it can push by digest, attest and build several platforms. The driver `docker` can when the daemon keeps images
   * with containerd: buildx itself goes by that worker label (driver/docker/driver.go, Features).
   */
  readonly exportsImages: boolean
}

const CONTAINERD_LABEL = /^\s*org\.mobyproject\.buildkit\.worker\.snapshotter:/m

/** Undefined for text that names no driver. */
export function readBuildxDriver(text: string): BuildxDriver | undefined {
  const name = /^Driver:\s*([a-z][a-z0-9-]*)\s*$/m.exec(text)?.[1]
  if (name === undefined) return undefined
  const versions = new Set(
    [...text.matchAll(/^\s*Build[Kk]it(?: version)?:\s*v?(\S+)\s*$/gm)].map(([, version]) => version),
  )
  return {
    name,
    buildkit: versions.size === 0 ? undefined : [...versions].join(', '),
    exportsImages: name !== 'docker' || CONTAINERD_LABEL.test(text),
  }
}
