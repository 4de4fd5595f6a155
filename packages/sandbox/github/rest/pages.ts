import type { PagedList } from './route.ts'

const DEFAULT_PER_PAGE = 30
const LARGEST_PER_PAGE = 100

interface Page {
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** The page that `per_page` and `page` ask for, and its `Link` header (RFC 8288) with first, prev, next and last. */
export function pageOf(url: URL, list: PagedList): Page {
  const perPage = Math.min(positive(url.searchParams.get('per_page')) ?? DEFAULT_PER_PAGE, LARGEST_PER_PAGE)
  const page = positive(url.searchParams.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(list.items.length / perPage))
  const items = list.items.slice((page - 1) * perPage, page * perPage).map((item) => list.show(item as never))
  const link = relations(page, last)
    .map(([relation, number]) => `<${pageUrl(url, number)}>; rel="${relation}"`)
    .join(', ')
  const body = list.key === undefined ? items : { total_count: list.items.length, [list.key]: items }
  return { body, headers: link === '' ? {} : { link } }
}

function relations(page: number, last: number): readonly (readonly [string, number])[] {
  const back = page > 1 ? [['prev', page - 1] as const, ['first', 1] as const] : []
  const forth = page < last ? [['next', page + 1] as const, ['last', last] as const] : []
  return [...back, ...forth]
}

function pageUrl(url: URL, page: number): string {
  const other = new URL(url)
  other.searchParams.set('page', String(page))
  return other.href
}

function positive(text: string | null): number | undefined {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 ? value : undefined
}
