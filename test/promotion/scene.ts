import {
  LEG_BUILD_TYPE,
  parseCommit,
  parseEnvironmentName,
  pinImage,
  PREDICATE_TYPES,
  scanDocument,
  type CommitSha,
  type JsonValue,
  type PinnedImage,
} from '@promo/core'
import { attestImages, scanPredicate, signImages } from '@promo/evidence'
import type { PullRequest } from '@promo/forge'
import type { GatePorts, PullRequestGate } from '@promo/promotion'
import { platformsOf } from '@promo/registry'
import { aMultiPlatformImage, APP, createScene, type Scene as EvidenceScene } from '../evidence/scene.ts'
import { aScene, SHOP, type Scene as ForgeScene } from '../forge/scene.ts'
import { LEG_CLAIMS } from '../sigstore/signing.ts'

export const DEV = 'overlays/dev/kustomization.yaml'
export const STAGING = 'overlays/staging/kustomization.yaml'
export const STAGING_NAME = parseEnvironmentName('staging')

const CONFIG = `version: 1
images:
  catalog:
    repository: ${APP}
    overlay-name: shop/catalog
    source: { repository: your-org/bookstore, id: ${LEG_CLAIMS.repository_id} }
environments:
  dev: { overlay: overlays/dev, promote: push }
  staging: { overlay: overlays/staging, after: [dev] }
trust:
  signers:
    - id: promo-leg
      issuer: https://token.actions.githubusercontent.com
      workflow: org/promo/.github/workflows/leg.yml
      commits: [${LEG_CLAIMS.job_workflow_sha}]
      roles: [signature, provenance, sbom, scan]
policy:
  base:
    registry: { allow: [ghcr.io/your-org] }
    signature: { required: true }
    provenance: { required: true, branches: [main], triggers: [push], runners: [github-hosted] }
    scan: { fail-on: high, max-age: 7d, max-database-age: 72h }
    sbom: { required: true }
`

export function anOverlay(digest: string, newName: string = APP): string {
  return `images:\n  - name: shop/catalog\n    newName: ${newName}\n    digest: ${digest}\n`
}

export const UNSET = `sha256:${'0'.repeat(64)}`

export interface Scene extends ForgeScene {
  readonly evidence: EvidenceScene
  readonly ports: GatePorts
  /** Commits to main. */
  commit(files: Readonly<Record<string, string | null>>): Promise<CommitSha>
  /** Opens a pull request with these files. */
  propose(files: Readonly<Record<string, string | null>>, base?: string): Promise<PullRequest>
  /** The gate's request about a pull request, as the event gives it. */
  about(pull: PullRequest): Promise<PullRequestGate>
}

/** The shop on the sandbox's GitHub, with promo.yaml and overlays that hold no digest. */
export async function createPromotionScene(): Promise<Scene> {
  const forgeScene = await aScene()
  const evidence = createScene()
  let branches = 0
  const commitTo = async (branch: string, files: Readonly<Record<string, string | null>>): Promise<CommitSha> =>
    parseCommit(
      await forgeScene.github.commitFiles({ repository: SHOP, branch, message: 'Change', actor: 'octo', files }),
    )
  const commit = (files: Readonly<Record<string, string | null>>): Promise<CommitSha> => commitTo('main', files)
  await commit({ 'promo.yaml': CONFIG, [DEV]: anOverlay(UNSET), [STAGING]: anOverlay(UNSET) })
  return {
    ...forgeScene,
    evidence,
    ports: { forge: forgeScene.forge, portsFor: () => evidence },
    commit,
    propose: async (files, base = 'main') => {
      branches += 1
      const head = `topic-${branches}`
      await commitTo(head, files)
      return forgeScene.forge.openPullRequest({ repository: SHOP, head, base, title: 'Promote', body: '' })
    },
    about: async ({ number, headSha: head, baseRef: ref }) => {
      const base = await forgeScene.forge.branchHead(SHOP, ref)
      if (base === undefined) throw new Error(`no branch ${ref}`)
      return { repository: SHOP, number, head, base: { ref, commit: base }, configPath: 'promo.yaml', at: new Date() }
    },
  }
}

/** Pushes an image for two platforms and leaves on it what leg.yml leaves. */
export async function seal(scene: EvidenceScene, text: string): Promise<PinnedImage> {
  const image = await scene.push(aMultiPlatformImage(text))
  const ports = { ...scene, signer: scene.signer() }
  const platforms = await platformsOf(scene.registry, image)
  const attest = (images: readonly PinnedImage[], predicateType: string, predicate: JsonValue) =>
    attestImages({ images, predicateType, predicate, formats: ['bundle'] }, ports)
  const parameters = { buildType: LEG_BUILD_TYPE, externalParameters: { leg: 'catalog', image: APP } }
  await attest(
    platforms.map(({ digest }) => pinImage(APP, digest)),
    PREDICATE_TYPES.spdx,
    { spdxVersion: 'SPDX-2.3' },
  )
  await attest([image], PREDICATE_TYPES.scan, scanOf(image, platforms))
  await attest([image], PREDICATE_TYPES.provenance, { buildDefinition: parameters })
  await signImages({ images: [image], recursive: false, formats: ['bundle'], annotations: {} }, ports)
  return image
}

function scanOf(image: PinnedImage, platforms: Awaited<ReturnType<typeof platformsOf>>): JsonValue {
  const now = `${new Date().toISOString().slice(0, 19)}Z`
  const database = { version: '2', updatedAt: now }
  const ended = { startedAt: now, finishedAt: now, outcome: 'pass', complete: true } as const
  const scan = scanDocument.create({
    targets: platforms.map(({ digest, platform }) => ({
      kind: 'image',
      image: image.name,
      digest,
      imageDigest: image.digest,
      platform,
      tagsAtScan: [],
    })),
    tools: platforms.map((_platform, target) => ({ name: 'trivy', version: '0.60.0', target, database, ...ended })),
    findings: [],
    suppressed: [],
    counts: { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 },
    decision: { failOn: 'high', ignoreUnfixed: false, outcome: 'pass', failing: [] },
  })
  return scanPredicate(scan, image)
}
