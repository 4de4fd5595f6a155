import { join } from 'node:path'

/** The root of the repository that this command is part of: action folders, bundles and examples are read there. */
export const ROOT = join(import.meta.dirname, '..', '..')
