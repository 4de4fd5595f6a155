/** `auto`: what is released is built from nothing, so that no earlier run can have put anything into it. */
export function withoutCache(noCache: boolean | 'auto', ref: string): boolean {
  if (noCache !== 'auto') return noCache
  return ref.startsWith('refs/heads/release/') || ref.startsWith('refs/tags/')
}
