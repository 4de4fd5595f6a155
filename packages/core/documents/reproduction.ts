import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { count, digest, leg, platform, text } from './shapes.ts'

/** What of one entry of a layer (OCI image-spec, layer.md, "File Attributes") a second build may give otherwise. */
export const ENTRY_ATTRIBUTES = [
  'type',
  'mode',
  'uid',
  'gid',
  'owner',
  'mtime',
  'size',
  'content',
  'link',
  'device',
  'xattrs',
] as const

/** Why two builds differ, the ones that explain most first. */
export const REPRODUCTION_CAUSES = [
  'platform-set',
  'layer-count',
  'file-set',
  'file-content',
  'file-attributes',
  'file-time',
  'config',
  'config-time',
  'packing',
  'unread',
] as const

const entryDifference = z.object({
  path: text,
  change: z.enum(['added', 'removed', 'changed']),
  attributes: z.array(z.enum(ENTRY_ATTRIBUTES)),
})

const layerDifference = z.object({
  /** Place in the manifest, from 0. */
  index: count,
  /** Null where only the other build has this layer. */
  first: z.nullable(digest),
  second: z.nullable(digest),
  /** The first of those that differ; `differing` counts all. */
  entries: z.array(entryDifference),
  differing: count,
  /** Why the entries could not be compared. */
  unread: z.optional(text),
})

const platformComparison = z.object({
  platform,
  reproduced: z.boolean(),
  /** The build that has this platform, when the other has not. */
  only: z.optional(z.enum(['first', 'second'])),
  /** JSON pointers (RFC 6901) of what differs in the config; empty text is the whole of it: the same values, spelled otherwise. */
  config: z.array(text),
  layers: z.array(layerDifference),
})

/**
 * Two builds of one image, held against each other. Reproduced is a platform whose config and layers are the same bytes in
 * the same order; attestation manifests, annotations and the names of media types are not compared.
 */
export const reproductionDocument = defineDocument('reproduction', {
  leg,
  first: digest,
  second: digest,
  reproduced: z.boolean(),
  causes: z.array(z.enum(REPRODUCTION_CAUSES)),
  platforms: z.array(platformComparison),
})

export type EntryAttribute = (typeof ENTRY_ATTRIBUTES)[number]
export type ReproductionCause = (typeof REPRODUCTION_CAUSES)[number]
export type EntryDifference = z.infer<typeof entryDifference>
export type LayerDifference = z.infer<typeof layerDifference>
export type PlatformComparison = z.infer<typeof platformComparison>
export type Reproduction = ReturnType<typeof reproductionDocument.check>
