import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isPromoError } from '@promo/core'
import { DOWNLOAD } from '@promo/http'
import { scannerError } from '../errors.ts'
import type { ScannerPorts } from '../scanners.ts'
import { extractMember } from './extract.ts'
import type { ReleaseArchive, ToolPin } from './pin.ts'

/** The largest archive of a pinned tool has 50 MB. */
const ARCHIVE_LIMIT = 512 * 1024 * 1024

/** Where GitHub keeps the assets of releases. */
const ASSET_HOSTS: readonly string[] = [
  'github.com',
  'release-assets.githubusercontent.com',
  'objects.githubusercontent.com',
]

/**
 * The executable of the vendor's release, in `<cache>/<tool>/<version>/`. The archive is checked against the pin before it is
 * opened, one file is taken out, `verify` runs it, and a rename puts it in place: it is there whole or not at all. A second
 * run downloads nothing. Throws `tool-missing` or `tool-refused`.
 */
export async function installRelease(
  pin: ToolPin,
  cache: string,
  ports: Pick<ScannerPorts, 'http' | 'temp' | 'signal'>,
  verify: (path: string) => Promise<void>,
): Promise<string> {
  const archive = archiveFor(pin)
  const target = join(cache, pin.name, pin.version, archive.member)
  if (await isInstalled(target, archive, verify)) return target
  await mkdir(ports.temp, { recursive: true })
  const directory = await mkdtemp(join(ports.temp, 'release-'))
  try {
    const packed = join(directory, 'archive')
    await download(pin, archive, packed, ports)
    await mkdir(dirname(target), { recursive: true })
    const fresh = join(dirname(target), `${randomUUID()}-${archive.member}`)
    try {
      await extractMember(packed, archive, fresh)
      await checkMember(pin, archive, fresh)
      await chmod(fresh, 0o755)
      await verify(fresh)
      await rename(fresh, target)
    } finally {
      await rm(fresh, { force: true })
    }
    return target
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The names of Go for the platforms of Node. */
const GO_NAMES: Readonly<Record<string, string>> = { win32: 'windows', x64: 'amd64' }

function archiveFor(pin: ToolPin): ReleaseArchive {
  const platform = [process.platform, process.arch].map((name) => GO_NAMES[name] ?? name).join('/')
  const archive = pin.assets[platform]
  if (archive !== undefined) return archive
  throw scannerError(
    'tool-missing',
    { tool: pin.name, platform },
    Object.keys(pin.assets).length === 0
      ? `${pin.name} ${pin.version} is neither in the tool directory nor on PATH`
      : `${pin.name} ${pin.version} is not released for ${platform}`,
  )
}

async function isInstalled(
  target: string,
  { memberSha256 }: ReleaseArchive,
  verify: (path: string) => Promise<void>,
): Promise<boolean> {
  const exists = await access(target).then(
    () => true,
    () => false,
  )
  if (!exists) return false
  if (memberSha256 !== undefined && (await sha256Of(target)) !== memberSha256) return false
  return verify(target).then(
    () => true,
    () => false,
  )
}

/** The address comes from the pin alone. */
async function download(
  pin: ToolPin,
  { asset, sha256 }: ReleaseArchive,
  path: string,
  { http, signal }: Pick<ScannerPorts, 'http' | 'signal'>,
): Promise<void> {
  const url = `https://github.com/${pin.repository}/releases/download/${pin.tag}/${asset}`
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    const response = await http.stream({
      method: 'GET',
      url,
      budget: DOWNLOAD,
      maxResponseBytes: ARCHIVE_LIMIT,
      ...(signal === undefined ? {} : { signal }),
    })
    if (response.status !== 200 || !ASSET_HOSTS.includes(response.url.host)) {
      await response.cancel()
      throw missing(pin, `${response.url.host} answered ${String(response.status)}`)
    }
    await pipeline(Readable.from(response.body), hashing, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    if (isPromoError(error) && error.code === 'tool-missing') throw error
    throw missing(pin, error instanceof Error ? error.message : 'the download broke off', error)
  }
  const found = hash.digest('hex')
  if (found !== sha256) throw refused(pin, asset, sha256, found)
}

async function checkMember(pin: ToolPin, { member, memberSha256 }: ReleaseArchive, path: string): Promise<void> {
  if (memberSha256 === undefined) return
  const found = await sha256Of(path)
  if (found !== memberSha256) throw refused(pin, member, memberSha256, found)
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

function missing(pin: ToolPin, why: string, cause?: unknown): Error {
  return scannerError('tool-missing', { tool: pin.name, version: pin.version }, `${pin.name} ${pin.version}: ${why}`, {
    cause,
  })
}

function refused(pin: ToolPin, file: string, wanted: string, found: string): Error {
  return scannerError(
    'tool-refused',
    { tool: pin.name, file, wanted, found },
    `${file} of ${pin.name} ${pin.version} has sha256 ${found}, wanted ${wanted}`,
  )
}
