/** `promo bump FILE NAME=IMAGE@DIGEST …` and `promo trace SUBJECT`: the arguments as the inputs they stand for. */
export function positionalInputs(command: string, args: readonly string[]): Readonly<Record<string, string>> {
  const [first, ...rest] = args
  if (first === undefined) return {}
  if (command === 'trace') return { subject: first }
  return rest.length === 0 ? { overlay: first } : { overlay: first, images: rest.join('\n') }
}
