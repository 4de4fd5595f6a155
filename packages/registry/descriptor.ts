import { isDigest, type Digest, type JsonValue, type Platform } from '@promo/core'
import { registryError } from './errors.ts'
import { isObject, memberOf, textOf, type JsonObject } from './json-shape.ts'

/** A pointer to content (OCI image-spec, descriptor.md). `size` in bytes. `urls` and `data` are never read. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: Digest
  readonly size: number
  readonly artifactType?: string
  readonly platform?: Platform
  readonly annotations?: Readonly<Record<string, string>>
}

/** RFC 6838, section 4.2. */
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/

/** Reads one descriptor of a hostile document; throws `manifest-invalid` naming the fault. */
export function readDescriptor(value: JsonValue | undefined, where: string): Descriptor {
  if (!isObject(value)) throw invalid(where, 'is not an object')
  const mediaType = textOf(value, 'mediaType')
  if (mediaType === undefined || !MEDIA_TYPE.test(mediaType)) throw invalid(where, 'has no media type')
  const digest = memberOf(value, 'digest')
  if (!isDigest(digest)) throw invalid(where, 'has no full sha256 digest')
  const size = memberOf(value, 'size')
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw invalid(where, 'has no size')
  return { mediaType, digest, size, ...optionalParts(value) }
}

function optionalParts(value: JsonObject): Omit<Descriptor, 'mediaType' | 'digest' | 'size'> {
  const artifactType = textOf(value, 'artifactType')
  const platform = readPlatform(memberOf(value, 'platform'))
  const annotations = readAnnotations(memberOf(value, 'annotations'))
  return {
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(platform === undefined ? {} : { platform }),
    ...(annotations === undefined ? {} : { annotations }),
  }
}

/** The `platform` of a descriptor, or the top level of an image config, which has the same members. */
export function readPlatform(value: JsonValue | undefined): Platform | undefined {
  if (!isObject(value)) return undefined
  const os = textOf(value, 'os')
  const architecture = textOf(value, 'architecture')
  if (os === undefined || architecture === undefined) return undefined
  const variant = textOf(value, 'variant')
  const osVersion = textOf(value, 'os.version')
  return {
    os,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    ...(osVersion === undefined ? {} : { osVersion }),
  }
}

/** Annotations are a map of text to text; members of other types are left out. */
export function readAnnotations(value: JsonValue | undefined): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined
  const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(texts)
}

function invalid(where: string, why: string): Error {
  return registryError('manifest-invalid', { where }, `${where} ${why}`)
}
