/** One `::name key=value::message` line of a step's output. */
export interface LogCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** Parses a workflow command; undefined for an ordinary line (actions/runner, ActionCommand.cs). */
export function parseLogCommand(line: string): LogCommand | undefined {
  const match = /^\s*::(?<name>[^\s:]+)(?: (?<properties>.*?))?::(?<message>.*)$/.exec(line)
  const { name, properties, message } = match?.groups ?? {}
  if (name === undefined) return undefined
  const pairs = (properties ?? '').split(',').flatMap((pair) => {
    const equals = pair.indexOf('=')
    return equals < 0 ? [] : [[pair.slice(0, equals).trim(), unescapeProperty(pair.slice(equals + 1))] as const]
  })
  return { name: name.toLowerCase(), properties: Object.fromEntries(pairs), message: unescapeMessage(message ?? '') }
}

function unescapeMessage(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

function unescapeProperty(text: string): string {
  return unescapeMessage(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
}
