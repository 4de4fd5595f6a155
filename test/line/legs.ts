import {
  LEG_BUILD_TYPE,
  legDocument,
  parseCommit,
  parseImageName,
  parseLegName,
  parseRepositoryName,
  PREDICATE_TYPES,
  type Digest,
  type ImageName,
  type Leg,
} from '@promo/core'
import type { ValidEvidence } from '@promo/evidence'
import type { ExpectedSigner, LegArtifact } from '@promo/line'

const PROMO = parseCommit('a'.repeat(40))
const WORKFLOW = 'org/promo/.github/workflows/leg.yml'

export const SIGNER: ExpectedSigner = { workflow: WORKFLOW, commit: PROMO, serverUrl: 'https://github.com' }
export const SOURCE = {
  repository: parseRepositoryName('your-org/bookstore'),
  repositoryId: '123456789',
  sha: parseCommit('b'.repeat(40)),
  ref: 'refs/heads/main',
}
/** The second attempt: legs may be from the first one. */
export const RUN = { id: '777', attempt: 2, workflowRef: 'x', workflowSha: PROMO }

/** What one leg left: its artifact, and the provenance that its seal job signed. */
export interface LegBuilder {
  readonly artifact: LegArtifact
  readonly digest: Digest
  readonly provenance: ValidEvidence
  saying(changes: Partial<Leg>): LegBuilder
  holding(text: string): LegBuilder
  named(leg: string): LegBuilder
  signedBy(claims: Partial<ValidEvidence['claims']>): LegBuilder
  sealedFor(parameters: { readonly leg?: string; readonly image?: string }): LegBuilder
}

export function aLeg(
  name: string,
  digest: Digest,
  image: ImageName = parseImageName('ghcr.io/your-org/catalog'),
): LegBuilder {
  const leg = legDocument.create({
    leg: parseLegName(name),
    image: { name: image, digest },
    tags: ['v1'],
    platforms: [],
    source: SOURCE,
    run: { ...RUN, attempt: 1 },
    sealedAt: '2026-12-01T11:00:00Z',
    scan: null,
    evidence: [],
  })
  const artifact = {
    name: `promo-digest-${name}-1`,
    leg: leg.leg,
    attempt: 1,
    text: Buffer.from(legDocument.write(leg)),
  }
  return build(leg, artifact, provenanceFor(digest, name, image))
}

function build(leg: Leg, artifact: LegArtifact, provenance: ValidEvidence): LegBuilder {
  return {
    artifact,
    digest: leg.image.digest,
    provenance,
    saying: (changes) => {
      const changed = { ...leg, ...changes }
      return build(changed, { ...artifact, text: Buffer.from(legDocument.write(changed)) }, provenance)
    },
    holding: (text) => build(leg, { ...artifact, text: Buffer.from(text) }, provenance),
    named: (name) => build(leg, { ...artifact, leg: parseLegName(name), name: `promo-digest-${name}-1` }, provenance),
    signedBy: (claims) => build(leg, artifact, { ...provenance, claims: { ...provenance.claims, ...claims } }),
    sealedFor: ({ leg: other = leg.leg, image = leg.image.name }) =>
      build(leg, artifact, { ...provenance, predicate: predicateFor(other, image) }),
  }
}

function predicateFor(leg: string, image: string): ValidEvidence['predicate'] {
  return { buildDefinition: { buildType: LEG_BUILD_TYPE, externalParameters: { leg, image } } }
}

function provenanceFor(subject: Digest, leg: string, image: ImageName): ValidEvidence {
  const uri = `https://github.com/${WORKFLOW}@refs/tags/v1`
  return {
    manifest: subject,
    storage: 'bundle',
    predicateType: PREDICATE_TYPES.provenance,
    predicate: predicateFor(leg, image),
    claims: {
      subject: uri,
      issuer: 'https://token.actions.githubusercontent.com',
      buildSignerUri: uri,
      buildSignerDigest: PROMO,
      sourceRepositoryId: SOURCE.repositoryId,
      sourceRepositoryDigest: SOURCE.sha,
      runInvocationUri: 'https://github.com/your-org/bookstore/actions/runs/777/attempts/1',
    },
    signedAt: new Date('2026-12-01T11:00:00Z'),
    subject,
    annotations: {},
    logIndex: '1',
  }
}
