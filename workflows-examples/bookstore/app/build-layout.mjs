// Builds the Go service in the current directory into an OCI image layout, without a daemon and byte for byte the
// same every time. Usage: node ../build-layout.mjs OUTPUT PLATFORM...
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const [output, ...platforms] = process.argv.slice(2)
if (output === undefined || platforms.length === 0) throw new Error('usage: node build-layout.mjs OUTPUT PLATFORM...')

const MEDIA = 'application/vnd.oci.image'
rmSync(output, { recursive: true, force: true })
mkdirSync(join(output, 'blobs/sha256'), { recursive: true })

const manifests = platforms.map(buildPlatform)
const index = blob(JSON.stringify({ schemaVersion: 2, mediaType: `${MEDIA}.index.v1+json`, manifests }), `${MEDIA}.index.v1+json`)
writeFileSync(join(output, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }))
writeFileSync(join(output, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [index] }))
console.log(`${index.digest} for ${platforms.join(', ')}`)

function buildPlatform(platform) {
  const [os, architecture] = platform.split('/')
  const tar = tarOf('app', compile(os, architecture))
  const layer = blob(gzipSync(tar, { level: 6 }), `${MEDIA}.layer.v1.tar+gzip`)
  const config = blob(
    JSON.stringify({
      created: '1970-01-01T00:00:00Z',
      architecture,
      os,
      config: { User: '65532:65532', ExposedPorts: exposedPorts(), Entrypoint: ['/app'] },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(tar)}`] },
      history: [{ created: '1970-01-01T00:00:00Z', created_by: 'go build' }],
    }),
    `${MEDIA}.config.v1+json`,
  )
  const manifest = { schemaVersion: 2, mediaType: `${MEDIA}.manifest.v1+json`, config, layers: [layer] }
  return { ...blob(JSON.stringify(manifest), `${MEDIA}.manifest.v1+json`), platform: { architecture, os } }
}

// The ports that the Dockerfile of the service names.
function exposedPorts() {
  const ports = [...readFileSync('Dockerfile', 'utf8').matchAll(/^EXPOSE ([0-9]+)$/gm)].map(([, port]) => [`${port}/tcp`, {}])
  return ports.length === 0 ? undefined : Object.fromEntries(ports)
}

function compile(os, architecture) {
  const directory = mkdtempSync(join(tmpdir(), 'build-layout-'))
  const binary = join(directory, 'app')
  const env = { ...process.env, CGO_ENABLED: '0', GOOS: os, GOARCH: architecture, GOTOOLCHAIN: 'local' }
  execFileSync('go', ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w -buildid=', '-o', binary, '.'], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const bytes = readFileSync(binary)
  rmSync(directory, { recursive: true })
  return bytes
}

// One regular file in the POSIX ustar format, owned by root, dated 1970.
function tarOf(name, content) {
  const header = Buffer.alloc(512)
  const put = (offset, text) => header.write(text, offset, 'latin1')
  put(0, name)
  put(100, '0000755\0')
  put(108, '0000000\0')
  put(116, '0000000\0')
  put(124, `${content.length.toString(8).padStart(11, '0')}\0`)
  put(136, '00000000000\0')
  put(148, '        ')
  put(156, '0')
  put(257, 'ustar\0' + '00')
  const sum = header.reduce((total, byte) => total + byte, 0)
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `)
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512), Buffer.alloc(1024)])
}

function blob(content, mediaType) {
  const bytes = Buffer.from(content)
  const digest = sha256(bytes)
  writeFileSync(join(output, 'blobs/sha256', digest), bytes)
  return { mediaType, digest: `sha256:${digest}`, size: bytes.length }
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}
