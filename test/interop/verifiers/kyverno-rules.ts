import { bundleFromJSON, type Bundle } from '@sigstore/bundle'
import type { Digest } from '@promo/core'
import { fallbackTag, OCI_INDEX, OCI_MANIFEST } from '@promo/registry'
import { rawRepository, type RawRepository } from '../registries/raw-registry.ts'

/** kyverno, pkg/cosign/sigstore.go: `attestationlimit`, over all referrers of whatever type. */
const REFERRER_LIMIT = 50
/** The same: `maxLayerSize`. */
const LAYER_LIMIT = 10_000_000
/** The same: descriptors without this beginning are passed over, so a bundle among them is not seen. */
const BUNDLE_PREFIX = 'application/vnd.dev.sigstore.bundle'

interface Listed {
  readonly digest: string
  readonly artifactType?: string
}

interface Layer {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

interface Attached {
  readonly layers?: readonly Layer[]
}

/** What Kyverno's `type: SigstoreBundle` was seen to find on an image. */
export interface KyvernoView {
  /** What would make it refuse the image or overlook evidence, in words. */
  readonly faults: readonly string[]
  /** Types of the attestations that it would weigh. */
  readonly predicateTypes: readonly string[]
}

/** Looks at an image as Kyverno does (kyverno, pkg/cosign/sigstore.go, `fetchBundles`, `buildVerifyOptions`), with nothing but fetch. */
export async function kyvernoView(host: string, repository: string, subject: Digest): Promise<KyvernoView> {
  const raw = rawRepository(host, repository)
  const listed = await listedBy(raw, subject)
  const views = await Promise.all(listed.map((each) => referrerView(raw, each)))
  const tooMany = listed.length > REFERRER_LIMIT ? [`${listed.length} referrers`] : []
  return {
    faults: [...tooMany, ...views.flatMap(({ faults }) => faults)],
    predicateTypes: views.flatMap(({ predicateTypes }) => predicateTypes).toSorted(),
  }
}

async function referrerView(raw: RawRepository, { digest, artifactType = '' }: Listed): Promise<KyvernoView> {
  const manifest = (await (await get(raw, `manifests/${digest}`, OCI_MANIFEST)).json()) as Attached
  const [layer] = manifest.layers ?? []
  const isListed = artifactType.startsWith(BUNDLE_PREFIX)
  if (isListed !== isBundle(layer)) return { faults: [`${digest} is listed as '${artifactType}'`], predicateTypes: [] }
  if (!isListed || layer === undefined) return { faults: [], predicateTypes: [] }
  const tooLarge = layer.size > LAYER_LIMIT ? [`${layer.size} bytes`] : []
  const { faults, predicateTypes } = readBundle(await (await get(raw, `blobs/${layer.digest}`)).text())
  return { faults: [...tooLarge, ...faults].map((fault) => `${digest}: ${fault}`), predicateTypes }
}

function isBundle(layer: Layer | undefined): boolean {
  return layer?.mediaType.startsWith(BUNDLE_PREFIX) ?? false
}

/** As go-containerregistry lists referrers (pkg/v1/remote/referrers.go): the API, and the fallback tag where there is none. */
async function listedBy(raw: RawRepository, subject: Digest): Promise<readonly Listed[]> {
  const api = await raw.send('GET', `referrers/${subject}`, { headers: { accept: OCI_INDEX } })
  const answer = api.status === 200 ? api : await get(raw, `manifests/${fallbackTag(subject)}`, OCI_INDEX)
  if (answer.status === 404) return []
  return ((await answer.json()) as { readonly manifests: readonly Listed[] }).manifests
}

function get(raw: RawRepository, path: string, accept = '*/*'): Promise<Response> {
  return raw.send('GET', path, { headers: { accept } })
}

function readBundle(text: string): KyvernoView {
  try {
    const bundle = bundleFromJSON(JSON.parse(text))
    const predicateType = predicateTypeOf(bundle)
    return { faults: faultsOf(bundle), predicateTypes: predicateType === undefined ? [] : [predicateType] }
  } catch {
    return { faults: ['cannot be parsed'], predicateTypes: [] }
  }
}

/** `WithTransparencyLog(1)` and `WithObserverTimestamps(1)`: an entry, and a time by it or by an authority. */
function faultsOf({ verificationMaterial }: Bundle): readonly string[] {
  const { tlogEntries, timestampVerificationData: stamps, content } = verificationMaterial
  const timestamps = stamps?.rfc3161Timestamps.length ?? 0
  const promises = tlogEntries.filter(({ inclusionPromise }) => inclusionPromise !== undefined).length
  return [
    ...(tlogEntries.length === 0 ? ['no entry of a log'] : []),
    ...(timestamps + promises === 0 ? ['no observer timestamp'] : []),
    ...(content.$case === 'certificate' ? [] : ['no single certificate']),
  ]
}

function predicateTypeOf({ content }: Bundle): string | undefined {
  if (content.$case !== 'dsseEnvelope' || content.dsseEnvelope.payloadType !== 'application/vnd.in-toto+json') {
    return undefined
  }
  return (JSON.parse(content.dsseEnvelope.payload.toString()) as { readonly predicateType: string }).predicateType
}
