/** Why a tool cannot be had, and what the person at the keyboard can do about it. */
export class ToolFailure extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ToolFailure'
    this.remedy = remedy
  }
}
