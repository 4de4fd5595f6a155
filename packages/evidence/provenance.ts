import {
  formatTime,
  LEG_BUILD_TYPE,
  parseJson,
  type Build,
  type JsonValue,
  type RepositoryName,
  type Run,
  type Source,
  sameJson,
} from '@promo/core'
import { BUNDLE_LIMIT } from '@promo/sigstore'

/** The workflow that seals, as an identity: `<server>/<path>@<commit>`. Certificates name it by ref, provenance by commit. */
export interface Builder {
  readonly serverUrl: string
  /** `owner/repo/.github/workflows/leg.yml` */
  readonly workflow: string
}

export interface ProvenanceFacts {
  readonly build: Build
  readonly source: Source
  readonly run: Run
  readonly builder: Builder
  /** What the caller of the line chose, as it was given; never a secret. Becomes signed external parameters. */
  readonly inputs: { readonly [name: string]: JsonValue }
  /** Facts of the run that the caller cannot choose: `event_name`, `runner_environment`, numeric ids. */
  readonly github: { readonly [name: string]: string }
}

/**
 * SLSA provenance v1 (slsa.dev/spec/v1.1/provenance) of one leg, from its build record. Materials are those the builder
 * reported, after the source commit; when it reported none, `promo_completeness` says so.
 */
export function provenancePredicate(facts: ProvenanceFacts): JsonValue {
  const { build, source, run, builder, inputs, github } = facts
  const repository = `${builder.serverUrl}/${source.repository}`
  return {
    buildDefinition: {
      buildType: LEG_BUILD_TYPE,
      externalParameters: {
        leg: build.leg,
        image: build.image.name,
        inputs,
        source: { repository, ref: source.ref },
      },
      internalParameters: {
        github: { ...github, repository_id: source.repositoryId },
        builder: builderFacts(build.builder),
        cache: build.cache,
        reproduced: build.reproduced,
        ...reusedFrom(facts),
      },
      resolvedDependencies: [
        { uri: `git+${repository}@${source.ref}`, digest: { gitCommit: source.sha } },
        ...build.materials.map(({ uri, digest }) => ({ uri, digest })),
      ],
    },
    runDetails: {
      builder: { id: `${builder.serverUrl}/${builder.workflow}@${run.workflowSha}` },
      metadata: {
        invocationId: invocationUri(builder.serverUrl, source.repository, run),
        startedOn: wholeSecond(build.startedAt),
        finishedOn: wholeSecond(build.finishedAt),
        promo_completeness: { resolvedDependencies: build.materialsComplete },
      },
    },
  }
}

function builderFacts({ name, version, driver, buildkit }: Build['builder']): Readonly<Record<string, string>> {
  return {
    ...{ name, version },
    ...(driver === undefined ? {} : { driver }),
    ...(buildkit === undefined ? {} : { buildkit }),
  }
}

/** Attempts of one run seal one build: only what another run built is said to be reused. */
function reusedFrom({ build, source, run, builder }: ProvenanceFacts): { readonly reused?: { invocation: string } } {
  const { reused } = build
  if (reused === undefined) return {}
  const own = invocationUri(builder.serverUrl, source.repository, run)
  return withoutAttemptOf(reused.invocation) === withoutAttemptOf(own) ? {} : { reused }
}

/** The form Fulcio gives a run in certificates, so that the two can be compared. */
export function invocationUri(serverUrl: string, repository: RepositoryName, run: Pick<Run, 'id' | 'attempt'>): string {
  return `${serverUrl}/${repository}/actions/runs/${run.id}/attempts/${String(run.attempt)}`
}

function wholeSecond(time: string): string {
  return formatTime(new Date(time))
}

/**
 * True when two predicates of one build differ at most in the attempt of their run: a seal job that was killed and is run
 * again finds its own word, and says it no second time.
 */
export function sameProvenance(present: JsonValue, wanted: JsonValue): boolean {
  return sameJson(withoutAttempt(present), withoutAttempt(wanted))
}

const ATTEMPT = /\/attempts\/[1-9][0-9]*$/

function withoutAttemptOf(invocation: string): string {
  return invocation.replace(ATTEMPT, '')
}

function withoutAttempt(predicate: JsonValue): JsonValue {
  const strip = (key: string, value: unknown): unknown =>
    key === 'invocationId' && typeof value === 'string' ? withoutAttemptOf(value) : value
  return parseJson(JSON.stringify(predicate, strip), { maxBytes: BUNDLE_LIMIT })
}
