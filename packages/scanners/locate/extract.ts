import type { ReleaseArchive } from './pin.ts'
import { extractFromTar } from './extract-tar.ts'
import { extractFromZip } from './extract-zip.ts'

/** Takes the pinned member out of an archive into a new file; nothing else is ever written. Throws `tool-refused`. */
export async function extractMember(archive: string, { asset, member }: ReleaseArchive, target: string): Promise<void> {
  await (asset.endsWith('.zip') ? extractFromZip : extractFromTar)(archive, member, target)
}
