import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { packArchive, type ArchiveEntry } from '@promo/sandbox/vulnerability-databases'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const entry = (name: string, text: string): ArchiveEntry => ({ name, bytes: Buffer.from(text) })

function debianPackage(name: string, source: string, version: string): string {
  const fields = {
    Package: name,
    Status: 'install ok installed',
    Architecture: 'amd64',
    Source: source,
    Version: version,
  }
  return Object.entries({ ...fields, Maintainer: 'Debian <debian@example.org>', Description: name })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')
}

/** Debian 12.1 before the repair of openssl, with two packages that have no repair. */
export const DEBIAN = [
  entry('etc/os-release', 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian GNU/Linux 12"\n'),
  entry('etc/debian_version', '12.1\n'),
  entry(
    'var/lib/dpkg/status',
    [
      debianPackage('libssl3', 'openssl', '3.0.11-1~deb12u1'),
      debianPackage('libldap-2.5-0', 'openldap', '2.5.13+dfsg-5'),
      debianPackage('zlib1g', 'zlib', '1:1.2.13.dfsg-1'),
    ].join('\n'),
  ),
]

/** Alpine 3.18.4 before both repairs of openssl. */
export const ALPINE = [
  entry('etc/os-release', 'ID=alpine\nVERSION_ID=3.18.4\nNAME="Alpine Linux"\nPRETTY_NAME="Alpine Linux v3.18"\n'),
  entry('etc/alpine-release', '3.18.4\n'),
  entry('lib/apk/db/installed', 'C:Q1\nP:libcrypto3\nV:3.1.3-r0\nA:x86_64\nL:Apache-2.0\no:openssl\n\n'),
]

/** Writes an OCI layout of one amd64 image whose only layer holds the files. */
export function writeImageLayout(directory: string, files: readonly ArchiveEntry[]): void {
  mkdirSync(join(directory, 'blobs', 'sha256'), { recursive: true })
  const put = (mediaType: string, bytes: Buffer) => {
    const hex = sha256(bytes)
    writeFileSync(join(directory, 'blobs', 'sha256', hex), bytes)
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length }
  }
  const json = (value: unknown) => Buffer.from(JSON.stringify(value))
  const layer = packArchive(files)
  const diffId = `sha256:${sha256(gunzipSync(layer))}`
  const config = { architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [diffId] } }
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: put('application/vnd.oci.image.config.v1+json', json(config)),
    layers: [put('application/vnd.oci.image.layer.v1.tar+gzip', layer)],
  }
  const image = { ...put(mediaType, json(manifest)), platform: { architecture: 'amd64', os: 'linux' } }
  writeFileSync(join(directory, 'index.json'), json({ schemaVersion: 2, manifests: [image] }))
  writeFileSync(join(directory, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }))
}
