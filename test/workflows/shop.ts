import { PROMO, type RepositoryFiles, type WorkflowScene } from './scene.ts'

/** One image of a small shop. */
export interface ShopImage {
  /** What its layer holds; the same content gives the same digest. */
  readonly content?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly quarantine?: boolean
  /** Lets its build fail. */
  readonly broken?: boolean
  /** Gives another digest each time it is built. */
  readonly unstable?: boolean
  readonly platforms?: readonly string[]
}

export type Shop = Readonly<Record<string, ShopImage>>

/** Repository of an image of the shop on ghcr.io, without the host. */
export const packageOf = (leg: string): string => `your-org/shop-${leg}`
export const quarantineOf = (leg: string): string => `your-org/quarantine/shop-${leg}`

/** The files of a shop that has no compiler: a script writes each image's layout. */
export function shopFiles(shop: Shop): RepositoryFiles {
  const images = Object.entries(shop).map(
    ([leg, image]) => [`app/${leg}/image.json`, JSON.stringify({ content: leg, ...image })] as const,
  )
  return { 'build.mjs': BUILD, ...Object.fromEntries(images) }
}

/** What the shop says to promo: one environment, and the signers of this org/promo. */
export function shopConfig(scene: WorkflowScene, repository: string, shop: Shop): string {
  const images = Object.entries(shop).map(([leg, { quarantine, platforms = ['linux/amd64'] }]): [string, unknown] => [
    leg,
    {
      repository: `ghcr.io/${packageOf(leg)}`,
      source: { repository, id: scene.repositoryId(repository) },
      ...(quarantine === true ? { quarantine: `ghcr.io/${quarantineOf(leg)}` } : {}),
      build: {
        context: `app/${leg}`,
        builder: 'layout',
        command: ['node', '../../build.mjs'],
        layout: `app/${leg}/oci`,
        platforms,
      },
    },
  ])
  const config = {
    version: 1,
    images: Object.fromEntries<unknown>(images),
    environments: { dev: { overlay: 'overlays/dev' } },
    trust: { signers: [signer(scene, 'leg', SEALS), signer(scene, 'refuse', ['refusal'])] },
    policy: { base: { signature: { required: true }, scan: { 'fail-on': 'high' } } },
  }
  return JSON.stringify(config, null, 2)
}

const SEALS = ['signature', 'provenance', 'sbom', 'scan']

function signer({ promoCommit }: WorkflowScene, workflow: string, roles: readonly string[]): unknown {
  const issuer = 'https://token.actions.githubusercontent.com'
  return {
    id: workflow,
    issuer,
    workflow: `${PROMO}/.github/workflows/${workflow}.yml`,
    commits: [promoCommit],
    roles,
    runners: ['github-hosted'],
  }
}

/** A caller of promo.yml. `with` are its inputs. */
export function releaseWorkflow(
  scene: WorkflowScene,
  inputs: Readonly<Record<string, string>> = {},
  jobs = '',
): string {
  const given = { ...lineInputs(scene), promote: 'none', 'source-scanners': 'gitleaks', ...inputs }
  return `name: release
on: { push: { branches: [main] } }
permissions: {}
jobs:
  promo:
    permissions: { contents: read, packages: write, id-token: write }
    uses: ${PROMO}/.github/workflows/promo.yml@main
    with:
${indent(given)}
${jobs}`
}

/** Inputs of promo.yml and leg.yml alike. */
export function lineInputs({ sandbox }: WorkflowScene): Readonly<Record<string, string>> {
  return {
    'image-scanners': 'trivy',
    'trusted-root': sandbox.sigstore.trustedRoot,
    'tool-directory': `\${{ vars.TOOLS }}`,
  }
}

export function indent(values: Readonly<Record<string, string>>, by = 6): string {
  return Object.entries(values)
    .map(([key, value]) => `${' '.repeat(by)}${key}: ${JSON.stringify(value)}`)
    .join('\n')
}

const BUILD = `// Writes the image that image.json describes as an OCI layout.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const { content = '', labels = {}, broken = false, unstable = false, platforms = ['linux/amd64'] } = JSON.parse(readFileSync('image.json', 'utf8'))
if (broken) { console.error('this build is broken'); process.exit(1) }
const MEDIA = 'application/vnd.oci.image'
rmSync('oci', { recursive: true, force: true })
mkdirSync('oci/blobs/sha256', { recursive: true })
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const blob = (mediaType, value) => {
  const bytes = Buffer.from(typeof value === 'object' && !Buffer.isBuffer(value) ? JSON.stringify(value) : value)
  writeFileSync('oci/blobs/sha256/' + sha256(bytes), bytes)
  return { mediaType, digest: 'sha256:' + sha256(bytes), size: bytes.length }
}
const manifests = platforms.map((platform) => {
  const [os, architecture] = platform.split('/')
  const tar = Buffer.alloc(1024)
  const layer = blob(MEDIA + '.layer.v1.tar+gzip', gzipSync(tar))
  const config = blob(MEDIA + '.config.v1+json', {
    created: unstable ? new Date().toISOString() : '1970-01-01T00:00:00Z', architecture, os, author: content, config: { Labels: labels },
    rootfs: { type: 'layers', diff_ids: ['sha256:' + sha256(tar)] },
  })
  const manifest = blob(MEDIA + '.manifest.v1+json', { schemaVersion: 2, mediaType: MEDIA + '.manifest.v1+json', config, layers: [layer] })
  return { ...manifest, platform: { os, architecture } }
})
const index = blob(MEDIA + '.index.v1+json', { schemaVersion: 2, mediaType: MEDIA + '.index.v1+json', manifests })
writeFileSync('oci/oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' }))
writeFileSync('oci/index.json', JSON.stringify({ schemaVersion: 2, manifests: [index] }))
`
