import type { ImageName } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { registryError } from './errors.ts'
import { nextPage } from './link.ts'
import type { Session } from './session.ts'

const PAGE_LIMIT = 1000

/**
 * The pages after the first one. A `Link` that leaves the registry's origin, goes in a circle or cannot be read is
 * refused (`location-refused`), as is a listing without an end.
 */
export async function* furtherPages(
  session: Session,
  name: ImageName,
  first: HttpResponse,
): AsyncIterable<HttpResponse> {
  const origin = session.endpoint(name).origin
  const seen = new Set<string>([first.url.href])
  let next = nextPage(first.headers.get('link'), first.url)
  while (next !== undefined) {
    if (next === 'unreadable') throw refused(name, 'its Link cannot be read')
    if (next.origin !== origin) throw refused(name, `it leads to ${next.host}`)
    if (seen.has(next.href) || seen.size >= PAGE_LIMIT) throw refused(name, 'it does not end')
    seen.add(next.href)
    const page = await session.request({ name, path: next, method: 'GET', access: 'pull', redirect: 'manual' })
    yield page
    next = nextPage(page.headers.get('link'), page.url)
  }
}

function refused(name: ImageName, why: string): Error {
  return registryError('location-refused', { name }, `the listing of ${name} is not followed: ${why}`)
}
