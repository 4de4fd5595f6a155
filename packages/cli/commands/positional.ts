/** `promo bump FILE NAME=IMAGE@DIGEST …`: the arguments as the inputs they stand for. */
export function positionalInputs(args: readonly string[]): Readonly<Record<string, string>> {
  const [overlay, ...images] = args
  if (overlay === undefined) return {}
  return images.length === 0 ? { overlay } : { overlay, images: images.join('\n') }
}
