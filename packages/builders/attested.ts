import { parseJson, type JsonValue, memberOf } from '@promo/core'
import type { Descriptor, Manifest } from '@promo/registry'
import { textOf } from './json-members.ts'

/** Where the manifests and blobs of one image are read, each hashed: a repository or a layout. */
export interface AttestationSource {
  manifest(descriptor: Descriptor): Promise<Manifest>
  /** A whole blob of at most that many bytes. */
  blob(descriptor: Descriptor, maxBytes: number): Promise<Uint8Array>
}

/** moby/buildkit, docs/attestations/attestation-storage.md. */
const REFERENCE_TYPE = 'vnd.docker.reference.type'
const ATTESTATION_MANIFEST = 'attestation-manifest'
const ATTESTATION_ARTIFACT = 'application/vnd.docker.attestation.manifest.v1+json'
const IN_TOTO = 'application/vnd.in-toto+json'
const PREDICATE_TYPE = 'in-toto.io/predicate-type'
const PROVENANCE = /^https:\/\/slsa\.dev\/provenance\//
/** The whole build definition of a large build in mode `max` has a few megabytes. */
const STATEMENT_LIMIT = 16 * 1024 * 1024

/** A child of an index that holds attestations, in BuildKit's image form or as an OCI artifact with a subject. */
export function isAttestationManifest({ annotations, artifactType }: Descriptor): boolean {
  return annotations?.[REFERENCE_TYPE] === ATTESTATION_MANIFEST || artifactType === ATTESTATION_ARTIFACT
}

/** The predicates of SLSA provenance that BuildKit put into the index beside the images; none for a single manifest. */
export async function attestedProvenance(root: Manifest, source: AttestationSource): Promise<readonly JsonValue[]> {
  if (root.content.kind !== 'index') return []
  const predicates: JsonValue[] = []
  for (const child of root.content.manifests.filter(isAttestationManifest)) {
    const { content } = await source.manifest(child)
    const layers = content.kind === 'image' ? content.layers.filter(isProvenance) : []
    for (const layer of layers) predicates.push(...predicateOf(await source.blob(layer, STATEMENT_LIMIT)))
  }
  return predicates
}

function isProvenance({ mediaType, annotations }: Descriptor): boolean {
  return mediaType === IN_TOTO && PROVENANCE.test(annotations?.[PREDICATE_TYPE] ?? '')
}

function predicateOf(statement: Uint8Array): readonly JsonValue[] {
  const value = parseJson(statement, { maxBytes: STATEMENT_LIMIT, maxDepth: 200 })
  const predicate = memberOf(value, 'predicate')
  return predicate !== undefined && PROVENANCE.test(textOf(memberOf(value, 'predicateType')) ?? '') ? [predicate] : []
}
