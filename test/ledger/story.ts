import {
  LEG_BUILD_TYPE,
  parseCommit,
  parseImageName,
  pinImage,
  PREDICATE_TYPES,
  scanDocument,
  type CommitSha,
  type Digest,
  type JsonValue,
  type PinnedImage,
} from '@promo/core'
import { attestImages, scanPredicate, signImages, type ReadingPorts, type WritingPorts } from '@promo/evidence'
import { parseSubject, trace, type TracePorts } from '@promo/ledger'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, anIndex, httpOver, type BuiltManifest, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { aScene, SHOP, type Scene } from '../forge/scene.ts'
import { createSigningBench, LEG_CLAIMS } from '../sigstore/signing.ts'

/** One instance for all stories of a file: its keys are what takes time to make. */
const bench = await createSigningBench()

export const CATALOG = parseImageName('ghcr.io/octo/catalog')
export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const
type Environment = (typeof ENVIRONMENTS)[number]

/** The shop's whole story, told step by step; a test leaves a step out or adds a false one. */
export interface Story {
  readonly scene: Scene
  readonly registry: RegistryClient
  readonly reading: ReadingPorts
  /** The commit that was built: a squash-merged pull request of octo. */
  readonly source: CommitSha
  release(text: string, options?: ReleaseOptions): Promise<PinnedImage>
  /** Changes promo.yaml: lines of `trust` and lines at its end, with the files that they name. */
  configure(lines: ConfigLines, files: Readonly<Record<string, string>>): Promise<CommitSha>
  /** Pushes the digest to the overlay. */
  push(environment: Environment, digest: Digest): Promise<CommitSha>
  /** Opens a pull request with the digest, has rita approve it, and merges it. */
  promote(environment: Environment, digest: Digest): Promise<Promotion>
  chainOf(subject: string, ports?: Partial<TracePorts>): ReturnType<typeof trace>
  close(): Promise<void>
}

export interface Promotion {
  readonly number: number
  readonly merge: CommitSha
}

export interface ReleaseOptions {
  /** Steps that the seal job leaves out. */
  readonly without?: readonly ('signature' | 'provenance' | 'scan' | 'sbom')[]
  /** Also put the tag of the commit on it. */
  readonly tagged?: boolean
  /** Claims of the certificates in place of leg.yml's. */
  readonly claims?: Parameters<typeof bench.signer>[0] extends infer P | undefined
    ? P extends { readonly claims?: infer C }
      ? C
      : never
    : never
  readonly leg?: string
  readonly source?: CommitSha
}

function overlayText(digest: string | undefined): string {
  return `images:\n  - name: shop/catalog\n    newName: ${CATALOG}\n${digest === undefined ? '' : `    digest: ${digest}\n`}`
}

const overlayPath = (environment: string): string => `overlays/${environment}/kustomization.yaml`

export interface ConfigLines {
  /** Further members of `trust`, indented by two. */
  readonly trust?: string
  /** Further members of the one signer, indented by six. */
  readonly signer?: string
  /** Further members of the file. */
  readonly more?: string
}

function promoYaml(repositoryId: number, { trust = '', signer = '', more = '' }: ConfigLines = {}): string {
  return `version: 1
images:
  catalog:
    repository: ${CATALOG}
    overlay-name: shop/catalog
    source: { repository: octo/shop, id: ${String(repositoryId)} }
environments:
  dev: { overlay: overlays/dev, promote: push }
  staging: { overlay: overlays/staging, after: [dev] }
  prod: { overlay: overlays/prod, after: [staging] }
trust:
  signers:
    - id: promo-leg
      issuer: https://token.actions.githubusercontent.com
      workflow: org/promo/.github/workflows/leg.yml
      commits: ['${LEG_CLAIMS.job_workflow_sha}']
      roles: [signature, provenance, sbom, scan]
${signer}${trust}policy:
  base: {}
${more}`
}

