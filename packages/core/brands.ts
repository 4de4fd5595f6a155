import type { $brand } from 'zod/v4/core'

/** A string that was parsed: it can only be made by the parser of its kind. */
export type Branded<Kind extends string> = string & $brand<Kind>
