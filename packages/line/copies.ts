import pLimit from 'p-limit'

/** Each copy has up to four blobs on their way. */
const COPIES_AT_ONCE = 4

/**
 * Makes all copies, some at once, and gives their results in the order of the requests. After a failure the rest goes on
 * to its end, so that a second run finds whole copies; then the first failure in that order is thrown.
 */
export async function copyAll<Request, Result>(
  requests: readonly Request[],
  copy: (request: Request) => Promise<Result>,
): Promise<readonly { readonly request: Request; readonly result: Result }[]> {
  const limit = pLimit(COPIES_AT_ONCE)
  const copies = requests.map((request) => limit(async () => ({ request, result: await copy(request) })))
  await Promise.allSettled(copies)
  return Promise.all(copies)
}
