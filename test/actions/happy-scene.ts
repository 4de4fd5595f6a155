import { digestOf, parseDigest } from '@promo/core'
import type { GitHubClaims, IdentityTicket } from '@promo/sandbox/oidc'
import { anImage } from '@promo/registry/testing'
import { startSandbox, type Sandbox } from '@promo/sandbox'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { ESCAPE } from './escape.ts'
import { spawnAction, type ActionEnd } from './spawn-action.ts'

const REPOSITORY = 'your-org/bookstore'
const RUN_ID = 777
export const LEG_WORKFLOW = 'org/promo/.github/workflows/leg.yml'
export const GATE_WORKFLOW = 'org/promo/.github/workflows/promotion-gate.yml'
export const PROMO_COMMIT = 'a'.repeat(40)
export const IMAGE = 'ghcr.io/your-org/catalog'
export const OVERLAY = `images:\n  - name: catalog\n    newName: ${IMAGE}\n    digest: sha256:${'0'.repeat(64)}\n`

/** What one job is given beside its inputs. */
export interface JobStart {
  readonly inputs: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** Added to, or replacing, the variables of the job. */
  readonly variables?: Readonly<Record<string, string>>
}

export interface HappyScene {
  readonly sandbox: Sandbox
  readonly config: string
  /** What the job may do with GitHub and ghcr.io. */
  readonly token: string
  /** What the job asks for identity tokens with. */
  readonly ticket: IdentityTicket
  /** Variables of a job of promotion-gate.yml for the same commit. */
  readonly gate: Readonly<Record<string, string>>
  /** Runs one action in the job of leg.yml, with the job's token and identity. */
  run(action: string, start: JobStart): Promise<ActionEnd>
  close(): Promise<void>
}

