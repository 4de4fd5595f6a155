/** The same bytes in pieces of exactly `size`, the last one smaller; nothing for nothing. Holds one piece at a time. */
export async function* cutInto(source: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Uint8Array> {
  let parts: Uint8Array[] = []
  let held = 0
  for await (const chunk of source) {
    let rest = chunk
    while (held + rest.byteLength >= size) {
      const taken = rest.subarray(0, size - held)
      yield Buffer.concat([...parts, taken])
      rest = rest.subarray(taken.byteLength)
      parts = []
      held = 0
    }
    if (rest.byteLength > 0) parts.push(rest)
    held += rest.byteLength
  }
  if (held > 0) yield Buffer.concat(parts)
}
