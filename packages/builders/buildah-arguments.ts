import { commonArguments, flag } from './build-arguments.ts'
import type { ImageBuildRequest } from './image-build.ts'
import { manifestAnnotations, unsupported } from './manifest-annotations.ts'

export interface BuildahRequest extends ImageBuildRequest {
  /** Directory of this build alone, for the ids and the layout that buildah writes. */
  readonly scratch: string
}

/** Where buildah keeps what it made until it is exported: an image by its id, or a list of several platforms. */
export type BuildahResult =
  { readonly kind: 'image'; readonly idFile: string } | { readonly kind: 'list'; readonly name: string }

/**
 * The arguments of `buildah build` (containers/buildah, docs/buildah-build.1.md). `chroot` isolation needs no runtime and no
 * user namespace; a step that sets BUILDAH_ISOLATION has its own. Every value follows its flag in the same argument.
 * Throws `builder-option-unsupported`: buildah attests nothing, and its caches would need the registry's credentials.
 */
export function buildahArguments(
  request: BuildahRequest,
  result: BuildahResult,
  isolation = 'chroot',
): readonly string[] {
  assertSupported(request)
  const annotations = manifestAnnotations([...(request.facts ?? []), ...request.annotations], 'buildah')
  return [
    'build',
    `--isolation=${isolation}`,
    '--format=oci',
    result.kind === 'image' ? `--iidfile=${result.idFile}` : `--manifest=${result.name}`,
    ...flag('timestamp', request.sourceDate === undefined ? undefined : String(request.sourceDate)),
    ...commonArguments(request),
    ...flag('annotation', annotations),
    ...(request.noCache ? ['--no-cache'] : []),
    '--',
    request.context,
  ]
}

function assertSupported(request: BuildahRequest): void {
  if (request.provenance !== 'false' && request.provenanceIsDefault !== true) throw unsupported('provenance', 'buildah')
  if ((request.allow ?? []).length > 0) throw unsupported('allow', 'buildah')
  if (request.noCache) return
  if (request.cacheFrom.length > 0) throw unsupported('cache-from', 'buildah')
  if (request.cacheTo.length > 0) throw unsupported('cache-to', 'buildah')
}
