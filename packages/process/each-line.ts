import { StringDecoder } from 'node:string_decoder'
import type { Readable } from 'node:stream'

/** A longer line is heard in parts: a program may write for ever without an end of line. */
const LINE_CHARACTERS = 16_000

/** Hands over each line of a stream as it is written, and what comes after the last end of line when the stream ends. */
export function eachLine(stream: Readable, heard: (line: string) => void): void {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) for (const part of parts(line.replace(/\r$/, ''))) heard(part)
    while (rest.length > LINE_CHARACTERS) {
      heard(rest.slice(0, LINE_CHARACTERS))
      rest = rest.slice(LINE_CHARACTERS)
    }
  })
  stream.on('end', () => {
    rest += decoder.end()
    if (rest !== '') heard(rest)
  })
}

function parts(line: string): readonly string[] {
  if (line.length <= LINE_CHARACTERS) return [line]
  return [line.slice(0, LINE_CHARACTERS), ...parts(line.slice(LINE_CHARACTERS))]
}
