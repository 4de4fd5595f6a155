import { chainDocument, formatTime, type Chain, type PinnedImage, type RepositoryName } from '@promo/core'
import { readGround } from './ground.ts'
import { imageChain } from './image-chain.ts'
import { readOverlays } from './overlays.ts'
import type { TracePorts } from './ports.ts'
import { resolveSubject } from './resolve.ts'
import type { Subject } from './subject.ts'

export interface TraceRequest {
  readonly subject: Subject
  /** The subject as it was given. */
  readonly text: string
  /** Running images, when the subject is pods. */
  readonly pods: readonly PinnedImage[]
  /** Repository that holds promo.yaml and the overlays, or names the one that does. */
  readonly repository: RepositoryName
  readonly configPath: string
}

/**
 * The chain of every digest that a subject means: where it runs, how it came there, who signed, scanned and built it, from
 * which commit and change. Certificates are verified now; Git and pull requests are recorded as the forge tells them.
 * What is missing or does not hold is a named link, never a guess. Throws `subject-unknown`, `subject-empty`, the codes of
 * promo.yaml, and what registry and forge throw when they do not answer.
 */
export async function trace(request: TraceRequest, ports: TracePorts): Promise<Chain> {
  const { subject, text, pods, repository, configPath } = request
  const ground = await readGround(ports.forge, repository, configPath)
  const overlays = readOverlays(ground)
  const images = await resolveSubject(subject, pods, ground, overlays, ports)
  const chains = []
  for (const image of images) chains.push(await imageChain(image, overlays, ground, ports))
  const { kind } = subject
  return chainDocument.create({
    subject: { kind: kind === 'digest' ? 'image' : kind, text },
    tracedAt: formatTime(ports.clock.now()),
    complete: chains.every(({ complete }) => complete),
    images: chains,
  })
}
