import { commonArguments, flag } from './build-arguments.ts'
import type { ImageBuildRequest } from './image-build.ts'

export interface BuildxRequest extends ImageBuildRequest {
  readonly metadataFile: string
  /** Where buildx, or the daemon, leaves the image when nothing else holds it. */
  readonly layoutFile: string
}

/** `daemon`: into the image store of a daemon that can neither push by digest nor attest. */
export type BuildxOutput = 'by-target' | 'daemon'

/**
 * The arguments of `docker buildx build` for a push by digest without a tag, for a layout in a tar, or for the daemon
 * (docker/buildx, docs/reference/buildx_build.md). No value can become an option: every one follows its flag in the same
 * argument, and the context comes last behind `--`.
 */
export function buildxArguments(request: BuildxRequest, output: BuildxOutput = 'by-target'): readonly string[] {
  return [
    'buildx',
    'build',
    '--progress=plain',
    `--metadata-file=${request.metadataFile}`,
    ...(output === 'daemon' ? ['--output=type=image'] : [`--output=${exporter(request)}`]),
    ...commonArguments(request),
    ...cacheArguments(request),
    ...(output === 'daemon' ? [] : [...annotationArguments(request), `--provenance=${provenance(request)}`]),
    '--',
    request.context,
  ]
}

function cacheArguments({ noCache, cacheFrom, cacheTo }: BuildxRequest): readonly string[] {
  return noCache ? ['--no-cache'] : [...flag('cache-from', cacheFrom), ...flag('cache-to', cacheTo)]
}

/** One platform without attestations has no index to annotate, and BuildKit refuses it (exporter/containerimage). */
function annotationArguments({ annotations, facts = [], platforms }: BuildxRequest): readonly string[] {
  const level = platforms.length > 1 ? 'index,manifest:' : ''
  const added = facts.map((fact) => `${level}${fact}`)
  return flag('annotation', [...added, ...annotations])
}

function provenance({ provenance: mode }: BuildxRequest): string {
  return mode === 'false' ? 'false' : `mode=${mode}`
}

/**
 * OCI media types always: a layout has no others, and the same build shall have one digest wherever it goes.
 * `rewrite-timestamp` is BuildKit's since 0.13, and older ones take no notice (moby/buildkit, docs/build-repro.md).
 */
function exporter({ to, layoutFile, rewriteTimestamp }: BuildxRequest): string {
  const output =
    to.kind === 'registry'
      ? `type=image,name=${to.image},push=true,push-by-digest=true,name-canonical=true,oci-mediatypes=true`
      : `type=oci,dest=${layoutFile}`
  return rewriteTimestamp === true ? `${output},rewrite-timestamp=true` : output
}
