import type { ImageBuildRequest } from './image-build.ts'

/**
 * What `docker buildx build` and `buildah build` take under the same names (docker/buildx, docs/reference/buildx_build.md;
 * containers/buildah, docs/buildah-build.1.md). `--allow` is buildx's alone: a request to buildah that has one was refused.
 */
export function commonArguments(request: ImageBuildRequest): readonly string[] {
  return [
    ...flag('platform', request.platforms.length === 0 ? [] : [request.platforms.join(',')]),
    ...flag('file', request.file),
    ...flag('target', request.target),
    ...flag('build-arg', request.buildArgs),
    ...flag('build-context', request.buildContexts),
    ...flag('secret', request.secrets),
    ...flag('ssh', request.ssh),
    ...flag('network', request.network),
    ...flag('allow', request.allow),
    ...flag('add-host', request.addHosts),
    ...flag('shm-size', request.shmSize),
    ...flag('ulimit', request.ulimits),
    ...flag('label', request.labels),
  ]
}

/** `--name=value` for each value: nothing can become an option of its own. */
export function flag(name: string, values: readonly string[] | string | undefined): readonly string[] {
  if (values === undefined) return []
  return (typeof values === 'string' ? [values] : values).map((value) => `--${name}=${value}`)
}
