/**
 * The lines of one place that an edit changed, as a diff shows them, with one line around them; empty when none did. The
 * texts have the same lines but for one run each, or several: then everything from the first to the last is shown.
 */
export function addedLines(before: string, after: string): string {
  if (before === after) return ''
  const [old, now] = [before.split('\n'), after.split('\n')]
  const start = now.findIndex((line, index) => line !== old[index])
  const sameAtEnd = countSame(old.slice(start).reverse(), now.slice(start).reverse())
  const rows = [
    ...old.slice(Math.max(0, start - 1), start).map((line) => ` ${line}`),
    ...old.slice(start, old.length - sameAtEnd).map((line) => `-${line}`),
    ...now.slice(start, now.length - sameAtEnd).map((line) => `+${line}`),
  ]
  return `${rows.map((row) => row.trimEnd()).join('\n')}\n`
}

function countSame(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((line, index) => line !== b[index])
  return differs < 0 ? Math.min(a.length, b.length) : differs
}
