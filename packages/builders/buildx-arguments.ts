import type { BuildRequest } from './builder.ts'

/** Inputs of docker/build-push-action under its own names. */
export interface BuildxRequest extends BuildRequest {
  readonly file?: string
  readonly target?: string
  readonly buildArgs: readonly string[]
  readonly buildContexts: readonly string[]
  /** `id=…,env=NAME` or `id=…,src=PATH`: never the value itself. */
  readonly secrets: readonly string[]
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
  readonly noCache: boolean
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly provenance: 'max' | 'min' | 'false'
  readonly metadataFile: string
  /** Where buildx leaves the layout when nothing is pushed. */
  readonly layoutFile: string
}

/**
 * The arguments of `docker buildx build` for a push by digest without a tag, or for a layout in a tar (docker/buildx, docs/reference/buildx_build.md).
 * No value can become an option: every one follows its flag in the same argument, and the context comes last behind `--`.
 */
export function buildxArguments(request: BuildxRequest): readonly string[] {
  const cache = request.noCache
    ? ['--no-cache']
    : [...flag('cache-from', request.cacheFrom), ...flag('cache-to', request.cacheTo)]
  return [
    'buildx',
    'build',
    '--progress=plain',
    `--metadata-file=${request.metadataFile}`,
    `--output=${output(request)}`,
    ...flag('platform', request.platforms.length === 0 ? [] : [request.platforms.join(',')]),
    ...flag('file', request.file === undefined ? [] : [request.file]),
    ...flag('target', request.target === undefined ? [] : [request.target]),
    ...flag('build-arg', request.buildArgs),
    ...flag('build-context', request.buildContexts),
    ...flag('secret', request.secrets),
    ...flag('label', request.labels),
    ...flag('annotation', request.annotations),
    ...cache,
    `--provenance=${request.provenance === 'false' ? 'false' : `mode=${request.provenance}`}`,
    '--',
    request.context,
  ]
}

function output({ to, layoutFile }: BuildxRequest): string {
  return to.kind === 'registry'
    ? `type=image,name=${to.image},push=true,push-by-digest=true,name-canonical=true`
    : `type=oci,dest=${layoutFile}`
}

function flag(name: string, values: readonly string[]): readonly string[] {
  return values.map((value) => `--${name}=${value}`)
}
