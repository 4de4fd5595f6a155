/** What a person reads while the step runs. Nothing logged can become a runner command. */
export interface Log {
  info(text: string): void
  notice(text: string): void
  warning(text: string): void
  debug(text: string): void
  /** Folds what the function logs under the title. */
  group<T>(title: string, run: () => Promise<T>): Promise<T>
  /** A line that a terminal replaces by the next one; a log keeps each. */
  progress(text: string): void
}
