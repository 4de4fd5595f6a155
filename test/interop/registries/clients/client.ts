import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ImageName, PinnedImage } from '@promo/core'
import { runTool } from '../../installed-tool.ts'
import { digestsIn } from '../crane.ts'
import { digestsOf, type Sample, type SampleName } from './samples.ts'

/** A program that reads from registries and writes to them. */
export interface ForeignClient {
  readonly name: string
  readonly reads: readonly SampleName[]
  readonly writes: readonly SampleName[]
  /** Of one that tools.json locks; what the system brings differs from machine to machine. */
  readonly lockedVersion?: () => Promise<string>
  /** Reads the image whole. Throws when it got anything else than the sample. */
  read(image: PinnedImage, sample: Sample): Promise<void>
  /** Writes the image under the tag, and gives the digest that it says it wrote. */
  write(from: WrittenFrom, to: { readonly name: ImageName; readonly tag: string }): Promise<string>
}

export interface WrittenFrom {
  /** A layout with the sample as v1. */
  readonly layout: string
  /** The sample where promo put it, in the same registry. */
  readonly image: PinnedImage
  readonly sample: Sample
}

export interface Command {
  (...args: readonly string[]): Promise<string>
}

/** Runs one program in a directory. The command throws what the program said when it fails. */
export function commandOf(path: string, home: string): Command {
  return async (...args) => {
    const { code, stdout, stderr } = await runTool(path, args, home)
    if (code !== 0) throw new Error(`${path} ${args.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
}

/** Has an image written to a fresh layout, and holds all that is there against the sample. */
export async function readToLayout(
  home: string,
  sample: Sample,
  write: (layout: string) => Promise<unknown>,
): Promise<void> {
  const layout = join(home, randomUUID())
  await write(layout)
  expectContent(await digestsIn(layout), sample)
}

/** Every byte of the sample, and no other. */
export function expectContent(digests: readonly string[], { image }: Sample): void {
  assert.equal(digests.toSorted().join('\n'), digestsOf(image).join('\n'))
}

export function expectDigest(found: string, { digest }: PinnedImage): void {
  assert.equal(found, digest)
}
