import { hexOf, isDigest, parseImageReference, readConfig, type Demo, type Digest } from '@promo/core'
import { readOverlayImages } from '@promo/overlays'
import { overlayNameOf } from '@promo/promotion'
import { cliError } from '../errors.ts'
import { BOOKSTORE, type Scene } from './scene.ts'

/** Reads back, for every image, what the registry and the overlays on main hold now. */
export async function observeImages(scene: Scene): Promise<Demo['images']> {
  const config = readConfig(await fileOnMain(scene, 'promo.yaml'))
  return Promise.all(
    Object.entries(config.images).map(async ([leg, image]) => {
      const held = await Promise.all(
        Object.entries(config.environments).map(async ([name, { overlay }]) => {
          const images = readOverlayImages(await fileOnMain(scene, `${overlay}/kustomization.yaml`))
          return [name, images.find((each) => each.name === overlayNameOf(image))?.digest ?? null] as const
        }),
      )
      const registryDigest = releasedDigest(scene, parseImageReference(image.repository).repository)
      const digest = held.find(([, found]) => found !== null)?.[1] ?? registryDigest
      return {
        leg: leg as Demo['images'][number]['leg'],
        digest,
        registryDigest,
        environments: Object.fromEntries(held),
      }
    }),
  )
}

/** The digest behind the newest `sha-` tag: the release. */
export function releasedDigest({ sandbox }: Scene, repository: string): Digest {
  const tagged = [...sandbox.registry.tags(repository)].filter(([tag]) => /^sha-[0-9a-f]{40}$/.test(tag)).at(-1)
  const digest = tagged?.[1]
  if (digest === undefined || !isDigest(digest))
    throw cliError('demo-failed', { repository }, `${repository} has no release`)
  if (sandbox.registry.manifest(repository, digest) === undefined)
    throw cliError('demo-failed', { repository }, `${repository} lost ${hexOf(digest)}`)
  return digest
}

async function fileOnMain({ sandbox }: Scene, path: string): Promise<Uint8Array> {
  const bytes = await sandbox.github.readFile(BOOKSTORE, 'refs/heads/main', path)
  if (bytes === undefined) throw cliError('demo-failed', { path }, `main has no ${path}`)
  return bytes
}
