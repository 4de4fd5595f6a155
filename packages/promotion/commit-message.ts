import type { EnvironmentName } from '@promo/core'
import type { ImageChange } from '@promo/overlays'

const SUBJECT_LIMIT = 72

/** Subject, what changes, and trailers for people and search; or the message given. Derived copies only: nothing reads them back. */
export function promotionMessage(
  environment: EnvironmentName | undefined,
  changes: readonly ImageChange[],
  skipCi: boolean,
  given?: string,
): string {
  const names = changes.map(({ name }) => name)
  const what = names.length === 1 ? (names[0] ?? '') : `${names.length} images`
  const subject = `Promote ${what}${environment === undefined ? '' : ` to ${environment}`}`
  const message = given ?? `${oneLine(subject).slice(0, SUBJECT_LIMIT)}\n\n${trailers(environment, changes)}\n`
  // GitHub looks for the mark anywhere in the message; behind the subject people see it.
  return skipCi ? message.replace(/$/m, ' [skip ci]') : message
}

function trailers(environment: EnvironmentName | undefined, changes: readonly ImageChange[]): string {
  const lines = [
    ...(environment === undefined ? [] : [`Promo-Environment: ${environment}`]),
    ...changes.flatMap(({ name, from, to }) => [
      `Promo-Image: ${name}`,
      `Promo-From: ${from ?? 'none'}`,
      `Promo-To: ${to}`,
    ]),
  ]
  return lines.map(oneLine).join('\n')
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ')
}
