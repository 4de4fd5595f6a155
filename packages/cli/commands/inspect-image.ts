import { connectRegistries, connectTrust } from '@promo/connections'
import {
  formatImage,
  parseImageReference,
  pinImage,
  type ImageName,
  type ImageReference,
  type Outcome,
  type PinnedImage,
  type PromoError,
} from '@promo/core'
import { readEvidenceTree, type EvidenceTree } from '@promo/evidence'
import { readOnce, type RegistryClient } from '@promo/registry'
import { evidenceTreeText } from '@promo/report'
import {
  createConsoleRunner,
  evidenceRepositoryInput,
  perform,
  registryInput,
  type InputReader,
  type RegistryAccess,
  type Runner,
} from '@promo/runner'
import { screenOf } from '../screen.ts'
import { evidenceNode } from './evidence-lines.ts'

interface InspectRequest {
  readonly image: ImageReference
  readonly evidenceRepository: ImageName | undefined
  readonly trustedRoot: string | undefined
  readonly offline: boolean
  readonly registry: RegistryAccess
}

/** `promo inspect IMAGE`: all evidence on the image and its platforms, as a tree or as JSON; the exit code. */
export async function inspectImage(inputs: Readonly<Record<string, string>>, asJson: boolean): Promise<number> {
  const stage = createConsoleRunner({ env: process.env, stderr: process.stderr, inputs })
  const ending = await perform(
    readRequest,
    () => Promise.resolve({ run: (request: InspectRequest, runner: Runner) => inspect(request, runner, asJson) }),
    stage,
    { outputs: [] },
  )
  if (asJson && ending.error !== undefined) process.stdout.write(refusal(ending.outcome, ending.error))
  return stage.finish(ending)
}

/** A document for every ending: what stopped it, where there is nothing to show. */
function refusal(outcome: Outcome, { code, message, remedy }: PromoError): string {
  return `${JSON.stringify({ outcome, code, message, remedy }, null, 2)}\n`
}

function readRequest(input: InputReader): InspectRequest {
  return input.request({
    image: input.required('image', parseImageReference),
    evidenceRepository: evidenceRepositoryInput(input),
    trustedRoot: input.document('trusted-root'),
    offline: input.flag('offline', false),
    registry: registryInput(input),
  })
}

async function inspect(request: InspectRequest, runner: Runner, asJson: boolean): Promise<void> {
  const { evidenceRepository } = request
  const registry = readOnce(connectRegistries(runner, request.registry))
  const image = await pinned(request.image, registry)
  const trust = await connectTrust(runner, request, request.offline)
  const tree = await readEvidenceTree(image, {
    registry,
    trust,
    ...(evidenceRepository === undefined ? {} : { evidenceRepository }),
  })
  const shown = evidenceTreeText(evidenceNode(tree, `${formatImage(image)} (${tree.kind})`), screenOf(process.stdout))
  if (asJson) process.stdout.write(`${JSON.stringify(documentOf(image, tree), null, 2)}\n`)
  else process.stdout.write(`${shown}\n`)
}

/** What the tag names now: evidence is on digests. */
async function pinned(reference: ImageReference, registry: RegistryClient): Promise<PinnedImage> {
  const { name, tag = 'latest' } = reference
  const digest = reference.digest ?? (await registry.manifest(name, { tag })).digest
  return pinImage(name, digest, reference.tag)
}

function documentOf(image: PinnedImage, tree: EvidenceTree): unknown {
  const { evidence, children, ...node } = tree
  const { image: _, ...found } = evidence
  return {
    image: formatImage(image),
    ...node,
    ...found,
    children: children.map((child) => documentOf(pinImage(image.name, child.digest), child)),
  }
}
