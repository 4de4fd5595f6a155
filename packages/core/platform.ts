import { defineErrors } from './errors.ts'

/** An operating system and processor (OCI image-spec, image-index.md, `platform`). */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
  readonly osVersion?: string
}

const platformError = defineErrors('core', {
  'platform-invalid': {
    ending: 'configuration',
    remedy: 'Write `os/architecture` or `os/architecture/variant`, such as linux/amd64 or linux/arm/v7.',
  },
})

const PART = /^[a-z0-9][a-z0-9_.-]{0,63}$/

/** Parses `linux/arm64`, `linux/arm/v7`; throws `platform-invalid`. */
export function parsePlatform(text: string): Platform {
  const [os = '', architecture = '', variant, ...rest] = text.split('/')
  const parts = variant === undefined ? [os, architecture] : [os, architecture, variant]
  if (rest.length > 0 || !parts.every((part) => PART.test(part))) {
    throw platformError(
      'platform-invalid',
      { found: text.slice(0, 100) },
      `not a platform: ${JSON.stringify(text.slice(0, 100))}`,
    )
  }
  return variant === undefined ? { os, architecture } : { os, architecture, variant }
}

/** `linux/amd64`, with the variant when there is one. */
export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, ...(platform.variant === undefined ? [] : [platform.variant])].join('/')
}

/** Other spellings of an architecture, and the variants it has anyway (containerd/platforms, database.go, `normalizeArch`). */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ['i386', '386'],
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm/v7'],
  ['armel', 'arm/v6'],
  ['arm', 'arm/v7'],
  ['arm/5', 'arm/v5'],
  ['arm/6', 'arm/v6'],
  ['arm/7', 'arm/v7'],
  ['arm/8', 'arm/v8'],
  ['amd64/v1', 'amd64'],
  ['x86_64/v1', 'amd64'],
  ['x86-64/v1', 'amd64'],
  ['arm64/8', 'arm64'],
  ['arm64/v8', 'arm64'],
  ['aarch64/8', 'arm64'],
  ['aarch64/v8', 'arm64'],
])

/** A platform as builders and registries spell it: linux/arm64/v8 is `linux/arm64`, linux/arm is `linux/arm/v7`. Never throws. */
export function normalPlatform(text: string): string {
  const slash = text.indexOf('/')
  const architecture = text.slice(slash + 1)
  return `${text.slice(0, slash + 1)}${ARCHITECTURES.get(architecture) ?? architecture}`
}

/** BuildKit marks attestation manifests in an index with the platform `unknown/unknown`: they are not runnable. */
export function isRunnable(platform: Platform | undefined): boolean {
  return platform === undefined || platform.os !== 'unknown'
}
