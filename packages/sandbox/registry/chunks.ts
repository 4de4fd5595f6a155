import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import type { Upload } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

/**
 * Adds what a request brings to its upload. OCI distribution-spec, "Pushing a blob in chunks": chunks come in order, each
 * with its Content-Range, 416 otherwise; one below the minimum can only have been the last.
 */
export function addChunk(
  request: SandboxRequest,
  upload: Upload,
  switches: RegistrySwitches,
): SandboxResponse | undefined {
  const { body } = request
  if (!isInOrder(request, upload)) return { status: 416, headers: { range: rangeHeader(upload) } }
  if (body.byteLength === 0) return undefined
  const isAfterLast = upload.chunks.some(({ byteLength }) => byteLength < switches.chunkMinimum)
  if (isAfterLast) return errorAnswer(400, 'SIZE_INVALID', 'a chunk before the last was too small')
  const broken = breakUpload(body, upload, switches)
  if (broken === undefined) keepChunk(body, upload)
  return broken
}

/** The position of the last byte; `0-0` also when there is none, as distribution answers. */
export function rangeHeader(upload: Upload): string {
  return `0-${Math.max(0, upload.size - 1)}`
}

function isInOrder({ headers, body }: SandboxRequest, upload: Upload): boolean {
  const range = headers['content-range']
  if (range === undefined) return true
  const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? []
  return Number(first) === upload.size && Number(last) - Number(first) + 1 === body.byteLength
}

function keepChunk(chunk: Uint8Array, upload: Upload): void {
  upload.chunks.push(chunk)
  upload.size += chunk.byteLength
}

function breakUpload(
  chunk: Uint8Array,
  upload: Upload,
  { brokenUploads }: RegistrySwitches,
): SandboxResponse | undefined {
  if (brokenUploads.uploads <= 0 || chunk.byteLength <= brokenUploads.bytes) return undefined
  brokenUploads.uploads -= 1
  keepChunk(chunk.subarray(0, brokenUploads.bytes), upload)
  return { status: 500, body: 'unexpected EOF' }
}
