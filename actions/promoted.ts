import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchArtifact } from '@promo/connections'
import { releaseDocument } from '@promo/core'
import { RELEASE_FILE } from '@promo/line'
import type { Promoted } from '@promo/promotion'
import type { Runner } from '@promo/runner'
import type { PromotedInput } from './promoted-input.ts'

/** Opens what the inputs name: the artifact of a release is downloaded and hashed. */
export async function openPromoted(input: PromotedInput, runner: Runner): Promise<Promoted> {
  if (input.kind !== 'artifact') return input
  const directory = await fetchArtifact(runner, input.from)
  return { kind: 'release', release: releaseDocument.read(await readFile(join(directory, RELEASE_FILE))) }
}
