/** One archive of a vendor's release. */
export interface ReleaseArchive {
  /** File name on the release page; the ending says how it is packed. */
  readonly asset: string
  /** 64 hexadecimal digits, of the archive. */
  readonly sha256: string
  /** Path of the executable inside the archive. */
  readonly member: string
  /** sha256 of the executable, where it is known. */
  readonly memberSha256?: string
}

/** The one version of a tool that promo runs, and where its vendor released it. */
export interface ToolPin {
  readonly name: string
  readonly version: string
  /** Arguments that make it print its version without a network. */
  readonly versionArguments: readonly string[]
  /** `owner/name` on github.com. */
  readonly repository: string
  readonly tag: string
  /** By `<os>/<architecture>`, as Go names them; empty: nothing is downloaded, because no release has a known hash. */
  readonly assets: Readonly<Record<string, ReleaseArchive>>
}
