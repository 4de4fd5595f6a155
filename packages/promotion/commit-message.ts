import type { EnvironmentName } from '@promo/core'
import type { ImageChange } from '@promo/overlays'

const SUBJECT_LIMIT = 72

/** Subject, what changes, and trailers for people and search. Derived copies only: nothing reads them back. */
export function promotionMessage(
  environment: EnvironmentName | undefined,
  changes: readonly ImageChange[],
  skipCi: boolean,
): string {
  const names = changes.map(({ name }) => name)
  const subject = `Promote ${names.length === 1 ? (names[0] ?? '') : `${String(names.length)} images`}${environment === undefined ? '' : ` to ${environment}`}`
  const trailers = [
    ...(environment === undefined ? [] : [`Promo-Environment: ${environment}`]),
    ...changes.flatMap(({ name, from, to }) => [
      `Promo-Image: ${name}`,
      `Promo-From: ${from ?? 'none'}`,
      `Promo-To: ${to}`,
    ]),
  ]
  return `${subject.slice(0, SUBJECT_LIMIT)}${skipCi ? ' [skip ci]' : ''}\n\n${trailers.map(oneLine).join('\n')}\n`
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ')
}
