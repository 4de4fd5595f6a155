import { describe, expect, jest, test } from '@jest/globals'
import { digestOf, PREDICATE_TYPES, type Digest, type PinnedImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { attestImages, collectEvidence, EVIDENCE_FORMATS, signImages, type AttestRequest } from '@promo/evidence'
import { LEGACY_TAG, OCI_CONFIG, OCI_MANIFEST } from '@promo/registry'
import { anImage } from '@promo/registry/testing'
import { BUNDLE_MEDIA_TYPE, legacyEncoding, readTrustedRoot } from '@promo/sigstore'
import { createSigningBench, statementAbout } from '../sigstore/signing.ts'
import { createScene, REPOSITORY, type Scene } from './scene.ts'
import { seedReferrer } from './seed.ts'

jest.setTimeout(20_000)

const TYPE = 'https://example.com/test/v1'

function request(image: PinnedImage): AttestRequest {
  return { images: [image], predicateType: TYPE, predicate: { ok: true }, formats: EVIDENCE_FORMATS }
}

async function codesOf(scene: Scene, image: PinnedImage): Promise<readonly string[]> {
  const { valid, invalid } = await collectEvidence(image, scene)
  expect(valid).toEqual([])
  return invalid.map(({ code }) => code)
}

describe('foreign evidence on a digest', () => {
  test('about another digest is invalid, though its signature is good', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const { bundle } = await scene.signer().signStatement(statementAbout(digestOf('another image')))
    seedReferrer(scene, image.digest, bundle)
    expect(await codesOf(scene, image)).toEqual(['evidence-subject-mismatch'])
  })

  test('of another Sigstore instance is invalid', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const stranger = await createSigningBench()
    const { bundle } = await stranger.signer().signStatement(statementAbout(image.digest))
    seedReferrer(scene, image.digest, bundle)
    expect(await codesOf(scene, image)).toEqual(['signature-invalid'])
  })

  test('that is no bundle, too large, or has several layers is invalid and hides nothing else', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    await attestImages(request(image), { ...scene, signer: scene.signer() })
    seedReferrer(scene, image.digest, Buffer.from('{}'))
    const layer = { mediaType: BUNDLE_MEDIA_TYPE, digest: digestOf('x'), size: 10_000_001 }
    seedReferrer(scene, image.digest, Buffer.from('1'), { layers: [layer] })
    seedReferrer(scene, image.digest, Buffer.from('2'), { layers: [layer, layer] })
    const { valid, invalid } = await collectEvidence(image, scene)
    expect(valid).toHaveLength(2)
    expect(invalid.map(({ code }) => code).toSorted()).toEqual([
      'bundle-invalid',
      'evidence-malformed',
      'evidence-too-large',
    ])
  })

  test('of another kind, such as an SBOM artifact, is passed over', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const layer = { mediaType: 'application/spdx+json', digest: scene.sandbox.seedBlob(REPOSITORY, '{}'), size: 2 }
    seedReferrer(scene, image.digest, Buffer.from('{}'), { artifactType: 'application/spdx+json', layers: [layer] })
    expect(await codesOf(scene, image)).toEqual([])
  })

  test('under legacy tags is invalid when it is about another digest or has no material', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const foreign = legacyEncoding((await scene.signer().signStatement(statementAbout(digestOf('another')))).bundle)
    const layers = [foreign?.annotations ?? {}, {}].map((annotations) => ({
      mediaType: 'application/vnd.dsse.envelope.v1+json',
      digest: scene.sandbox.seedBlob(REPOSITORY, foreign?.payload ?? ''),
      size: foreign?.payload.byteLength,
      annotations,
    }))
    const config = { mediaType: OCI_CONFIG, digest: scene.sandbox.seedBlob(REPOSITORY, '{}'), size: 2 }
    const manifest = JSON.stringify({ schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers })
    scene.sandbox.seedManifest(REPOSITORY, manifest, OCI_MANIFEST, LEGACY_TAG.attestation(image.digest))
    expect(await codesOf(scene, image)).toEqual(['evidence-subject-mismatch', 'signature-invalid'])
  })

  test('in a flood ends the reading', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    for (let index = 0; index <= 500; index += 1) seedReferrer(scene, image.digest, Buffer.from(String(index)))
    await expectCode('evidence-too-many', () => collectEvidence(image, scene))
  })

  test('does not keep ours from being written, nor count as it', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const { bundle } = await scene
      .signer({ claims: { job_workflow_ref: 'evil/fork/.github/workflows/leg.yml@refs/heads/x' } })
      .signStatement(statementAbout(image.digest, { ok: true }, TYPE))
    seedReferrer(scene, image.digest, bundle)
    const [written] = await attestImages(request(image), { ...scene, signer: scene.signer() })
    expect(written?.existing).toBe(false)
    const { valid } = await collectEvidence(image, scene)
    expect(new Set(valid.map(({ claims }) => claims.subject)).size).toBe(2)
  })
})

describe('a registry that does not answer', () => {
  test('is not taken for one without evidence', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    scene.sandbox.switches.throttle = { requests: 1000, retryAfter: 0 }
    await expectCode('registry-unavailable', () => collectEvidence(image, scene))
  })
})

describe('what does not verify', () => {
  test('is never pushed', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const trust = readTrustedRoot((await createSigningBench()).sigstore.trustedRoot)
    const ports = { ...scene, trust, signer: scene.signer() }
    await expectCode('evidence-unverifiable', () => attestImages(request(image), ports))
    const signing = { images: [image], recursive: true, formats: ['legacy'] as const, annotations: {} }
    await expectCode('evidence-unverifiable', () => signImages(signing, ports))
    expect([...scene.sandbox.tags(REPOSITORY).keys()]).toEqual([])
    expect(await scene.registry.referrers(image.name, image.digest)).toEqual([])
  })

  test('because it is too large is never pushed', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const large = { ...request(image), predicate: { text: 'x'.repeat(7_600_000) } }
    await expectCode('evidence-too-large', () => attestImages(large, { ...scene, signer: scene.signer() }))
    expect(await scene.registry.referrers(image.name, image.digest)).toEqual([])
  })
})

describe('a legacy tag', () => {
  test('with the layer of another signer keeps it', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const wanted = { images: [image], recursive: false, formats: ['legacy'] as const, annotations: {} }
    await signImages(wanted, { ...scene, signer: scene.signer({ claims: { environment: 'first' } }) })
    await signImages(wanted, { ...scene, signer: scene.signer() })
    const { valid } = await collectEvidence(image, scene)
    expect(valid.map(({ claims }) => claims.environment)).toEqual(['first', undefined])
    expect(valid.every(({ predicateType }) => predicateType === PREDICATE_TYPES.signature)).toBe(true)
    const config = scene.sandbox.manifest(REPOSITORY, LEGACY_TAG.signature(image.digest))
    const content = JSON.parse(Buffer.from(config?.bytes ?? '').toString()) as {
      layers: { digest: Digest }[]
      config: { digest: Digest }
    }
    const blob = JSON.parse(Buffer.from(scene.sandbox.blob(REPOSITORY, content.config.digest) ?? '').toString()) as {
      rootfs: { diff_ids: string[] }
    }
    expect(blob.rootfs.diff_ids).toEqual(content.layers.map(({ digest }) => digest))
  })
})
