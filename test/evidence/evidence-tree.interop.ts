import { describe, expect, jest, test } from '@jest/globals'
import { PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { attestImages, EVIDENCE_FORMATS, readEvidenceTree, signImages, type AttestRequest } from '@promo/evidence'
import { OCI_INDEX, OCI_MANIFEST } from '@promo/registry'
import { anImage, bytesOf, pointer, pushBlob } from '@promo/registry/testing'
import { BUNDLE_MEDIA_TYPE } from '@promo/sigstore'
import { APP, createScene, type Scene } from './scene.ts'

jest.setTimeout(30_000)

const IN_TOTO = 'application/vnd.in-toto+json'
const TYPE = 'https://example.com/test/v1'

function request(image: PinnedImage, predicate: AttestRequest['predicate'] = { ok: true }): AttestRequest {
  return { images: [image], predicateType: TYPE, predicate, formats: ['bundle'] }
}

async function attachPlain(scene: Scene, image: PinnedImage, count: number): Promise<void> {
  const { mediaType, digest, bytes } = await scene.registry.manifest(APP, image.digest)
  const subject = { mediaType, digest, size: bytes.byteLength }
  for (let number = 0; number < count; number += 1) {
    const payload = bytesOf(`note ${String(number)}`)
    await scene.registry.attach(APP, subject, { artifactType: 'text/plain', payload, annotations: {} })
  }
}

/** An index as BuildKit leaves it: one platform, and its statements in a manifest of one of the two forms. */
async function pushBuildKitIndex(scene: Scene, form: 'image' | 'artifact'): Promise<PinnedImage> {
  const platform = anImage('built')
  const image = await scene.push(platform)
  const statement = bytesOf('{}')
  await pushBlob(scene.registry, APP, statement)
  const config = bytesOf(form === 'image' ? '{"os":"unknown","architecture":"unknown"}' : '{}')
  await pushBlob(scene.registry, APP, config)
  const annotations = { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' }
  const { digest, size, mediaType } = platform.descriptor
  const artifact = {
    artifactType: 'application/vnd.docker.attestation.manifest.v1+json',
    config: pointer('application/vnd.oci.empty.v1+json', config),
    subject: { mediaType, digest, size },
  }
  const attestation = bytesOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      ...(form === 'image' ? { config: pointer('application/vnd.oci.image.config.v1+json', config) } : artifact),
      layers: [{ ...pointer(IN_TOTO, statement), annotations }],
    }),
  )
  await scene.registry.putManifest(APP, attestation, OCI_MANIFEST)
  const marks = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.digest,
  }
  const index = bytesOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [
        { mediaType, digest, size, platform: { os: 'linux', architecture: 'amd64' } },
        {
          ...pointer(OCI_MANIFEST, attestation),
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: marks,
        },
      ],
    }),
  )
  return { ...image, digest: await scene.registry.putManifest(APP, index, OCI_INDEX) }
}

describe('the evidence tree', () => {
  test('holds what verifies, what does not and what others left, of the index and of each platform', async () => {
    const scene = createScene()
    const image = await pushBuildKitIndex(scene, 'image')
    const ports = { ...scene, signer: scene.signer() }
    await signImages({ images: [image], recursive: true, formats: EVIDENCE_FORMATS, annotations: {} }, ports)
    await attachPlain(scene, image, 1)
    const { mediaType, bytes } = await scene.registry.manifest(APP, image.digest)
    const subject = { mediaType, digest: image.digest, size: bytes.byteLength }
    const poison = { artifactType: BUNDLE_MEDIA_TYPE, payload: bytesOf('{}'), annotations: {} }
    await scene.registry.attach(APP, subject, poison)

    const tree = await readEvidenceTree(image, scene)
    expect(tree).toMatchObject({ kind: 'index', budget: { referrers: 3, limit: 40, state: 'ample' } })
    expect(tree.evidence.valid.map(({ storage, predicateType }) => [storage, predicateType])).toEqual([
      ['bundle', PREDICATE_TYPES.signature],
      ['legacy', PREDICATE_TYPES.signature],
    ])
    expect(tree.evidence.invalid).toMatchObject([{ code: 'bundle-invalid' }])
    expect(tree.evidence.foreign).toMatchObject([{ artifactType: 'text/plain' }])
    expect(tree.children).toMatchObject([
      { kind: 'image', platform: 'linux/amd64', evidence: { valid: [{ storage: 'bundle' }, { storage: 'legacy' }] } },
    ])
  })

  test.each(['image', 'artifact'] as const)('tells BuildKit’s statements in the form of an %s apart', async (form) => {
    const scene = createScene()
    const tree = await readEvidenceTree(await pushBuildKitIndex(scene, form), scene)
    const [platform] = tree.children
    expect(tree.children).toHaveLength(1)
    expect(platform?.unsigned).toMatchObject([
      { about: platform?.digest, predicateTypes: ['https://slsa.dev/provenance/v1'] },
    ])
  })
})

describe('the evidence budget', () => {
  test('warns when three quarters are used, and refuses to attach beyond it before anything is signed', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const warnings: string[] = []
    const ports = { ...scene, signer: scene.signer(), warn: (message: string) => void warnings.push(message) }
    await attachPlain(scene, image, 29)
    await attestImages(request(image), ports)
    expect(warnings).toEqual([])
    await attestImages(request(image, { second: true }), ports)
    expect(warnings).toHaveLength(1)
    await attachPlain(scene, image, 38)
    await attestImages(request(image), ports)
    expect(warnings).toHaveLength(1)
    const before = scene.logged()
    await expectCode('evidence-budget-spent', () => attestImages(request(image, { other: true }), ports))
    expect(scene.logged()).toBe(before)
  })

  test('reads an image with 51 referrers all the same', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    await attestImages(request(image), { ...scene, signer: scene.signer() })
    await attachPlain(scene, image, 50)
    const tree = await readEvidenceTree(image, scene)
    expect(tree.budget).toEqual({ referrers: 51, limit: 40, state: 'spent' })
    expect(tree.evidence.valid).toHaveLength(1)
  })
})
