import { asPromoError, memberAt, parseCommit, PREDICATE_TYPES, type ChainLink, type CommitSha } from '@promo/core'
import type { EvidenceSet } from '@promo/evidence'
import { policyError } from '@promo/policy'
import type { CertificateClaims } from '@promo/sigstore'
import { ledgerError } from './errors.ts'
import { sourceOf, type Ground } from './ground.ts'
import { listAt, textAt } from './json-path.ts'
import { absent, broken, counted, missing, recorded, verified } from './link.ts'
import { commitEvidence, describePull, mergedInto } from './promotion-links.ts'
import type { TracedImage } from './traced-image.ts'
import { notTrusted, placesOf, sameStatement, signerOf, told, type TrustContext, type Trusted } from './trusted.ts'

/** Where a digest comes from: provenance, the run, the commit, and the pull request that brought the commit. */
export async function originLinks(
  image: TracedImage,
  set: EvidenceSet,
  trust: TrustContext,
  ground: Ground,
): Promise<readonly ChainLink[]> {
  const found = told(set, PREDICATE_TYPES.provenance, 'provenance', trust)
  const own = found.trusted.find(({ predicate }) => isOfLeg(image.leg, predicate))
  if (own === undefined) {
    const link = { link: 'provenance' as const, evidence: placesOf([...found.trusted, ...found.untrusted]) }
    if (found.trusted.length > 0) return [broken(link, otherLeg(image))]
    if (found.untrusted.length > 0) return [broken(link, notTrusted('the provenance', found))]
    return [
      missing(link, policyError('provenance-missing', { digest: image.digest }, `no provenance on ${image.digest}`)),
    ]
  }
  const links = [provenanceLink(own, found.trusted), runLink(own), agreement(own, set, trust, image)]
  return [...links.flatMap((link) => link ?? []), ...(await sourceLinks(own, image, ground))]
}

/** What leg.yml sealed for another image of the same repository is not this image's history. */
function isOfLeg(leg: string, predicate: Trusted['predicate']): boolean {
  const found = textAt(predicate, 'buildDefinition', 'externalParameters', 'leg')
  return found === undefined || found === leg
}

function otherLeg({ leg, digest }: TracedImage): ReturnType<typeof policyError> {
  return policyError(
    'provenance-refused',
    { leg, digest },
    `the provenance of ${digest} is that of another image than ${leg}`,
  )
}

function provenanceLink(own: Trusted, trusted: readonly Trusted[]): ChainLink {
  const { predicate } = own
  const runner = claimsOf(own)?.runnerEnvironment
  const definition = memberAt(predicate, 'buildDefinition')
  const materials = listAt(definition, 'resolvedDependencies')
  const named = ['name', 'version'].map((part) => textAt(definition, 'internalParameters', 'builder', part) ?? '')
  const details = {
    builder: textAt(predicate, 'runDetails', 'builder', 'id'),
    'build-type': textAt(definition, 'buildType'),
    tool: named.join(' ').trim(),
    'started-at': textAt(predicate, 'runDetails', 'metadata', 'startedOn'),
    materials: materials.map((material) => textAt(material, 'uri') ?? 'unnamed').join('\n'),
    runner,
    signer: signerOf(own),
  }
  const by = details.tool === '' ? 'an unnamed builder' : details.tool
  const where = claimsOf(own) === undefined ? `, says ${signerOf(own)}` : ` on a ${runner ?? 'nameless'} runner`
  const fact = `built by ${by}${where}, from ${counted(materials.length, 'material')}`
  return verified({ link: 'provenance', fact, details, evidence: placesOf(sameStatement(own, trusted)) })
}

/** A key says nothing of a repository, a commit or a run. */
function claimsOf(own: Trusted): CertificateClaims | undefined {
  return 'claims' in own ? own.claims : undefined
}

