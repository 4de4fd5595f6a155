import { parseImageReference, type Digest, type ImageName } from '@promo/core'
import { isLoopbackHost } from '@promo/http'

/** Where a repository is reached. `registry` is the host of the normal form, the key for credentials. */
export interface Endpoint {
  readonly registry: string
  /** `https://host[:port]`, or http for loopback and hosts named as insecure. */
  readonly origin: string
  readonly repository: string
  readonly plain: boolean
}

/** Docker Hub's registry does not answer under the name its images carry (distribution/reference, `docker.io`). */
const HUB_HOST = 'registry-1.docker.io'

/** The endpoint of a repository; plain http only for loopback hosts and those in `insecure`. */
export function endpointOf(name: ImageName, insecure: readonly string[] = []): Endpoint {
  const { registry, repository } = parseImageReference(name)
  const host = registry === 'docker.io' ? HUB_HOST : registry
  const plain = insecure.includes(registry) || isLoopbackHost(new URL(`http://${host}`).hostname)
  return { registry, origin: new URL(`${plain ? 'http' : 'https'}://${host}`).origin, repository, plain }
}

/** A repository as a key: the same for all names of it. */
export function placeOf({ origin, repository }: Endpoint): string {
  return `${origin}/${repository}`
}

/** A URL under `/v2/<repository>/` (OCI distribution-spec, "Endpoints"). */
export function urlOf(endpoint: Endpoint, path: string): URL {
  return new URL(`/v2/${endpoint.repository}/${path}`, endpoint.origin)
}

/** Where anybody who may read the repository downloads a blob (OCI distribution-spec, "Pulling blobs"). */
export function blobLocation(name: ImageName, digest: Digest): string {
  return urlOf(endpointOf(name), `blobs/${digest}`).href
}