export async function aStory(): Promise<Story> {
  const scene = await aScene()
  const { github } = scene
  const sandbox = createSandboxRegistry({})
  const registry = createRegistryClient({ http: httpOver({ 'ghcr.io': sandbox.handler }), credentials: ANONYMOUS })
  const files = Object.fromEntries(ENVIRONMENTS.map((name) => [overlayPath(name), overlayText(undefined)]))
  const rita = github.createUser('rita')
  github.addCollaborator('octo/shop', 'rita', 'write')
  await commit({ 'promo.yaml': promoYaml(scene.repository.id), ...files }, 'Adopt promo')

  async function commit(
    changed: Readonly<Record<string, string>>,
    message: string,
    branch = 'main',
  ): Promise<CommitSha> {
    return parseCommit(
      await github.commitFiles({ repository: 'octo/shop', branch, message, actor: 'octo', files: changed }),
    )
  }

  async function merged(branch: string, files: Readonly<Record<string, string>>, title: string): Promise<Promotion> {
    const expectedHead = parseCommit((await scene.forge.branchHead(SHOP, 'main')) ?? '')
    const content = Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) }))
    await scene.forge.commit({
      repository: SHOP,
      branch,
      expectedHead,
      createBranch: true,
      force: true,
      message: title,
      files: content,
    })
    const { number } = await scene.forge.openPullRequest({
      repository: SHOP,
      head: branch,
      base: 'main',
      title,
      body: '',
    })
    await scene.as(rita.token)(`POST /repos/octo/shop/pulls/${String(number)}/reviews`, { event: 'APPROVE', body: '' })
    const merge = await github.mergePullRequest('octo/shop', number, { actor: 'octo', method: 'squash' })
    return { number, merge: parseCommit(merge) }
  }

  const { merge: source } = await merged('feature', { 'app/main.go': 'package main\n' }, 'Sell books')

  const reading = { registry, trust: bench.trust }
  return {
    scene,
    registry,
    reading,
    source,
    release: (text, options = {}) => releaseImage(registry, scene.repository.id, text, { source, ...options }),
    configure: (lines, changed) => commit({ 'promo.yaml': promoYaml(scene.repository.id, lines), ...changed }, 'Trust'),
    push: (environment, digest) => commit({ [overlayPath(environment)]: overlayText(digest) }, `Bump ${environment}`),
    promote: (environment, digest) =>
      merged(`promo/${environment}`, { [overlayPath(environment)]: overlayText(digest) }, `Promote to ${environment}`),
    chainOf: (text, ports) =>
      trace(
        { subject: parseSubject(text), text, pods: [], repository: SHOP, configPath: 'promo.yaml' },
        {
          forge: scene.forge,
          portsFor: () => reading,
          clock: scene.clock,
          ...ports,
        },
      ),
    close: () => scene.close(),
  }
}

/** Builds and seals as leg.yml does: SBOM of each platform, scan, provenance, signature, tag. */
async function releaseImage(
  registry: RegistryClient,
  repositoryId: number,
  text: string,
  options: ReleaseOptions & { readonly source: CommitSha },
): Promise<PinnedImage> {
  const { without = [], tagged = false, source, leg = 'catalog', claims } = options
  const platforms = [anImage(text, 'amd64'), anImage(text, 'arm64')]
  const index = anIndex(platforms)
  await pushImage(registry, CATALOG, index)
  const image = pinImage(CATALOG, index.descriptor.digest)
  const own = { repository: 'octo/shop', repository_id: String(repositoryId), sha: source, ...claims }
  const ports: WritingPorts = { registry, trust: bench.trust, signer: bench.signer({ claims: own }) }
  const attest = async (images: readonly PinnedImage[], predicateType: string, predicate: JsonValue): Promise<void> => {
    await attestImages({ images, predicateType, predicate, formats: ['bundle'] }, ports)
  }
  if (!without.includes('sbom')) {
    const children = platforms.map(({ descriptor }) => pinImage(CATALOG, descriptor.digest))
    await attest(children, PREDICATE_TYPES.spdx, { spdxVersion: 'SPDX-2.3', packages: [{}, {}] })
  }
  if (!without.includes('scan')) await attest([image], PREDICATE_TYPES.scan, scanOf(image, platforms))
  if (!without.includes('provenance')) await attest([image], PREDICATE_TYPES.provenance, provenanceOf(leg))
  if (!without.includes('signature'))
    await signImages({ images: [image], recursive: false, formats: ['bundle', 'legacy'], annotations: {} }, ports)
  if (tagged) await registry.putManifest(CATALOG, index.bytes, index.descriptor.mediaType, `sha-${source}`)
  return image
}

function scanOf(image: PinnedImage, platforms: readonly BuiltManifest[]): JsonValue {
  const scan = scanDocument.create({
    targets: platforms.map(({ descriptor: { digest } }) => ({
      kind: 'image',
      digest,
      imageDigest: image.digest,
      tagsAtScan: [],
    })),
    tools: platforms.map((_, target) => ({
      name: 'trivy',
      version: '0.74.0',
      target,
      startedAt: '2026-12-01T11:00:00Z',
      finishedAt: '2026-12-01T11:00:05Z',
      outcome: 'pass',
      complete: true,
    })),
    findings: [],
    suppressed: [],
    counts: { critical: 0, high: 0, medium: 2, low: 0, negligible: 0, unknown: 0 },
    decision: { failOn: 'high', ignoreUnfixed: false, outcome: 'pass', failing: [] },
  })
  return scanPredicate(scan, image)
}

function provenanceOf(leg: string): JsonValue {
  return {
    buildDefinition: {
      buildType: LEG_BUILD_TYPE,
      externalParameters: { leg, image: CATALOG },
      internalParameters: { builder: { name: 'buildx', version: '0.30' } },
      resolvedDependencies: [{ uri: 'git+https://github.com/octo/shop@refs/heads/main' }],
    },
    runDetails: { builder: { id: 'https://github.com/org/promo/.github/workflows/leg.yml' } },
  }
}
