import { builderError } from './errors.ts'

/** docker/buildx, docs/reference/buildx_build.md, `--annotation`: types, each with an optional platform, before a colon. */
const TYPED = /^(?<types>(?:index|manifest)(?:-descriptor)?(?:\[[^\]]*\])?(?:,[a-z-]+(?:\[[^\]]*\])?)*):/

/**
 * The annotations of a builder that can write on manifests only, as `key=value`; throws `builder-option-unsupported` for one
 * that belongs elsewhere.
 */
export function manifestAnnotations(annotations: readonly string[], builder: string): readonly string[] {
  return annotations.map((annotation) => {
    const types = TYPED.exec(annotation)?.groups?.['types']
    if (types === undefined) return annotation
    if (types === 'manifest') return annotation.slice('manifest:'.length)
    throw unsupported('annotations', builder, `an annotation of ${types}`)
  })
}

/** The same as a map. */
export function annotationMap(annotations: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    annotations.map((annotation) => {
      const equals = annotation.indexOf('=')
      return [annotation.slice(0, equals), annotation.slice(equals + 1)] as const
    }),
  )
}

/** `builder-option-unsupported`: an input that would be passed over in silence is refused. */
export function unsupported(input: string, builder: string, what = `\`${input}\``): Error {
  return builderError('builder-option-unsupported', { input, builder }, `${builder} does not have ${what}`)
}
