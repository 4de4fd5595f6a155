import type { RegistryKind } from '../real-registries.ts'
import type { ForeignClient } from './client.ts'
import { SAMPLES } from './samples.ts'

/** What one client was seen to do with one registry. */
export interface ClientSeen {
  readonly kind: RegistryKind
  readonly client: ForeignClient
  readonly read: readonly string[]
  readonly written: readonly string[]
}

const BEGIN = '<!-- clients: written by registry-clients.interop.ts -->\n'
const END = '<!-- /clients -->\n'

/** The part of the page that tells of other clients, with its marks: as it stands in `page`, or an empty one. */
export function clientsSectionOf(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  return begin < 0 || end < begin ? BEGIN + END : page.slice(begin, end + END.length)
}

/** The page with a new part. */
export function withClientsSection(page: string, section: string): string {
  return page.replace(clientsSectionOf(page), () => section)
}

const HEAD = `
What other clients read there of what promo pushed, and wrote there for promo to read, each by its digest: images of one
platform, indexes, layers in zstd, and images and lists with Docker's media types. docker and skopeo are those of the system.

`

const TAIL = `
oras and promo list what the other attached, in each of them. What docker pushes is an image of its own making.
imagetools is that of docker buildx: it reads manifests and configs, and makes indexes of what is there: promo reads one of two images.
`

/** A table: a row for each registry, a column for each client. */
export async function clientsSection(clients: readonly ForeignClient[], seen: readonly ClientSeen[]): Promise<string> {
  const titles = await Promise.all(clients.map(titleOf))
  const kinds = [...new Set(seen.map(({ kind }) => kind))]
  const rows = kinds.map((kind) => [kind.name, ...clients.map((client) => cell(seen, kind, client))])
  const header = ['Registry', ...titles]
  const lines = [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`)
  return `${BEGIN}${HEAD}${lines.join('')}${TAIL}\n${END}`
}

async function titleOf({ name, lockedVersion }: ForeignClient): Promise<string> {
  return lockedVersion === undefined ? name : `${name} ${await lockedVersion()}`
}

function cell(seen: readonly ClientSeen[], kind: RegistryKind, client: ForeignClient): string {
  const found = seen.filter((entry) => entry.kind === kind && entry.client === client)
  const read = found.flatMap((entry) => entry.read)
  const written = found.flatMap((entry) => entry.written)
  return `reads ${listed(read)}; writes ${listed(written)}`
}

function listed(names: readonly string[]): string {
  if (names.length === SAMPLES.length) return 'all'
  return names.length === 0 ? 'nothing' : names.join(', ')
}