/** A repository with promo.yaml and overlays, and a job of leg.yml that runs for its newest commit. */
export async function setHappyScene(): Promise<HappyScene> {
  const directory = mkdtempSync(join(tmpdir(), 'promo-happy-'))
  const sandbox = await startSandbox({ directory })
  const { github, issuer, artifacts, network } = sandbox
  const developer = github.createUser('developer')
  const { id } = await github.createRepository({
    fullName: REPOSITORY,
    collaborators: { [developer.login]: 'write' },
  })
  const config = configFor(id)
  const files = {
    'promo.yaml': config,
    'overlays/dev/kustomization.yaml': OVERLAY,
    'overlays/staging/kustomization.yaml': OVERLAY,
  }
  const sha = await github.commitFiles({
    repository: REPOSITORY,
    branch: 'main',
    message: 'Begin',
    actor: 'developer',
    files,
  })
  const ticket = issuer.ticket(claimsFor(id, sha))
  const gate = variablesOf(issuer.ticket({ ...claimsFor(id, sha), job_workflow_ref: `${GATE_WORKFLOW}@refs/tags/v1` }))
  const permissions = { contents: 'write', 'pull-requests': 'write', packages: 'write', issues: 'write' } as const
  const token = github.issueJobToken({ repository: REPOSITORY, permissions, runId: RUN_ID })
  const variables = {
    ...network.environment,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_REPOSITORY_ID: String(id),
    GITHUB_REPOSITORY_OWNER: 'your-org',
    GITHUB_SHA: sha,
    GITHUB_RUN_ID: String(RUN_ID),
    ...variablesOf(ticket),
    ACTIONS_RESULTS_URL: artifacts.resultsUrl,
    ACTIONS_RUNTIME_TOKEN: artifacts.runtimeToken(RUN_ID, 1),
  }
  const event = { repository: { id, full_name: REPOSITORY, visibility: 'public', default_branch: 'main' } }
  return {
    ...{ sandbox, config, token, ticket, gate },
    run: (action, { inputs, files: written = {}, variables: own = {} }) =>
      spawnAction(action, {
        ...{ inputs: { token, ...inputs }, files: written, event, loopbackOnly: true },
        variables: { ...variables, ...own },
      }),
    close: async () => {
      await sandbox.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** What every step that went well is: outcome and outputs, nothing asked outside, the token nowhere in the log. */
export function faultsOf({ code, log, outputs }: ActionEnd): readonly string[] {
  const wanted = code === 0 && outputs.get('outcome') === 'pass' && outputs.get('failure-code') === ''
  const lines = log.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  const leaked = lines.some((line) => /gh[a-z]_[A-Za-z0-9]{20}/.test(line) || line.includes(ESCAPE))
  return [...(wanted ? [] : lines), ...(leaked ? ['a token or an escape in the log'] : [])]
}

function variablesOf({ url, token }: IdentityTicket): Readonly<Record<string, string>> {
  return { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token }
}

/** How a step ended: exit code, outcome and code of the failure. */
export function endOf({ code, outputs }: ActionEnd): readonly unknown[] {
  return [code, outputs.get('outcome'), outputs.get('failure-code')]
}

const manifestShape = z.object({ layers: z.tuple([z.object({ digest: z.string() })]) })
const bundleShape = z.object({ dsseEnvelope: z.object({ payload: z.string() }) })
const statementShape = z.object({ predicate: z.unknown() })

/** The bytes of the bundle that a manifest of the image's repository holds. */
export function bundleAt({ sandbox }: Pick<HappyScene, 'sandbox'>, manifest: string): Buffer {
  const repository = IMAGE.slice('ghcr.io/'.length)
  const { layers } = manifestShape.parse(parsed(sandbox.registry.manifest(repository, manifest)?.bytes))
  return Buffer.from(sandbox.registry.blob(repository, parseDigest(layers[0].digest)) ?? '')
}

/** The predicate in that bundle. */
export function predicateAt(scene: Pick<HappyScene, 'sandbox'>, manifest: string): unknown {
  const { dsseEnvelope } = bundleShape.parse(parsed(bundleAt(scene, manifest)))
  return statementShape.parse(parsed(Buffer.from(dsseEnvelope.payload, 'base64'))).predicate
}

function parsed(bytes: Uint8Array | undefined): unknown {
  return JSON.parse(Buffer.from(bytes ?? '').toString())
}

/** The files of an OCI layout with one image, whose bytes come from the text. */
export function aLayout(text = 'catalog'): Readonly<Record<string, string | Uint8Array>> {
  const { descriptor, bytes, blobs } = anImage(text)
  const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [descriptor] }
  const named = [bytes, ...blobs].map((blob) => [`out/blobs/sha256/${hexOf(blob)}`, blob] as const)
  return {
    'out/oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'out/index.json': JSON.stringify(index),
    ...Object.fromEntries(named),
  }
}

function hexOf(bytes: Uint8Array): string {
  return digestOf(bytes).slice('sha256:'.length)
}

function configFor(id: number): string {
  return `version: 1
images:
  catalog:
    repository: ${IMAGE}
    overlay-name: catalog
    source: { repository: ${REPOSITORY}, id: ${String(id)} }
    build: { context: ., builder: layout, layout: out }
environments:
  dev: { overlay: overlays/dev, promote: push }
  staging: { overlay: overlays/staging, after: [dev] }
trust:
  signers:
    - id: promo-leg
      issuer: https://token.actions.githubusercontent.com
      workflow: ${LEG_WORKFLOW}
      commits: [${PROMO_COMMIT}]
      roles: [signature, provenance, sbom, scan, tests]
policy:
  base:
    registry: { allow: [ghcr.io/your-org] }
    signature: { required: true }
    provenance: { required: true, branches: [main], triggers: [push] }
`
}

function claimsFor(id: number, sha: string): GitHubClaims {
  return {
    actor: 'developer',
    actor_id: '1001',
    base_ref: '',
    event_name: 'push',
    head_ref: '',
    job_workflow_ref: `${LEG_WORKFLOW}@refs/tags/v1`,
    job_workflow_sha: PROMO_COMMIT,
    ref: 'refs/heads/main',
    ref_protected: 'true',
    ref_type: 'branch',
    repository: REPOSITORY,
    repository_id: String(id),
    repository_owner: 'your-org',
    repository_owner_id: '4242',
    repository_visibility: 'public',
    run_attempt: '1',
    run_id: String(RUN_ID),
    run_number: '3',
    runner_environment: 'github-hosted',
    sha,
    workflow: 'release',
    workflow_ref: `${REPOSITORY}/.github/workflows/release.yml@refs/heads/main`,
    workflow_sha: sha,
  }
}