function runLink(own: Trusted): ChainLink {
  const claims = claimsOf(own)
  if (claims === undefined) return absent({ link: 'run', fact: `${signerOf(own)} signed, which names no run` })
  const { runInvocationUri: url, buildConfigUri, buildTrigger } = claims
  const facts = {
    link: 'run' as const,
    details: { url, workflow: buildConfigUri, trigger: buildTrigger, visibility: claims.visibility },
  }
  if (url === undefined) return absent({ ...facts, fact: 'the certificate names no run' })
  const workflow = buildConfigUri?.replace('https://github.com/', '') ?? 'an unnamed workflow'
  const fact = `${workflow} on ${buildTrigger ?? 'no event'}: ${url}`
  return verified({ ...facts, fact, evidence: [{ kind: 'run', value: url, url }] })
}

/** Signature and provenance are two signatures: they must tell one story. */
function agreement(own: Trusted, set: EvidenceSet, trust: TrustContext, image: TracedImage): ChainLink | undefined {
  const { trusted } = told(set, PREDICATE_TYPES.signature, 'signature', trust)
  const wanted = claimsOf(own)?.sourceRepositoryDigest
  const certified = trusted.flatMap((each) => claimsOf(each) ?? [])
  if (claimsOf(own) === undefined || certified.length === 0) return undefined
  if (certified.some(({ sourceRepositoryDigest }) => sourceRepositoryDigest === wanted)) return undefined
  const found = certified[0]?.sourceRepositoryDigest ?? 'no commit'
  const text = `the provenance of ${image.digest} is from commit ${wanted ?? 'unknown'}, its signature from ${found}`
  return broken(
    { link: 'source', evidence: placesOf(trusted) },
    ledgerError('evidence-disagrees', { wanted, found }, text),
  )
}

async function sourceLinks(own: Trusted, image: TracedImage, ground: Ground): Promise<readonly ChainLink[]> {
  const claims = claimsOf(own)
  const { sourceRepositoryDigest: sha, sourceRepositoryRef: ref, sourceRepositoryUri } = claims ?? {}
  const { repository } = sourceOf(ground, image.leg)
  const link = {
    link: 'source' as const,
    at: repository,
    details: { commit: sha, ref, repository: sourceRepositoryUri },
  }
  if (sha === undefined) {
    const who = claims === undefined ? `${signerOf(own)} signed the provenance, which` : 'the certificate'
    return [missing(link, ledgerError('source-missing', { repository }, `${who} names no commit`))]
  }
  if (image.claimedSource !== undefined && image.claimedSource !== sha) {
    const text = `it was built from ${sha}, not from ${image.claimedSource}`
    return [broken(link, ledgerError('source-differs', { found: sha, wanted: image.claimedSource }, text))]
  }
  const commit = parseCommit(sha)
  const place = { forge: ground.forge, repository }
  try {
    const facts = await place.forge.commitFacts(repository, commit)
    if (facts === undefined) {
      const text = `${repository} has no commit ${sha}, which the certificate names`
      return [missing(link, ledgerError('source-missing', { repository, sha }, text))]
    }
    const fact = `${sha} on ${ref ?? 'no ref'}: “${facts.subject}” by ${facts.author}`
    return [verified({ ...link, fact, evidence: [commitEvidence(facts)] }), await changeLink(commit, ref, place)]
  } catch (error) {
    return [unreadable(link, error, sha)]
  }
}

/** The pull request of the commit that was built. A commit may have been pushed: that is said, not refused. */
async function changeLink(
  commit: CommitSha,
  ref: string | undefined,
  place: Pick<Ground, 'forge' | 'repository'>,
): Promise<ChainLink> {
  const branch = ref?.replace(/^refs\/heads\//, '') ?? ''
  const merged = mergedInto(await place.forge.pullRequestsOf(place.repository, commit), branch, commit)
  const facts = { link: 'change' as const, at: place.repository }
  if (merged === undefined) return absent({ ...facts, fact: `no pull request brought ${commit} to ${branch}` })
  const { fact, evidence, details } = await describePull(merged.number, place)
  return recorded({ ...facts, fact, evidence: [evidence], details })
}

/** A source repository that this token may not read is a hole that is named; a forge that does not answer ends the trace. */
function unreadable(link: { readonly link: 'source'; readonly at: string }, error: unknown, sha: string): ChainLink {
  const { code, message } = asPromoError(error)
  if (code !== 'forge-not-found' && code !== 'forge-unauthorized') throw error
  return missing(link, ledgerError('source-missing', { sha, code }, `${sha} cannot be read: ${message}`))
}
