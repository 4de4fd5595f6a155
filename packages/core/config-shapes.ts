import * as z from 'zod/mini'
import { numericId } from './documents/shapes.ts'

/** A path inside the repository: relative, with `/`, without `..`. */
export const repositoryPath = z
  .string()
  .check(z.maxLength(1024), z.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0\r\n]+$/))

/** Written as a number or as text; text from here on. */
export const repositoryId = z.pipe(z.pipe(z.union([z.string(), z.int()]), z.transform(String)), numericId)
