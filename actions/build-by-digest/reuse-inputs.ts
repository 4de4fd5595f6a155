import { parseCommit, type CommitSha, type JsonValue } from '@promo/core'
import type { Field, InputReader } from '@promo/runner'
import { parseParameters } from '../parameters.ts'
import { parseSigner } from '../workflow.ts'

/** Who must have sealed a digest, and for which inputs. */
export interface ReuseOptions {
  /** What seal signs as `inputs`. */
  readonly parameters: { readonly [key: string]: JsonValue }
  /** `owner/repo/.github/workflows/file.yml` */
  readonly signer: string
  readonly signerCommit: CommitSha
  readonly trustedRoot: string | undefined
}

/** Undefined with `reuse: false`, and where there is nothing to compare with: neither is a fault. */
export function reuseInput(input: InputReader): Field<ReuseOptions | undefined> {
  const fields = {
    choice: input.choice('reuse', ['auto', 'false'], 'auto'),
    parameters: input.optional('provenance-parameters', parseParameters),
    signer: input.withDefault('signer', 'org/promo/.github/workflows/leg.yml', parseSigner),
    signerCommit: input.optional('signer-commit', parseCommit),
    trustedRoot: input.document('trusted-root'),
  }
  return input.all('reuse', fields, ({ choice, parameters, signer, signerCommit, trustedRoot }) =>
    choice === 'false' || parameters === undefined || signerCommit === undefined
      ? undefined
      : { parameters, signer, signerCommit, trustedRoot },
  )
}
