import {
  buildDocument,
  parseCommit,
  PREDICATE_TYPES,
  type Build,
  type CommitSha,
  type JsonValue,
  type PinnedImage,
  type Run,
  type Source,
} from '@promo/core'
import {
  attestImages,
  provenancePredicate,
  sameProvenance,
  signImages,
  type EvidenceFormat,
  type WritingPorts,
  type WrittenAttestation,
  type WrittenSignature,
} from '@promo/evidence'
import type { CertificateClaims } from '@promo/sigstore'
import { lineError } from './errors.ts'
import { BUILD_FILE } from './files.ts'
import { readEvidenceFile } from './scan-files.ts'

export interface ProveRequest {
  readonly images: readonly PinnedImage[]
  readonly recursive: boolean
  readonly evidenceFormats: readonly EvidenceFormat[]
  readonly annotations: Readonly<Record<string, string>>
  /** Sign and attest although the same signer did. Default: what is there is kept. */
  readonly again?: boolean
  /** Undefined: no provenance is attested. */
  readonly provenance: ProvenanceRequest | undefined
}

export interface ProvenanceRequest {
  /** What the caller chose, as plan gave it: becomes the signed `inputs`. */
  readonly inputs: { readonly [key: string]: JsonValue }
  readonly build: Build
  readonly source: Source
  readonly run: Run
  readonly serverUrl: string
}

export interface Proven {
  readonly attestations: readonly WrittenAttestation[]
  readonly signatures: readonly WrittenSignature[]
}

/** Attests provenance and then signs: whoever sees the signature can be sure that everything before it is there. A second run adds nothing. */
export async function proveImages(request: ProveRequest, ports: WritingPorts): Promise<Proven> {
  const attestations =
    request.provenance === undefined ? [] : await attestProvenance(request, request.provenance, ports)
  const { images, recursive, annotations, evidenceFormats: formats, again = false } = request
  return { attestations, signatures: await signImages({ images, recursive, annotations, formats, again }, ports) }
}

async function attestProvenance(
  request: ProveRequest,
  { build, source, run, inputs, serverUrl }: ProvenanceRequest,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const identity = await ports.signer.identity()
  if (identity.kind === 'key') throw withoutWorkflow('a key', 'a key names no workflow: provenance needs a certificate')
  const { claims } = identity
  const signer = signingWorkflow(claims, serverUrl)
  const predicate = provenancePredicate({
    build,
    source,
    run: { ...run, workflowSha: signer.commit },
    builder: { serverUrl, workflow: signer.workflow },
    inputs,
    github: { event_name: claims.buildTrigger ?? '', runner_environment: claims.runnerEnvironment ?? '' },
  })
  for (const image of request.images) assertSameImage(build, image)
  return attestImages(
    {
      images: request.images,
      predicateType: PREDICATE_TYPES.provenance,
      predicate,
      formats: request.evidenceFormats,
      sameWord: sameProvenance,
      again: request.again ?? false,
    },
    ports,
  )
}

/** The workflow that holds this job, as its certificate names it: provenance can say nothing else than the signature. */
function signingWorkflow(
  { buildSignerUri, buildSignerDigest }: CertificateClaims,
  serverUrl: string,
): { readonly workflow: string; readonly commit: CommitSha } {
  const [workflow] = (buildSignerUri ?? '').split('@')
  if (workflow?.startsWith(`${serverUrl}/`) === true && buildSignerDigest !== undefined) {
    return { workflow: workflow.slice(serverUrl.length + 1), commit: parseCommit(buildSignerDigest) }
  }
  throw withoutWorkflow(buildSignerUri, 'the certificate names no workflow of this server')
}

function withoutWorkflow(found: string | undefined, message: string): Error {
  return lineError('identity-without-workflow', { found }, message)
}

/** Reads the record of `build-by-digest` below the directory of its artifact. */
export async function readBuildFile(directory: string): Promise<Build> {
  return buildDocument.read(await readEvidenceFile(directory, BUILD_FILE))
}

function assertSameImage(build: Build, image: PinnedImage): void {
  if (build.image.name === image.name && build.image.digest === image.digest) return
  const found = `${build.image.name}@${build.image.digest}`
  throw lineError(
    'build-of-other-image',
    { wanted: `${image.name}@${image.digest}`, found },
    `the build record is of ${found}`,
  )
}
