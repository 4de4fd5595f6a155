// Verifies what a registry holds about a digest with nothing but sigstore-js: no code of promo, not even its HTTP client.
// node verify-with-sigstore.js <host> <repository> <digest> <trusted root file> <identity> <issuer>
// Prints one JSON object: {"bundles": [{"predicateType", "subjects", "identity", "issuer"}], "refused": ["reason"]}.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'

const [host, repository, digest, rootFile, identity, issuer] = process.argv.slice(2)
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const ACCEPTED = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json'

async function read(path) {
  const response = await fetch(`http://${host}/v2/${repository}/${path}`, { headers: { accept: ACCEPTED } })
  return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined
}

async function readDigest(kind, wanted) {
  const bytes = await read(`${kind}/${wanted}`)
  const found = `sha256:${createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')}`
  if (found !== wanted) throw new Error(`${wanted} is not what the registry gave`)
  return bytes
}

/** The referrers API, or the tag that stands in for it (OCI distribution-spec, "Referrers Tag Schema"). */
async function listReferrers() {
  const index = (await read(`referrers/${digest}`)) ?? (await read(`manifests/${digest.replace(':', '-')}`))
  return index === undefined ? [] : JSON.parse(index.toString()).manifests
}

// Each part is required by the verifier's defaults: a log entry, a certificate timestamp, a signature time.
const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(readFileSync(rootFile, 'utf8')))))
const exactly = new RegExp(`^${identity.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}$`)

async function verifyReferrer(descriptor) {
  const manifest = JSON.parse((await readDigest('manifests', descriptor.digest)).toString())
  const [layer] = manifest.layers
  if (layer.mediaType !== BUNDLE || manifest.subject.digest !== digest) throw new Error('not a bundle about the digest')
  const bundle = bundleFromJSON(JSON.parse((await readDigest('blobs', layer.digest)).toString()))
  const policy = { subjectAlternativeName: exactly, extensions: { issuer } }
  const signer = verifier.verify(toSignedEntity(bundle), policy)
  const { payload, payloadType } = bundle.content.dsseEnvelope
  const statement = JSON.parse(payload.toString())
  const subjects = statement.subject.map((subject) => `sha256:${subject.digest.sha256}`)
  if (payloadType !== 'application/vnd.in-toto+json' || !subjects.includes(digest))
    throw new Error('about another digest')
  const { subjectAlternativeName, extensions } = signer.identity
  return {
    predicateType: statement.predicateType,
    subjects,
    identity: subjectAlternativeName,
    issuer: extensions.issuer,
  }
}

const results = await Promise.allSettled((await listReferrers()).map(verifyReferrer))
const bundles = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
const refused = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
process.stdout.write(JSON.stringify({ bundles, refused }))
