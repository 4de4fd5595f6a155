import {
  formatImage,
  pinImage,
  sameRepository,
  type Digest,
  type EnvironmentName,
  type ImageName,
  type ImageReference,
  type LegName,
  type PinnedImage,
} from '@promo/core'
import { environmentOf } from '@promo/promotion'
import { imagesOfCommit, imagesOfPull } from './brought.ts'
import { ledgerError } from './errors.ts'
import type { Ground } from './ground.ts'
import type { Overlays } from './overlays.ts'
import type { TracePorts } from './ports.ts'
import type { Subject } from './subject.ts'
import { legsOf, tracedEntries, tracedImage, type TracedImage } from './traced-image.ts'

/** The digests that a subject means. Throws `subject-unknown`, `subject-empty`, `image-not-pinned` and what registry and forge throw. */
export async function resolveSubject(
  subject: Subject,
  pods: readonly PinnedImage[],
  ground: Ground,
  overlays: Overlays,
  ports: TracePorts,
): Promise<readonly TracedImage[]> {
  const found = await imagesOf(subject, pods, ground, overlays, ports)
  const unique = [...new Map(found.map((image) => [`${image.leg} ${image.digest}`, image])).values()]
  if (unique.length > 0) return unique
  throw ledgerError(
    'subject-empty',
    { kind: subject.kind },
    `no released image of promo.yaml belongs to this ${subject.kind}`,
  )
}

function imagesOf(
  subject: Subject,
  pods: readonly PinnedImage[],
  ground: Ground,
  overlays: Overlays,
  ports: TracePorts,
): Promise<readonly TracedImage[]> {
  switch (subject.kind) {
    case 'digest':
      return imagesWith(subject.digest, ground, ports)
    case 'image':
      return namedImage(subject.reference, ground, ports)
    case 'environment':
      return heldImages(subject.environment, subject.app, ground, overlays)
    case 'commit':
      return imagesOfCommit(subject.sha, ground, overlays, ports)
    case 'pull-request':
      return imagesOfPull(subject, ground, overlays, ports)
    case 'pods':
      return Promise.resolve(ofPods(pods, ground))
  }
}

/** A digest alone: every image of promo.yaml whose repository holds it. */
async function imagesWith(digest: Digest, { config }: Ground, ports: TracePorts): Promise<readonly TracedImage[]> {
  const images = await Promise.all(
    legsOf(config).map(async (leg) => {
      const image = tracedImage(config, leg, digest)
      if (image === undefined) return []
      const { registry } = ports.portsFor(image.name)
      return (await registry.resolve(pinImage(image.name, digest))) === undefined ? [] : [image]
    }),
  )
  return images.flat()
}

/** A name with digest or tag. The tag is looked up now and the digest it names is traced. */
async function namedImage(
  reference: ImageReference,
  ground: Ground,
  ports: TracePorts,
): Promise<readonly TracedImage[]> {
  const leg = legOf(reference.name, ground)
  const digest = reference.digest ?? (await ports.portsFor(reference.name).registry.resolve(reference))?.digest
  if (digest !== undefined) return [tracedImage(ground.config, leg, digest)].flatMap((image) => image ?? [])
  const shown = formatImage(reference)
  throw ledgerError('subject-unknown', { image: shown }, `the registry has no ${shown}`)
}

function legOf(name: ImageName, { config }: Ground): LegName {
  const found = legsOf(config).find((leg) => {
    const image = config.images[leg]
    return image !== undefined && sameRepository(image.repository, name)
  })
  if (found !== undefined) return found
  throw ledgerError('subject-unknown', { name }, `promo.yaml has no image ${name}`)
}

/** What an environment holds now, of one app or of all. */
async function heldImages(
  environment: EnvironmentName,
  app: LegName | undefined,
  ground: Ground,
  overlays: Overlays,
): Promise<readonly TracedImage[]> {
  environmentOf(ground.config, environment)
  if (app !== undefined && ground.config.images[app] === undefined)
    throw ledgerError('subject-unknown', { app }, `promo.yaml has no image ${app}`)
  const path = await overlays.pathOf(environment)
  const entries = path === undefined ? [] : await overlays.imagesAt(path, ground.head)
  return tracedEntries(entries, ground.config).filter(({ leg }) => app === undefined || leg === app)
}

/** Running digests of images that promo.yaml knows; others are none of its business. */
function ofPods(pods: readonly PinnedImage[], { config }: Ground): readonly TracedImage[] {
  return pods.flatMap(({ name, digest }) =>
    legsOf(config).flatMap((leg) => {
      const image = tracedImage(config, leg, digest)
      return image !== undefined && sameRepository(image.name, name) ? [image] : []
    }),
  )
}
