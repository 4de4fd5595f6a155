import { isPromoError } from '@promo/core'
import { endOfReturn, endOfThrow, type FinalEnding } from './ending.ts'
import { createInputReader, type InputReader } from './inputs/reader.ts'
import { MODES, type ActionEnding, type Mode, type Runner } from './runner.ts'
import { untrustedEvent } from './trusted-event.ts'

export interface ActionOptions {
  /** Every output of `action.yml` but `outcome` and `failure-code`. */
  readonly outputs: readonly string[]
  /**
   * Outputs that other jobs need by value, such as a matrix: they never become the path of a file, and only they are
   * refused as `output-masked`. Default: each may cross, and each but a large one by value.
   */
  readonly crossing?: readonly string[]
  /** The action signs, publishes or changes something: it is refused on untrusted events before its recipe is loaded. */
  readonly acting?: boolean
  /** `ending`: the input `mode` is not obeyed here; the recipe decides and says so in its ending. Default `input`. */
  readonly modeFrom?: 'input' | 'ending'
}

export type ReadRequest<R> = (input: InputReader) => R

export interface Recipe<R> {
  // The recipes of most actions return nothing.
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type
  run(request: R, runner: Runner): Promise<ActionEnding | void>
}

/** What stands between an action and the machine: its inputs, and the runner. */
export interface Stage {
  readonly runner: Runner
  readonly input: (name: string) => string | undefined
  /** A variable of the process, for inputs that name one. */
  readonly variable: (name: string) => string | undefined
}

/** Reads the request, loads the recipe, runs it, and decides the ending. Never throws. */
export async function perform<R>(
  readRequest: ReadRequest<R>,
  load: () => Promise<Recipe<R>>,
  stage: Stage,
  options: ActionOptions,
): Promise<FinalEnding> {
  const { runner } = stage
  let mode: Mode = 'enforce'
  try {
    if (options.acting === true) assertTrusted(runner)
    const input = createInputReader({
      value: stage.input,
      mask: (secret) => runner.mask(secret),
      variable: stage.variable,
      workspace: () => runner.context.workspace,
    })
    const common = { mode: input.choice('mode', MODES, 'enforce'), summary: input.flag('summary', true) }
    const request = readRequest(input)
    const wanted = input.request(common)
    if (options.modeFrom !== 'ending') mode = wanted.mode
    const recipe = await load()
    const ending = await recipe.run(request, wanted.summary ? runner : withoutSummary(runner))
    return endOfReturn(ending ?? undefined, mode)
  } catch (thrown) {
    return endOfThrow(await explained(thrown, stage), mode, runner.signal)
  }
}

function assertTrusted(runner: Runner): void {
  const refusal = untrustedEvent(runner.context)
  if (refusal !== undefined) throw refusal
}

function withoutSummary(runner: Runner): Runner {
  return { ...runner, summary: async () => undefined }
}

/** A tag where a digest belongs is the commonest mistake: its remedy names the digest, and only then is a registry asked. */
async function explained(thrown: unknown, stage: Stage): Promise<unknown> {
  if (!isPromoError(thrown) || thrown.code !== 'image-not-pinned' || stage.runner.signal.aborted) return thrown
  const { namePinned } = await import('./unpinned.ts')
  return namePinned(thrown, stage)
}
